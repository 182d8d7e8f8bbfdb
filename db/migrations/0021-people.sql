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
