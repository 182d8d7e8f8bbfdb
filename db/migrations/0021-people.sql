-- What staff know of people besides what a roster says.

-- A guardian who must not hear about a player (custody). Apart from who may pick up.
CREATE TABLE no_information (
  guardian_id INTEGER NOT NULL REFERENCES guardian (id) ON DELETE CASCADE,
  player_id INTEGER NOT NULL REFERENCES player (id) ON DELETE CASCADE,
  reason TEXT NOT NULL,
  since INTEGER NOT NULL,
  staff TEXT NOT NULL,
  PRIMARY KEY (guardian_id, player_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX no_information_player ON no_information (player_id);

-- Notes of staff about a family, newest first.
CREATE TABLE family_note (
  id INTEGER PRIMARY KEY,
  family_id INTEGER NOT NULL REFERENCES family (id) ON DELETE CASCADE,
  words TEXT NOT NULL,
  staff TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX family_note_family ON family_note (family_id, at DESC);

-- What staff did to people by hand: rows before and after, in JSON, as an import records them, so that it can be taken back.
CREATE TABLE people_act (
  id INTEGER PRIMARY KEY,
  -- Made by whoever asked for it (UUIDv7): a repeated call finds the first result.
  request_id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  staff TEXT NOT NULL,
  words TEXT NOT NULL,
  changes TEXT NOT NULL CHECK (json_valid(changes)),
  undone_at INTEGER
) STRICT;

-- A number that one of a family had: its conversation says whose it was.
CREATE TABLE former_number (
  address TEXT NOT NULL,
  family_id INTEGER NOT NULL REFERENCES family (id) ON DELETE CASCADE,
  -- As they were called.
  name TEXT NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (address, family_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_number_family ON former_number (family_id);

-- People who look alike and were said not to be the same.
CREATE TABLE not_the_same (
  entity TEXT NOT NULL CHECK (entity IN ('player', 'guardian', 'family')),
  first_id INTEGER NOT NULL,
  second_id INTEGER NOT NULL CHECK (second_id > first_id),
  PRIMARY KEY (entity, first_id, second_id)
) STRICT, WITHOUT ROWID;

-- Texts that were deleted here: the carrier's list still has them, and catching up must not bring them back.
CREATE TABLE forgotten_text (
  sid TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Texts whose copies at the carrier are to be deleted too, because somebody wished it.
CREATE TABLE carrier_removal (
  sid TEXT PRIMARY KEY,
  due_at INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX carrier_removal_due ON carrier_removal (due_at);

-- What a deletion or a wipe removed. Names nobody, and outlives it.
CREATE TABLE removal_receipt (
  id INTEGER PRIMARY KEY,
  request_id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  staff TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('family', 'season')),
  -- How many of what, in JSON.
  counts TEXT NOT NULL CHECK (json_valid(counts))
) STRICT;

-- Filters of the list of people.
CREATE INDEX player_tag_tag ON player_tag (tag);

-- An import of thousands of names costs more in merging the index's segments than in the rest: fewer, larger merges, as for
-- texts (SQLite docs: FTS5, "automerge" and "crisismerge").
INSERT INTO name_search (name_search, rank) VALUES ('automerge', 16);
INSERT INTO name_search (name_search, rank) VALUES ('crisismerge', 64);
