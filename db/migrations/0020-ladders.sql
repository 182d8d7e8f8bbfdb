-- Who is told, and when, of a player who did not arrive or was not picked up.

-- No row: off, with the usual rungs.
CREATE TABLE ladder (
  camp_id INTEGER NOT NULL REFERENCES camp (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('not-arrived', 'not-picked-up')),
  enabled INTEGER NOT NULL DEFAULT 0 CHECK (enabled IN (0, 1)),
  -- Minutes and acts of its rungs, in JSON.
  rungs TEXT NOT NULL CHECK (json_valid(rungs)),
  template_id INTEGER REFERENCES template (id) ON DELETE SET NULL,
  PRIMARY KEY (camp_id, kind)
) STRICT, WITHOUT ROWID;

-- A player on a ladder on a day.
CREATE TABLE ladder_case (
  id INTEGER PRIMARY KEY,
  camp_id INTEGER NOT NULL REFERENCES camp (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('not-arrived', 'not-picked-up')),
  player_id INTEGER NOT NULL REFERENCES player (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  -- climbing: goes on by itself; asks: a person is asked first; stopped: it turned out well, or an answer came; ended: a person
  -- or the day ended it.
  state TEXT NOT NULL CHECK (state IN ('climbing', 'asks', 'stopped', 'ended')),
  -- The last rung that was taken or passed over; -1: none yet.
  rung INTEGER NOT NULL DEFAULT -1,
  -- Why it asks, waits, stopped or ended, as a word of ours.
  why TEXT,
  opened_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  UNIQUE (camp_id, kind, player_id, day)
) STRICT;
CREATE INDEX ladder_case_open ON ladder_case (day) WHERE state IN ('climbing', 'asks');
CREATE INDEX ladder_case_player ON ladder_case (player_id);

-- What a case did: each rung once.
CREATE TABLE ladder_step (
  case_id INTEGER NOT NULL REFERENCES ladder_case (id) ON DELETE CASCADE,
  rung INTEGER NOT NULL,
  at INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('sent', 'skipped', 'call', 'alarm')),
  -- Who was texted, or why nobody was.
  words TEXT NOT NULL,
  message_seq INTEGER REFERENCES message (seq) ON DELETE SET NULL,
  -- A person ticked the call.
  done_at INTEGER,
  done_by TEXT,
  PRIMARY KEY (case_id, rung)
) STRICT, WITHOUT ROWID;
CREATE INDEX ladder_step_message ON ladder_step (message_seq) WHERE message_seq IS NOT NULL;
