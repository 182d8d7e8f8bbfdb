-- Texts that go out at a time, and what sends them by itself.

-- The wall clock that a person chose: a change of the time zone's rules, or of the zone, moves the instant and not the hour.
CREATE TABLE schedule (
  message_seq INTEGER PRIMARY KEY REFERENCES message (seq) ON DELETE CASCADE,
  day TEXT NOT NULL,
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 1439),
  zone TEXT NOT NULL,
  -- A text from the same number cancels it.
  cancel_on_reply INTEGER NOT NULL DEFAULT 0 CHECK (cancel_on_reply IN (0, 1)),
  -- Minutes after its time during which it is of use.
  use_minutes INTEGER NOT NULL CHECK (use_minutes > 0),
  -- The carrier holds it until its time, so that it goes out with this laptop closed.
  by_carrier INTEGER NOT NULL DEFAULT 0 CHECK (by_carrier IN (0, 1)),
  -- What the carrier holds is to be taken back: by a person, or because they replied STOP.
  cancel_wanted TEXT CHECK (cancel_wanted IN ('person', 'stop'))
) STRICT;
CREATE INDEX schedule_by_carrier ON schedule (message_seq) WHERE by_carrier = 1;
CREATE INDEX schedule_cancel ON schedule (message_seq) WHERE cancel_wanted IS NOT NULL;

CREATE TABLE automation (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('check-in', 'pick-up', 'follow-up', 'reminder', 'keyword', 'after-hours')),
  name TEXT NOT NULL,
  enabled INTEGER NOT NULL DEFAULT 0 CHECK (enabled IN (0, 1)),
  template_id INTEGER REFERENCES template (id) ON DELETE SET NULL,
  -- What the kind needs to know, in JSON.
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  created_at INTEGER NOT NULL,
  -- What happened before is none of its business.
  enabled_at INTEGER
) STRICT;

-- What each automation has dealt with, once: which subject, and when. After a crash it goes on with the others.
CREATE TABLE automation_done (
  automation_id INTEGER NOT NULL REFERENCES automation (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (automation_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX automation_done_at ON automation_done (at);

-- The log: what it sent, and what it left and why. Words name no phone number.
CREATE TABLE automation_run (
  id INTEGER PRIMARY KEY,
  automation_id INTEGER NOT NULL REFERENCES automation (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('sent', 'left')),
  words TEXT NOT NULL,
  conversation_id INTEGER REFERENCES conversation (id) ON DELETE SET NULL,
  message_seq INTEGER REFERENCES message (seq) ON DELETE SET NULL
) STRICT;
CREATE INDEX automation_run_recent ON automation_run (automation_id, id DESC);
CREATE INDEX automation_run_message ON automation_run (message_seq) WHERE message_seq IS NOT NULL;
CREATE INDEX automation_run_conversation ON automation_run (conversation_id, at) WHERE conversation_id IS NOT NULL;
