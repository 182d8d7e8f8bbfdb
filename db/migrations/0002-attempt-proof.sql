-- Where an attempt's sid is known from: a find in the carrier's list is a guess, which the carrier's own word takes back.
ALTER TABLE attempt ADD COLUMN sid_from TEXT CHECK (sid_from IN ('answer', 'callback', 'list'));
-- Two final words of the carrier differ: it is to be asked by sid.
ALTER TABLE attempt ADD COLUMN contradicted INTEGER NOT NULL DEFAULT 0 CHECK (contradicted IN (0, 1));
-- Which waiting text expires next.
CREATE INDEX outbox_deadline ON outbox (deadline) WHERE phase IN ('scheduled', 'ready', 'held');
