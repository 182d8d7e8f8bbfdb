-- Why a text waits for a person's look: it waited too long (`waited`), it is one of many (`many`), or the store was restored
-- from a copy that may be older than what the carrier did since (`restored`).
ALTER TABLE outbox ADD COLUMN held_because TEXT CHECK (held_because IN ('waited', 'many', 'restored'));
-- What is held is looked at, and counted, by itself.
CREATE INDEX outbox_held ON outbox (conversation_id, message_seq) WHERE phase = 'held';
