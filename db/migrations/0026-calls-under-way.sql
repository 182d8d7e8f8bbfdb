-- Calls in that are not known to be over: they are asked after until they are, and then told of once.
CREATE INDEX voice_call_open ON voice_call (message_seq) WHERE call_sid IS NOT NULL AND progress <> 'ended';
-- Until now a call in was called missed from its arrival on, and its end was not always heard of.
UPDATE voice_call SET progress = 'ended' WHERE call_sid IS NOT NULL AND outcome IS NOT NULL;

-- Calls of ours in which somebody asked to leave a message: the carrier is asked for it, where no webhook brings it.
CREATE TABLE tape_awaited (
  call_sid TEXT PRIMARY KEY,
  -- What was spoken on the call.
  message_seq INTEGER NOT NULL REFERENCES message (seq) ON DELETE CASCADE,
  pressed_at INTEGER NOT NULL,
  ask_at INTEGER NOT NULL,
  askings INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX tape_awaited_message ON tape_awaited (message_seq);
