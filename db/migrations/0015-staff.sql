-- Who works at this laptop, and what was done at it.

CREATE TABLE staff (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  initials TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('staff', 'director')),
  -- Salt and scrypt hash with its cost; NULL: no PIN set yet.
  pin TEXT,
  -- Wrong PINs in a row, and until when the next one has to wait.
  wrong_pins INTEGER NOT NULL DEFAULT 0,
  wait_until INTEGER NOT NULL DEFAULT 0,
  -- Somebody asked for a new PIN without the old one: from then on it can be set. NULL: nobody did.
  new_pin_from INTEGER,
  created_at INTEGER NOT NULL,
  -- Left the team: kept for the names on what they did.
  left_at INTEGER
) STRICT;

-- The record of what people did here. Words name no phone number and quote no message.
CREATE TABLE activity (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  staff TEXT NOT NULL,
  kind TEXT NOT NULL,
  words TEXT NOT NULL,
  player_id INTEGER REFERENCES player (id) ON DELETE SET NULL,
  conversation_id INTEGER REFERENCES conversation (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX activity_at ON activity (at DESC, id DESC);
CREATE INDEX activity_kind ON activity (kind, at DESC, id DESC);
CREATE INDEX activity_staff ON activity (staff, at DESC, id DESC);
CREATE INDEX activity_player ON activity (player_id) WHERE player_id IS NOT NULL;
CREATE INDEX activity_conversation ON activity (conversation_id) WHERE conversation_id IS NOT NULL;
