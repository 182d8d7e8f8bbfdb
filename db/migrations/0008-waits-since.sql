-- Since when a text waits for its turn: from when it was queued, from its scheduled time, or from when a person last let it go.
-- NULL: a person let it go, and it counts from when there is a way out.
ALTER TABLE outbox ADD COLUMN waits_since INTEGER;
UPDATE outbox SET waits_since = (SELECT coalesce(m.send_at, m.created_at) FROM message m WHERE m.seq = outbox.message_seq);
-- A person has looked at it and let it go: it is not counted among too many to go unseen.
ALTER TABLE outbox ADD COLUMN looked INTEGER NOT NULL DEFAULT 0 CHECK (looked IN (0, 1));
CREATE INDEX outbox_let_go ON outbox (message_seq) WHERE waits_since IS NULL;
