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
  -- What the merge fields say to all alike, in JSON.
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  -- `preparing`: its ledger is being written, and nothing of it has left.
  state TEXT NOT NULL CHECK (state IN ('scheduled', 'preparing', 'running', 'paused', 'canceled', 'done')),
  -- Why it is paused or canceled: a person said so, it waited too long, the store was put back from a copy, or the app ended
  -- before its ledger was whole.
  why TEXT CHECK (why IN ('person', 'waited', 'restored', 'cut-off')),
  asks_to_confirm INTEGER NOT NULL DEFAULT 0 CHECK (asks_to_confirm IN (0, 1)),
  author TEXT,
  created_at INTEGER NOT NULL,
  send_at INTEGER,
  no_use_after INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  -- When it last came on, or a person let it go on: what waits long since then waits for a look (epoch ms).
  went_on_at INTEGER,
  -- The store was put back from a copy while it ran: what the carrier has of it already does not go out again.
  restored INTEGER NOT NULL DEFAULT 0 CHECK (restored IN (0, 1)),
  -- For so many minutes after its time it is of use.
  use_minutes INTEGER NOT NULL CHECK (use_minutes > 0),
  -- The broadcast this one says again.
  again_of TEXT REFERENCES broadcast (id) ON DELETE SET NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX broadcast_recent ON broadcast (created_at DESC);
CREATE INDEX broadcast_open ON broadcast (created_at) WHERE state IN ('scheduled', 'preparing', 'running', 'paused');

CREATE TABLE broadcast_recipient (
  broadcast_id TEXT NOT NULL REFERENCES broadcast (id) ON DELETE CASCADE,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  -- First names of the players it speaks of, and their ids, in JSON.
  players TEXT NOT NULL CHECK (json_valid(players)),
  player_ids TEXT NOT NULL CHECK (json_valid(player_ids)),
  body TEXT NOT NULL,
  segments INTEGER NOT NULL,
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
-- What is still to be queued.
CREATE INDEX broadcast_recipient_waiting ON broadcast_recipient (broadcast_id, position) WHERE message_seq IS NULL AND refused IS NULL;
CREATE INDEX broadcast_recipient_message ON broadcast_recipient (message_seq) WHERE message_seq IS NOT NULL;
CREATE INDEX broadcast_recipient_conversation ON broadcast_recipient (conversation_id);
CREATE INDEX broadcast_recipient_answer ON broadcast_recipient (answer_seq) WHERE answer_seq IS NOT NULL;

CREATE TABLE broadcast_left_out (
  broadcast_id TEXT NOT NULL REFERENCES broadcast (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  guardian_id INTEGER REFERENCES guardian (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  players TEXT NOT NULL CHECK (json_valid(players)),
  reason TEXT NOT NULL,
  PRIMARY KEY (broadcast_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX broadcast_left_out_guardian ON broadcast_left_out (guardian_id) WHERE guardian_id IS NOT NULL;

-- Numbers that the carrier could not text: no such number, or no mobile.
CREATE INDEX message_unreachable ON message (conversation_id, sort_at) WHERE error_code IN (21211, 21614, 30005, 30006);
