-- The list of people goes by name, a page at a time.
CREATE INDEX player_by_name ON player (last_name COLLATE NOCASE, first_name COLLATE NOCASE, id);
