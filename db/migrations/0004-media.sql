-- Pictures, sound and video that came with texts: what the carrier holds, and what has been fetched of it.

CREATE TABLE media (
  seq INTEGER PRIMARY KEY,
  -- Random: names it to the screen, and its file in the media folder.
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
  message_seq INTEGER NOT NULL REFERENCES message (seq) ON DELETE CASCADE,
  -- Its place in the text, from 0.
  position INTEGER NOT NULL,
  -- Where the carrier holds it; NULL until the carrier was asked (texts that were caught up on).
  url TEXT,
  -- By the carrier's word until it is fetched, then by its own bytes.
  kind TEXT NOT NULL CHECK (kind IN ('image', 'audio', 'video', 'file')),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'fetched', 'failed', 'refused')),
  -- Why it was not kept, or could not be had.
  reason TEXT CHECK (reason IN ('too-large', 'not-shown', 'gone', 'no-answer')),
  tries INTEGER NOT NULL DEFAULT 0,
  -- When to ask for it next (epoch ms).
  due_at INTEGER NOT NULL,
  -- By its own bytes, never by what anybody says of it.
  content_type TEXT,
  bytes INTEGER,
  -- Pixels as shown: after the turn that a photo asks for.
  width INTEGER,
  height INTEGER,
  UNIQUE (message_seq, position),
  CHECK ((state = 'fetched') = (content_type IS NOT NULL AND bytes IS NOT NULL)),
  CHECK ((state IN ('failed', 'refused')) = (reason IS NOT NULL))
) STRICT;
CREATE INDEX media_due ON media (due_at) WHERE state = 'waiting';

-- Texts of before were stored with their media's addresses alone.
INSERT INTO media (id, message_seq, position, url, kind, state, due_at)
SELECT lower(hex(randomblob(16))), m.seq, part.key, json_extract(part.value, '$.url'), 'image', 'waiting', m.created_at
FROM message m, json_each(m.extra, '$.media') part WHERE m.extra IS NOT NULL;
UPDATE message SET extra = json_remove(extra, '$.media') WHERE json_type(extra, '$.media') IS NOT NULL;
