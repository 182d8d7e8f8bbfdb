-- Status callbacks lie with the attempt they name. Attempts' ids rise with time, so what comes together is written together;
-- by sid, which is chance, each would change a page of its own somewhere in the table, and another in the index by attempt.
CREATE TABLE carrier_status_by_attempt (
  -- Empty where the callback named none, or belongs to none of ours.
  attempt_id TEXT NOT NULL,
  sid TEXT NOT NULL,
  status TEXT NOT NULL,
  error_code INTEGER,
  received_at INTEGER NOT NULL,
  -- What came along that no other column holds.
  parameters TEXT NOT NULL CHECK (json_valid(parameters)),
  PRIMARY KEY (attempt_id, sid, status)
) STRICT, WITHOUT ROWID;
INSERT INTO carrier_status_by_attempt (attempt_id, sid, status, error_code, received_at, parameters)
SELECT coalesce(attempt_id, '') AS named, sid, status, error_code, received_at, parameters FROM carrier_status ORDER BY named, sid, status;
DROP TABLE carrier_status;
ALTER TABLE carrier_status_by_attempt RENAME TO carrier_status;
