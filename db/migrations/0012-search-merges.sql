-- Many texts at once, as of a broadcast, cost more in merging the index's segments than in all else: fewer, larger merges.
-- Looking things up in up to sixteen segments a level is still a matter of a few milliseconds (SQLite docs: FTS5, "automerge").
INSERT INTO message_search (message_search, rank) VALUES ('automerge', 16);
-- Above it, or the same sixteen segments would be merged in one go, while everybody waits.
INSERT INTO message_search (message_search, rank) VALUES ('crisismerge', 64);
