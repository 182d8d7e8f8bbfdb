-- Texts that are written once and sent often, in the languages that families read.

CREATE TABLE template (
  id INTEGER PRIMARY KEY,
  -- Of one that came with the app; NULL: the camp's own.
  key TEXT UNIQUE,
  -- Id of the call that made it (UUIDv7): a repeated call finds the first result. NULL: it came with the app.
  request_id TEXT UNIQUE,
  name TEXT NOT NULL,
  -- For so many minutes the text is of use; NULL: as usual.
  use_minutes INTEGER CHECK (use_minutes > 0),
  position INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER
) STRICT;

CREATE TABLE template_version (
  template_id INTEGER NOT NULL REFERENCES template (id) ON DELETE CASCADE,
  -- ISO 639-1.
  language TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (template_id, language)
) STRICT, WITHOUT ROWID;
