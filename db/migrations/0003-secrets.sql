-- Credentials, encrypted under a data key that is not in this file: the operating system's keychain holds it,
-- or it lies here wrapped by a key made from a passphrase that only the user knows.

CREATE TABLE vault (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  -- Random; part of the data key's name in the keychain.
  id TEXT NOT NULL,
  -- Which data key the secrets are encrypted under; a new one with each rotation.
  key_id TEXT NOT NULL,
  protection TEXT NOT NULL CHECK (protection IN ('keychain', 'passphrase')),
  -- scrypt's parameters and the wrapped data key (its authentication tag at the end), for 'passphrase' alone.
  scrypt_cost INTEGER,
  scrypt_block_size INTEGER,
  scrypt_parallelization INTEGER,
  salt BLOB,
  key_nonce BLOB CHECK (key_nonce IS NULL OR length(key_nonce) = 12),
  wrapped_key BLOB,
  updated_at INTEGER NOT NULL,
  CHECK (
    (protection = 'passphrase') =
    (scrypt_cost IS NOT NULL AND scrypt_block_size IS NOT NULL AND scrypt_parallelization IS NOT NULL
      AND salt IS NOT NULL AND key_nonce IS NOT NULL AND wrapped_key IS NOT NULL)
  )
) STRICT;

CREATE TABLE secret (
  name TEXT PRIMARY KEY,
  -- Of the way it is encrypted: 1 is AES-256-GCM with version, vault, data key and name as associated data.
  version INTEGER NOT NULL,
  nonce BLOB NOT NULL CHECK (length(nonce) = 12),
  -- With its authentication tag (16 bytes) at the end.
  ciphertext BLOB NOT NULL CHECK (length(ciphertext) > 16),
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Entries the keychain may hold that nothing is encrypted under: noted before they are made or left behind, so that
-- a crash at any moment leaves none that nobody knows of.
CREATE TABLE stray_key (
  account TEXT PRIMARY KEY,
  noted_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
