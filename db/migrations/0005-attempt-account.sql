-- The account (its SID) that a request was made with: another account's list proves nothing of it.
ALTER TABLE attempt ADD COLUMN account TEXT;
