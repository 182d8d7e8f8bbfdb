-- Texts, the people behind the numbers, and the outbox.
-- Times are UTC epoch milliseconds. Addresses are E.164 where kind is 'phone'.

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value)),
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A family is what players and guardians have in common; registration exports group by it.
CREATE TABLE family (
  id INTEGER PRIMARY KEY,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE guardian (
  id INTEGER PRIMARY KEY,
  family_id INTEGER NOT NULL REFERENCES family (id),
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  role TEXT,
  language TEXT NOT NULL DEFAULT 'en',
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX guardian_family ON guardian (family_id);

-- A number belongs to many guardians, a guardian has many numbers.
CREATE TABLE guardian_number (
  guardian_id INTEGER NOT NULL REFERENCES guardian (id) ON DELETE CASCADE,
  address TEXT NOT NULL,
  PRIMARY KEY (guardian_id, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX guardian_number_address ON guardian_number (address);

CREATE TABLE player (
  id INTEGER PRIMARY KEY,
  family_id INTEGER NOT NULL REFERENCES family (id),
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  camp_group TEXT,
  birth_year INTEGER,
  note TEXT,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX player_family ON player (family_id);

-- All texts and calls with one number. The triggers below keep its counters.
CREATE TABLE conversation (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('phone', 'shortcode', 'alphanumeric', 'withheld')),
  address TEXT NOT NULL,
  -- The number of ours that was texted last: answers go out from it.
  our_number TEXT,
  created_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  last_message_seq INTEGER,
  unread_count INTEGER NOT NULL DEFAULT 0 CHECK (unread_count >= 0),
  -- Marked unread by hand: shows as unread though every text was seen.
  marked_unread INTEGER NOT NULL DEFAULT 0 CHECK (marked_unread IN (0, 1)),
  needs_reply INTEGER NOT NULL DEFAULT 0 CHECK (needs_reply IN (0, 1)),
  failed_count INTEGER NOT NULL DEFAULT 0 CHECK (failed_count >= 0),
  -- Set when the person opted out (STOP) or the carrier told us so; texting is closed while it stands.
  opted_out_at INTEGER,
  UNIQUE (kind, address)
) STRICT;
CREATE INDEX conversation_recent ON conversation (last_at DESC, id DESC);
CREATE INDEX conversation_unread ON conversation (last_at DESC, id DESC) WHERE unread_count > 0 OR marked_unread = 1;
CREATE INDEX conversation_needs_reply ON conversation (last_at DESC, id DESC) WHERE needs_reply = 1;
CREATE INDEX conversation_failed ON conversation (last_at DESC, id DESC) WHERE failed_count > 0;
CREATE INDEX conversation_address ON conversation (address);

CREATE TABLE draft (
  conversation_id INTEGER PRIMARY KEY REFERENCES conversation (id) ON DELETE CASCADE,
  body TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE message (
  seq INTEGER PRIMARY KEY,
  -- Made by whoever asked for the message (UUIDv7): a repeated call finds the first result.
  id TEXT NOT NULL UNIQUE,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  channel TEXT NOT NULL CHECK (channel IN ('sms', 'voice')),
  body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'scheduled', 'queued', 'sending', 'uncertain', 'sent', 'delivered', 'failed', 'expired', 'canceled')),
  origin TEXT NOT NULL CHECK (origin IN ('person', 'broadcast', 'automation', 'elsewhere')),
  author TEXT,
  our_number TEXT,
  segments INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  sort_at INTEGER NOT NULL,
  state_at INTEGER NOT NULL,
  sent_at INTEGER,
  delivered_at INTEGER,
  send_at INTEGER,
  no_use_after INTEGER,
  -- The carrier's id: an inbound text's, or that of the attempt that counts.
  sid TEXT UNIQUE,
  error_code INTEGER,
  error_text TEXT,
  replaces_id TEXT REFERENCES message (id),
  replaced_by_id TEXT REFERENCES message (id),
  -- Nobody needs to act on this failure any more (a person retried, edited or dismissed it).
  settled INTEGER NOT NULL DEFAULT 0 CHECK (settled IN (0, 1)),
  arrived_while_away INTEGER NOT NULL DEFAULT 0 CHECK (arrived_while_away IN (0, 1)),
  read_at INTEGER,
  -- What the carrier sent along that has no column (JSON), kept for later questions.
  extra TEXT CHECK (extra IS NULL OR json_valid(extra)),
  CHECK ((direction = 'in') = (state = 'received'))
) STRICT;
CREATE INDEX message_thread ON message (conversation_id, sort_at, seq);
CREATE INDEX message_unread ON message (conversation_id, seq) WHERE direction = 'in' AND read_at IS NULL;

-- What the conversation list shows follows from the messages, so it can never disagree with them.
CREATE TRIGGER conversation_message_insert AFTER INSERT ON message BEGIN
  UPDATE conversation SET
    unread_count = unread_count + (new.direction = 'in' AND new.read_at IS NULL),
    failed_count = failed_count + (new.state IN ('failed', 'expired') AND new.settled = 0),
    needs_reply = CASE WHEN last_message_seq IS NULL OR new.sort_at >= last_at THEN new.direction = 'in' ELSE needs_reply END,
    last_message_seq = CASE WHEN last_message_seq IS NULL OR new.sort_at >= last_at THEN new.seq ELSE last_message_seq END,
    last_at = CASE WHEN last_message_seq IS NULL THEN new.sort_at ELSE max(last_at, new.sort_at) END
  WHERE id = new.conversation_id;
END;
CREATE TRIGGER conversation_message_failed AFTER UPDATE OF state, settled ON message
WHEN (old.state IN ('failed', 'expired') AND old.settled = 0) <> (new.state IN ('failed', 'expired') AND new.settled = 0) BEGIN
  UPDATE conversation SET failed_count = failed_count + iif(new.state IN ('failed', 'expired') AND new.settled = 0, 1, -1)
  WHERE id = new.conversation_id;
END;
CREATE TRIGGER conversation_message_read AFTER UPDATE OF read_at ON message
WHEN new.direction = 'in' AND (old.read_at IS NULL) <> (new.read_at IS NULL) BEGIN
  UPDATE conversation SET unread_count = unread_count + iif(new.read_at IS NULL, 1, -1) WHERE id = new.conversation_id;
END;

-- Outgoing messages without a final outcome. `ready` waits here for its turn; `scheduled` for its time; `held` for a person;
-- `sending` has a request under way; `uncertain` waits for proof; `open` was taken by the carrier and waits for its final word.
CREATE TABLE outbox (
  message_seq INTEGER PRIMARY KEY REFERENCES message (seq) ON DELETE CASCADE,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  phase TEXT NOT NULL CHECK (phase IN ('scheduled', 'ready', 'held', 'sending', 'uncertain', 'open')),
  -- 0 one-to-one, 1 bulk.
  priority INTEGER NOT NULL CHECK (priority IN (0, 1)),
  -- Not before this time: the schedule's, the back-off's, or when to ask the carrier next.
  due_at INTEGER NOT NULL,
  -- Requests that the carrier asked us to repeat later; drives the back-off.
  tries INTEGER NOT NULL DEFAULT 0,
  -- Passed while waiting: expired. Counted from the message's creation, so restarts do not extend it.
  deadline INTEGER NOT NULL,
  -- Does not wait behind earlier texts of its conversation ("Send now anyway").
  passes INTEGER NOT NULL DEFAULT 0 CHECK (passes IN (0, 1)),
  -- Settling an uncertain text: complete listings without it, and when the first one was.
  listings INTEGER NOT NULL DEFAULT 0,
  first_listing_at INTEGER,
  needs_decision INTEGER NOT NULL DEFAULT 0 CHECK (needs_decision IN (0, 1))
) STRICT;
CREATE INDEX outbox_conversation ON outbox (conversation_id, message_seq);
CREATE INDEX outbox_turn ON outbox (phase, priority, message_seq);
CREATE INDEX outbox_due ON outbox (phase, due_at);

CREATE TABLE attempt (
  id TEXT PRIMARY KEY,
  message_seq INTEGER NOT NULL REFERENCES message (seq) ON DELETE CASCADE,
  sid TEXT UNIQUE,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  phase TEXT NOT NULL CHECK (phase IN ('connecting', 'connected', 'written', 'answered')),
  outcome TEXT NOT NULL CHECK (outcome IN ('open', 'accepted', 'refused', 'not-taken', 'uncertain', 'absent')),
  carrier_status TEXT,
  error_code INTEGER,
  error_text TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX attempt_message ON attempt (message_seq);

-- Status callbacks, once each by (sid, status): they may come doubled, late, out of order, or before the create's own answer.
CREATE TABLE carrier_status (
  sid TEXT NOT NULL,
  status TEXT NOT NULL,
  attempt_id TEXT,
  error_code INTEGER,
  received_at INTEGER NOT NULL,
  parameters TEXT NOT NULL CHECK (json_valid(parameters)),
  PRIMARY KEY (sid, status)
) STRICT, WITHOUT ROWID;

-- Calls that were carried out, so that a repeated one changes nothing.
CREATE TABLE request (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE message_search USING fts5 (
  body,
  content = 'message',
  content_rowid = 'seq',
  tokenize = 'unicode61 remove_diacritics 2',
  prefix = '1 2 3'
);
CREATE TRIGGER message_search_insert AFTER INSERT ON message BEGIN
  INSERT INTO message_search (rowid, body) VALUES (new.seq, new.body);
END;
CREATE TRIGGER message_search_delete AFTER DELETE ON message BEGIN
  INSERT INTO message_search (message_search, rowid, body) VALUES ('delete', old.seq, old.body);
END;
CREATE TRIGGER message_search_update AFTER UPDATE OF body ON message BEGIN
  INSERT INTO message_search (message_search, rowid, body) VALUES ('delete', old.seq, old.body);
  INSERT INTO message_search (rowid, body) VALUES (new.seq, new.body);
END;

-- Names of guardians and players, searched by any prefix. rowid: 2 × guardian id, or 2 × player id + 1.
CREATE VIRTUAL TABLE name_search USING fts5 (name, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3');
CREATE TRIGGER guardian_search_insert AFTER INSERT ON guardian BEGIN
  INSERT INTO name_search (rowid, name) VALUES (new.id * 2, new.first_name || ' ' || new.last_name);
END;
CREATE TRIGGER guardian_search_delete AFTER DELETE ON guardian BEGIN
  DELETE FROM name_search WHERE rowid = old.id * 2;
END;
CREATE TRIGGER guardian_search_update AFTER UPDATE OF first_name, last_name ON guardian BEGIN
  UPDATE name_search SET name = new.first_name || ' ' || new.last_name WHERE rowid = new.id * 2;
END;
CREATE TRIGGER player_search_insert AFTER INSERT ON player BEGIN
  INSERT INTO name_search (rowid, name) VALUES (new.id * 2 + 1, new.first_name || ' ' || new.last_name);
END;
CREATE TRIGGER player_search_delete AFTER DELETE ON player BEGIN
  DELETE FROM name_search WHERE rowid = old.id * 2 + 1;
END;
CREATE TRIGGER player_search_update AFTER UPDATE OF first_name, last_name ON player BEGIN
  UPDATE name_search SET name = new.first_name || ' ' || new.last_name WHERE rowid = new.id * 2 + 1;
END;
