-- Who may be texted, and how we know. Outlives the people it is about: a wipe keeps it.

CREATE TABLE consent (
  -- Our number or Messaging Service that was told; '*': any of ours.
  sender TEXT NOT NULL,
  address TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('out', 'in')),
  source TEXT NOT NULL CHECK (source IN ('text', 'carrier', 'staff', 'import')),
  at INTEGER NOT NULL,
  PRIMARY KEY (sender, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX consent_address ON consent (address);

-- What texts leave from now: our number, and the Messaging Service where one is used. Consent given or taken back is told apart by it.
CREATE TABLE consent_sender (
  sender TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Why the conversation is closed: follows from consent, like opted_out_at.
ALTER TABLE conversation ADD COLUMN opted_out_source TEXT;

-- What was known before it was kept apart.
INSERT INTO consent (sender, address, state, source, at)
SELECT coalesce(our_number, '*'), address, 'out', 'text', opted_out_at
FROM conversation WHERE opted_out_at IS NOT NULL AND kind IN ('phone', 'shortcode');
UPDATE conversation SET opted_out_source = 'text' WHERE opted_out_at IS NOT NULL;

-- What the registration says of a guardian's consent to texts ("form of 2027-03-02").
ALTER TABLE guardian ADD COLUMN consent_source TEXT;

-- "stop please" opts nobody out by itself: a person looks.
CREATE TABLE near_stop (
  message_seq INTEGER PRIMARY KEY REFERENCES message (seq) ON DELETE CASCADE,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  settled_at INTEGER
) STRICT;
CREATE INDEX near_stop_open ON near_stop (conversation_id) WHERE settled_at IS NULL;
