-- A broadcast's thousands of texts are made searchable a moment after they were queued: indexing them costs as much as
-- storing them does.
CREATE TABLE search_later (
  message_seq INTEGER PRIMARY KEY REFERENCES message (seq) ON DELETE CASCADE
) STRICT;

-- What is not indexed yet must not be taken out of the index: it holds other words' counts then.
DROP TRIGGER message_search_insert;
DROP TRIGGER message_search_delete;
DROP TRIGGER message_search_update;
CREATE TRIGGER message_search_insert AFTER INSERT ON message WHEN new.origin <> 'broadcast' BEGIN
  INSERT INTO message_search (rowid, body) VALUES (new.seq, new.body);
END;
CREATE TRIGGER message_search_later AFTER INSERT ON message WHEN new.origin = 'broadcast' BEGIN
  INSERT INTO search_later (message_seq) VALUES (new.seq);
END;
-- Before: the row of search_later goes with its message.
CREATE TRIGGER message_search_delete BEFORE DELETE ON message
WHEN NOT EXISTS (SELECT 1 FROM search_later WHERE message_seq = old.seq) BEGIN
  INSERT INTO message_search (message_search, rowid, body) VALUES ('delete', old.seq, old.body);
END;
CREATE TRIGGER message_search_update AFTER UPDATE OF body ON message
WHEN NOT EXISTS (SELECT 1 FROM search_later WHERE message_seq = old.seq) BEGIN
  INSERT INTO message_search (message_search, rowid, body) VALUES ('delete', old.seq, old.body);
  INSERT INTO message_search (rowid, body) VALUES (new.seq, new.body);
END;
