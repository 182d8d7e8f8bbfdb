-- One text to an audience, with one row for each number it goes to. The ledger is made whole before the first text is
-- queued: what a crash cuts off is completed from it, and nobody is texted twice.

CREATE TABLE broadcast (
  -- Made by whoever asked for it (UUIDv7).
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  -- Who was asked for, in JSON.
  audience TEXT NOT NULL CHECK (json_valid(audience)),
  template_id INTEGER REFERENCES template (id) ON DELETE SET NULL,
  -- Language → body with merge fields, in JSON.
  bodies TEXT NOT NULL CHECK (json_valid(bodies)),
  state TEXT NOT NULL CHECK (state IN ('scheduled', 'running', 'paused', 'canceled', 'done')),
  asks_to_confirm INTEGER NOT NULL DEFAULT 0 CHECK (asks_to_confirm IN (0, 1)),
  author TEXT,
  created_at INTEGER NOT NULL,
  send_at INTEGER,
  no_use_after INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  -- The broadcast this one says again.
  again_of TEXT REFERENCES broadcast (id) ON DELETE SET NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX broadcast_recent ON broadcast (created_at DESC);
CREATE INDEX broadcast_open ON broadcast (state) WHERE state IN ('scheduled', 'running', 'paused');

CREATE TABLE broadcast_recipient (
  broadcast_id TEXT NOT NULL REFERENCES broadcast (id) ON DELETE CASCADE,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  -- First names of the players it speaks of, in JSON.
  players TEXT NOT NULL CHECK (json_valid(players)),
  body TEXT NOT NULL,
  -- Chosen beforehand, so that queueing it again is the same text.
  message_id TEXT NOT NULL UNIQUE,
  -- NULL: not queued yet.
  message_seq INTEGER REFERENCES message (seq) ON DELETE SET NULL,
  -- Why it could not be queued.
  refused TEXT,
  answer TEXT CHECK (answer IN ('yes', 'no', 'question')),
  answer_seq INTEGER REFERENCES message (seq) ON DELETE SET NULL,
  PRIMARY KEY (broadcast_id, conversation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX broadcast_recipient_position ON broadcast_recipient (broadcast_id, position);
CREATE INDEX broadcast_recipient_message ON broadcast_recipient (message_seq) WHERE message_seq IS NOT NULL;
CREATE INDEX broadcast_recipient_conversation ON broadcast_recipient (conversation_id);
CREATE INDEX broadcast_recipient_answer ON broadcast_recipient (answer_seq) WHERE answer_seq IS NOT NULL;

CREATE TABLE broadcast_left_out (
  broadcast_id TEXT NOT NULL REFERENCES broadcast (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  players TEXT NOT NULL CHECK (json_valid(players)),
  reason TEXT NOT NULL,
  PRIMARY KEY (broadcast_id, position)
) STRICT, WITHOUT ROWID;
