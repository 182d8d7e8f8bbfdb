-- When a camp runs and what happened on each of its days. Days are local ('2027-06-14'), times of day are minutes after
-- midnight, both in the camp's time zone.

-- NULL first_day or last_day: the camp runs as long as it is here.
ALTER TABLE camp ADD COLUMN first_day TEXT;
ALTER TABLE camp ADD COLUMN last_day TEXT;
ALTER TABLE camp ADD COLUMN begins_at INTEGER NOT NULL DEFAULT 540 CHECK (begins_at BETWEEN 0 AND 1439);
ALTER TABLE camp ADD COLUMN ends_at INTEGER NOT NULL DEFAULT 900 CHECK (ends_at BETWEEN 0 AND 1439);
-- Minutes after the beginning from which a player who is not here and of whom nothing is known is missing.
ALTER TABLE camp ADD COLUMN grace INTEGER NOT NULL DEFAULT 15 CHECK (grace BETWEEN 0 AND 480);

-- What is known of a player on a day. No row: nothing yet. Expected and missing follow from the camp's times, never from here.
CREATE TABLE attendance (
  player_id INTEGER NOT NULL REFERENCES player (id) ON DELETE CASCADE,
  camp_id INTEGER NOT NULL REFERENCES camp (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('late', 'absent', 'here', 'picked-up')),
  -- Epoch ms: when a late one is expected.
  expected_at INTEGER,
  arrived_at INTEGER,
  arrived_by TEXT,
  left_at INTEGER,
  left_by TEXT,
  -- Who took the player home, by name.
  picked_up_by TEXT,
  -- Why absent or late, in the staff's words.
  note TEXT,
  PRIMARY KEY (player_id, camp_id, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_day ON attendance (day, camp_id);

-- Every tick: what it made of the player's day, and what it was before, so that it can be taken back.
CREATE TABLE attendance_tick (
  id INTEGER PRIMARY KEY,
  -- Ticks of one act (siblings together) share the id of the call that made them.
  request_id TEXT NOT NULL,
  player_id INTEGER NOT NULL REFERENCES player (id) ON DELETE CASCADE,
  camp_id INTEGER NOT NULL REFERENCES camp (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  at INTEGER NOT NULL,
  staff TEXT NOT NULL,
  -- Attendance rows in JSON; NULL: there was, or is, none.
  before TEXT CHECK (before IS NULL OR json_valid(before)),
  after TEXT CHECK (after IS NULL OR json_valid(after)),
  undone_at INTEGER
) STRICT;
CREATE INDEX attendance_tick_request ON attendance_tick (request_id);
CREATE INDEX attendance_tick_player ON attendance_tick (player_id, day);

-- What a parent's text seems to say of a player; a person accepts or dismisses it.
CREATE TABLE proposal (
  id INTEGER PRIMARY KEY,
  message_seq INTEGER NOT NULL REFERENCES message (seq) ON DELETE CASCADE,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  player_id INTEGER NOT NULL REFERENCES player (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('late', 'absent', 'pick-up')),
  -- late: epoch ms when they are expected.
  expected_at INTEGER,
  -- pick-up: the name of who is to pick up.
  name TEXT,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'dismissed')),
  created_at INTEGER NOT NULL,
  decided_at INTEGER,
  decided_by TEXT
) STRICT;
CREATE INDEX proposal_open ON proposal (day, player_id) WHERE state = 'open';
CREATE INDEX proposal_message ON proposal (message_seq);
CREATE INDEX proposal_conversation ON proposal (conversation_id);
