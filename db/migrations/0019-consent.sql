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

-- What the registration says of a guardian's consent to texts ("form of 2027-03-02").
ALTER TABLE guardian ADD COLUMN consent_source TEXT;

-- "stop please" opts nobody out by itself: a person looks.
CREATE TABLE near_stop (
  message_seq INTEGER PRIMARY KEY REFERENCES message (seq) ON DELETE CASCADE,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  settled_at INTEGER
) STRICT;
CREATE INDEX near_stop_open ON near_stop (conversation_id) WHERE settled_at IS NULL;
