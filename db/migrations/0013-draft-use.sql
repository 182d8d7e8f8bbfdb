-- Until when a text still being written is of use, where its writer chose another time than the usual: so many minutes from
-- when it is sent, or a time (epoch ms). A draft that outlives a restart must not lose it without a word.
ALTER TABLE draft ADD COLUMN use_minutes INTEGER CHECK (use_minutes > 0);
ALTER TABLE draft ADD COLUMN use_until INTEGER CHECK (use_until IS NULL OR use_minutes IS NULL);
