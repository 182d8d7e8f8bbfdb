-- What a caller left on tape was removed after so many days, as was set; NULL: it was not.
ALTER TABLE voice_call ADD COLUMN removed_after INTEGER CHECK (removed_after >= 1);
