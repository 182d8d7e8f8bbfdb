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
  -- superseded: a later text of the same conversation says otherwise.
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'dismissed', 'superseded')),
  created_at INTEGER NOT NULL,
  decided_at INTEGER,
  decided_by TEXT
) STRICT;
CREATE INDEX proposal_open ON proposal (day, player_id) WHERE state = 'open';
CREATE INDEX proposal_message ON proposal (message_seq);
CREATE INDEX proposal_conversation ON proposal (conversation_id);

-- Somebody else than usual is to pick players up today: settled once a code that was texted to a registered number is read
-- back, and two people of the staff have confirmed it.
CREATE TABLE pick_up_change (
  id INTEGER PRIMARY KEY,
  -- Of the call that made it.
  request_id TEXT NOT NULL UNIQUE,
  -- The number that the code is texted to.
  conversation_id INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  -- Who is to pick up.
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waits-for-code', 'waits-for-staff', 'confirmed', 'canceled')),
  -- Six digits; as the text that carries them lies in the thread, they are worth nothing but for this.
  code TEXT NOT NULL,
  wrong_codes INTEGER NOT NULL DEFAULT 0,
  wait_until INTEGER NOT NULL DEFAULT 0,
  -- By name: who asked for it here, and the first and the second to confirm. The team is kept in the live store, so that the
  -- id of the first refers to nothing here.
  begun_by TEXT NOT NULL,
  first_staff_id INTEGER,
  first_staff TEXT,
  second_staff TEXT,
  created_at INTEGER NOT NULL,
  decided_at INTEGER
) STRICT;
CREATE INDEX pick_up_change_day ON pick_up_change (day);
CREATE INDEX pick_up_change_conversation ON pick_up_change (conversation_id);

CREATE TABLE pick_up_change_player (
  change_id INTEGER NOT NULL REFERENCES pick_up_change (id) ON DELETE CASCADE,
  player_id INTEGER NOT NULL REFERENCES player (id) ON DELETE CASCADE,
  PRIMARY KEY (change_id, player_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX pick_up_change_player_player ON pick_up_change_player (player_id);
