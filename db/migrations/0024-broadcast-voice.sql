-- A broadcast that is spoken on calls, and one whose silent readers are called so many minutes after their text left.
ALTER TABLE broadcast ADD COLUMN spoken INTEGER NOT NULL DEFAULT 0 CHECK (spoken IN (0, 1));
ALTER TABLE broadcast ADD COLUMN call_after INTEGER CHECK (call_after BETWEEN 1 AND 120);
-- The language in which it is spoken to them.
ALTER TABLE broadcast_recipient ADD COLUMN language TEXT NOT NULL DEFAULT 'en';
