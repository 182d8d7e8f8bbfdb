-- Who is at camp: camps and who is enrolled in them, what a roster says of people, and what each import changed, so that it
-- can be undone.

CREATE TABLE camp (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  -- The name folded for comparing: "Summer Week 1" and "summer  week 1" are one camp.
  name_key TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE enrolment (
  player_id INTEGER NOT NULL REFERENCES player (id) ON DELETE CASCADE,
  camp_id INTEGER NOT NULL REFERENCES camp (id) ON DELETE CASCADE,
  camp_group TEXT,
  field TEXT,
  -- As the roster writes them; NULL: every day.
  days TEXT,
  PRIMARY KEY (player_id, camp_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX enrolment_camp ON enrolment (camp_id);

ALTER TABLE guardian ADD COLUMN email TEXT;
-- The registration's own id of a player: the surest way to find one again.
ALTER TABLE player ADD COLUMN registration TEXT;
CREATE INDEX player_registration ON player (registration) WHERE registration IS NOT NULL;

CREATE TABLE player_tag (
  player_id INTEGER NOT NULL REFERENCES player (id) ON DELETE CASCADE,
  tag TEXT NOT NULL,
  PRIMARY KEY (player_id, tag)
) STRICT, WITHOUT ROWID;

-- Who may, or must not, pick a player up: a guardian, or somebody who is known by name alone.
CREATE TABLE pick_up (
  id INTEGER PRIMARY KEY,
  player_id INTEGER NOT NULL REFERENCES player (id) ON DELETE CASCADE,
  guardian_id INTEGER REFERENCES guardian (id) ON DELETE CASCADE,
  name TEXT,
  allowed INTEGER NOT NULL CHECK (allowed IN (0, 1)),
  CHECK ((guardian_id IS NULL) <> (name IS NULL)),
  UNIQUE (player_id, guardian_id),
  UNIQUE (player_id, name)
) STRICT;
CREATE INDEX pick_up_guardian ON pick_up (guardian_id) WHERE guardian_id IS NOT NULL;

CREATE TABLE roster_import (
  id INTEGER PRIMARY KEY,
  file_name TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  -- NULL while it runs; one that a crash cut off is undone at the next start.
  ended_at INTEGER,
  undone_at INTEGER,
  added INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Each row an import made or changed: as it was before (NULL: it was not there) and as the import left it, in JSON.
CREATE TABLE roster_change (
  import_id INTEGER NOT NULL REFERENCES roster_import (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  entity TEXT NOT NULL,
  before TEXT CHECK (before IS NULL OR json_valid(before)),
  after TEXT NOT NULL CHECK (json_valid(after)),
  PRIMARY KEY (import_id, seq)
) STRICT, WITHOUT ROWID;

-- What each column of a source was said to hold, by the headers of its file.
CREATE TABLE roster_mapping (
  headers_key TEXT PRIMARY KEY,
  mapping TEXT NOT NULL CHECK (json_valid(mapping)),
  used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
