import type { Db } from './open.ts'
import { statement } from './statement.ts'

/** scrypt's parameters and the data key wrapped by what it makes of the passphrase. */
export interface PassphraseRow {
  readonly cost: number
  readonly blockSize: number
  readonly parallelization: number
  readonly salt: Buffer
  readonly keyNonce: Buffer
  /** With its authentication tag at the end. */
  readonly wrappedKey: Buffer
}

/** What is stored of the vault besides the secrets; `passphrase` is null where the keychain holds the data key. */
export interface VaultRow {
  readonly id: string
  readonly keyId: string
  readonly passphrase: PassphraseRow | null
}

/** One secret as it is stored: ciphertext alone. */
export interface SecretRow {
  readonly name: string
  readonly version: number
  readonly nonce: Buffer
  /** With its authentication tag at the end. */
  readonly ciphertext: Buffer
}

interface StoredVault {
  readonly id: string
  readonly key_id: string
  readonly protection: 'keychain' | 'passphrase'
  readonly scrypt_cost: number
  readonly scrypt_block_size: number
  readonly scrypt_parallelization: number
  readonly salt: Buffer
  readonly key_nonce: Buffer
  readonly wrapped_key: Buffer
}

/** The vault's row; null where none was made. */
export function readVault(db: Db): VaultRow | null {
  const row = statement<StoredVault>(db, 'SELECT * FROM vault').get()
  if (!row) return null
  const passphrase =
    row.protection === 'keychain'
      ? null
      : {
          cost: row.scrypt_cost,
          blockSize: row.scrypt_block_size,
          parallelization: row.scrypt_parallelization,
          salt: row.salt,
          keyNonce: row.key_nonce,
          wrappedKey: row.wrapped_key,
        }
  return { id: row.id, keyId: row.key_id, passphrase }
}

/** Stores the vault's row in place of the one there is. */
export function writeVault(db: Db, { id, keyId, passphrase }: VaultRow, now: number): void {
  statement(
    db,
    `INSERT OR REPLACE INTO vault
       (one, id, key_id, protection, scrypt_cost, scrypt_block_size, scrypt_parallelization, salt, key_nonce, wrapped_key, updated_at)
     VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    id,
    keyId,
    passphrase ? 'passphrase' : 'keychain',
    passphrase?.cost ?? null,
    passphrase?.blockSize ?? null,
    passphrase?.parallelization ?? null,
    passphrase?.salt ?? null,
    passphrase?.keyNonce ?? null,
    passphrase?.wrappedKey ?? null,
    now,
  )
}

/** Every stored secret, still encrypted. */
export function readSecrets(db: Db): readonly SecretRow[] {
  return statement<SecretRow>(db, 'SELECT name, version, nonce, ciphertext FROM secret ORDER BY name').all()
}

/** One stored secret, still encrypted. */
export function readSecret(db: Db, name: string): SecretRow | null {
  return (
    statement<SecretRow>(db, 'SELECT name, version, nonce, ciphertext FROM secret WHERE name = ?').get(name) ?? null
  )
}

/** Stores a secret in place of the one of that name. */
export function writeSecret(db: Db, row: SecretRow, now: number): void {
  statement(
    db,
    'INSERT OR REPLACE INTO secret (name, version, nonce, ciphertext, updated_at) VALUES (?, ?, ?, ?, ?)',
  ).run(row.name, row.version, row.nonce, row.ciphertext, now)
}

export function deleteSecret(db: Db, name: string): void {
  statement(db, 'DELETE FROM secret WHERE name = ?').run(name)
}

/** Deletes every secret and the vault's row. */
export function deleteVault(db: Db): void {
  statement(db, 'DELETE FROM secret').run()
  statement(db, 'DELETE FROM vault').run()
}

/** Notes that the keychain may hold an entry of this name that nothing needs. */
export function noteStrayKey(db: Db, account: string, now: number): void {
  statement(db, 'INSERT OR REPLACE INTO stray_key (account, noted_at) VALUES (?, ?)').run(account, now)
}

export function deleteStrayKey(db: Db, account: string): void {
  statement(db, 'DELETE FROM stray_key WHERE account = ?').run(account)
}

/** Names of the keychain's entries that nothing needs. */
export function strayKeys(db: Db): readonly string[] {
  return statement<{ account: string }>(db, 'SELECT account FROM stray_key ORDER BY noted_at')
    .all()
    .map((row) => row.account)
}

/** Runs `work` with what it deletes overwritten in the file (SQLite docs: PRAGMA secure_delete). To be called outside a transaction. */
export function deletingSecurely<Value>(db: Db, work: () => Value): Value {
  const before: unknown = db.pragma('secure_delete', { simple: true })
  db.pragma('secure_delete = ON')
  try {
    return work()
  } finally {
    // 2 reads back as FAST, which is only set by name.
    db.pragma(`secure_delete = ${before === 2 ? 'FAST' : before === 1 ? 'ON' : 'OFF'}`)
  }
}

/**
 * Folds the write-ahead log into the store and cuts it to nothing, so that what was deleted is in neither file.
 * @returns false while a reader still needs the log (SQLite docs: PRAGMA wal_checkpoint).
 */
export function emptyWriteAheadLog(db: Db): boolean {
  const [row] = db.pragma('wal_checkpoint(TRUNCATE)') as readonly { readonly busy: number }[]
  return row?.busy === 0
}
