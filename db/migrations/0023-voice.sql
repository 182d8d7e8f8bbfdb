-- Calls: what is spoken out to a parent, and who called in. A call out is a message of channel 'voice' whose attempts are calls;
-- a call in is an inbound message.

CREATE TABLE voice_call (
  message_seq INTEGER PRIMARY KEY REFERENCES message (seq) ON DELETE CASCADE,
  -- Out: in which language its words are spoken.
  language TEXT,
  -- Of the call that goes on or went last: how far it got.
  progress TEXT NOT NULL DEFAULT 'waiting' CHECK (progress IN ('waiting', 'queued', 'calling', 'ringing', 'answered', 'ended')),
  -- Callbacks of a call are numbered; a lower number than this is old news. -1: none came yet.
  sequence INTEGER NOT NULL DEFAULT -1,
  -- Whether it was told how to press keys, which takes a way in.
  offers_keys INTEGER NOT NULL DEFAULT 0 CHECK (offers_keys IN (0, 1)),
  answered_by TEXT CHECK (answered_by IN ('person', 'machine')),
  confirmed_at INTEGER,
  -- The words were begun anew behind a machine's beep.
  left_at INTEGER,
  outcome TEXT CHECK (outcome IN (
    'heard', 'confirmed', 'answered', 'cut-short', 'message-left', 'busy', 'no-answer', 'failed', 'missed', 'voicemail', 'taken')),
  -- Seconds on the line.
  duration INTEGER,
  -- Out: calls that were made, and may be made where nobody answers.
  calls INTEGER NOT NULL DEFAULT 0,
  most_calls INTEGER NOT NULL DEFAULT 1,
  -- When it is tried again (epoch ms); NULL: it is not.
  again_at INTEGER,
  -- In: the carrier's name for the call.
  call_sid TEXT UNIQUE
) STRICT;
CREATE INDEX voice_call_again ON voice_call (message_seq) WHERE again_at IS NOT NULL;

-- Which recording a fetched sound is, so that it is stored once and deleted at the carrier where that is wished.
CREATE TABLE recording (
  sid TEXT PRIMARY KEY,
  message_seq INTEGER NOT NULL REFERENCES message (seq) ON DELETE CASCADE,
  duration INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX recording_message ON recording (message_seq);

-- "Text first, then call": where a text has not done by then what was hoped for, its words are spoken.
CREATE TABLE call_after (
  text_seq INTEGER PRIMARY KEY REFERENCES message (seq) ON DELETE CASCADE,
  -- What makes the call needless: an answer, or the text's arrival.
  unless TEXT NOT NULL CHECK (unless IN ('answered', 'delivered')),
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 120),
  -- Chosen beforehand, so that a crash makes no second call.
  call_id TEXT NOT NULL UNIQUE,
  -- NULL: it is still to be looked at. 'called', 'not-needed', or 'late': its time had passed while this laptop was off.
  outcome TEXT CHECK (outcome IN ('called', 'not-needed', 'late'))
) STRICT;
CREATE INDEX call_after_open ON call_after (text_seq) WHERE outcome IS NULL;
