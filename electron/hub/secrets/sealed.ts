import type { Db } from '../../../db/open.ts'
import { readSecret, readSecrets, writeSecret } from '../../../db/secrets.ts'
import type { SecretRow, VaultRow } from '../../../db/secrets.ts'
import { cipherVersion, seal, unseal } from './cipher.ts'

/** An open data key and what it belongs to. */
export interface OpenKey {
  readonly row: VaultRow
  readonly dataKey: Buffer
}

function open({ row: vault, dataKey }: OpenKey, row: SecretRow): string {
  const binding = { version: row.version, vaultId: vault.id, keyId: vault.keyId, purpose: row.name }
  const plaintext = unseal(dataKey, row, binding)
  const value = plaintext.toString('utf8')
  plaintext.fill(0)
  return value
}

/**
 * One stored secret in the clear; null where it is not set.
 * @throws {UnsealError}
 */
export function readSealed(db: Db, key: OpenKey, name: string): string | null {
  const row = readSecret(db, name)
  return row && open(key, row)
}

/**
 * Every stored secret in the clear.
 * @throws {UnsealError} when one of them does not open.
 */
export function readAllSealed(db: Db, key: OpenKey): ReadonlyMap<string, string> {
  return new Map(readSecrets(db).map((row) => [row.name, open(key, row)]))
}

/** Encrypts a secret and stores it in place of the one of that name. */
export function writeSealed(db: Db, { row: vault, dataKey }: OpenKey, name: string, value: string, now: number): void {
  const plaintext = Buffer.from(value)
  const binding = { version: cipherVersion, vaultId: vault.id, keyId: vault.keyId, purpose: name }
  const { nonce, ciphertext } = seal(dataKey, plaintext, binding)
  plaintext.fill(0)
  writeSecret(db, { name, version: cipherVersion, nonce, ciphertext }, now)
}
