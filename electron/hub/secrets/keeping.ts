import { randomBytes } from 'node:crypto'
import {
  deleteStrayKey,
  deleteVault,
  deletingSecurely,
  emptyWriteAheadLog,
  noteStrayKey,
  readSecrets,
  readVault,
  strayKeys,
  writeVault,
} from '../../../db/secrets.ts'
import type { PassphraseRow, VaultRow } from '../../../db/secrets.ts'
import { sleep } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Store, Write } from '../store.ts'
import { cipherVersion, keyLength, seal, unseal } from './cipher.ts'
import { KeychainError } from './keychain.ts'
import type { Keychain } from './keychain.ts'
import type { ScryptParameters } from './passphrase.ts'
import { writeSealed } from './sealed.ts'
import type { OpenKey } from './sealed.ts'

/** The key made of a passphrase, which wraps the data key. */
export interface Wrapping {
  readonly key: Buffer
  readonly parameters: ScryptParameters
}

type KeyName = Pick<VaultRow, 'id' | 'keyId'>

/** Where data keys are kept, and how one takes another's place without a moment in which a crash loses a secret. */
export interface Keeping {
  /** Runs a write in which what is deleted is overwritten. */
  write<Value>(work: (write: Write) => Value): Value
  hasSecrets(): boolean
  /**
   * Encrypts `values` under a new data key, in place of all that is stored. The key goes to the keychain, or is wrapped
   * where `wrapping` is given. What is stored stays as it is until the one commit that replaces all of it.
   * @param values called within that commit
   * @throws {KeychainError}
   */
  replaceKey(values: () => ReadonlyMap<string, string>, wrapping: Wrapping | null): Promise<OpenKey>
  /**
   * The data key the keychain holds for this row; null where it is open and holds none.
   * @throws {KeychainError}
   */
  keychainKey(row: VaultRow): Promise<Buffer | null>
  /** Deletes all that is stored of the vault. */
  deleteAll(): void
  /** Removes entries of the keychain that nothing needs, and old bytes from the log; what cannot be done now is done another time. */
  tidy(): Promise<void>
}

const pauseBetweenTries = 50

function keychainAccount({ id, keyId }: KeyName): string {
  return `${id}/${keyId}`
}

function bindingOf({ id, keyId }: KeyName) {
  return { version: cipherVersion, vaultId: id, keyId, purpose: 'data key' }
}

function wrap(dataKey: Buffer, name: KeyName, { key, parameters }: Wrapping): PassphraseRow {
  const { nonce, ciphertext } = seal(key, dataKey, bindingOf(name))
  return { ...parameters, keyNonce: nonce, wrappedKey: ciphertext }
}

/**
 * The data key out of its wrapping.
 * @throws {UnsealError} when it was wrapped by another key.
 */
export function unwrap(name: KeyName, passphrase: PassphraseRow, key: Buffer): Buffer {
  return unseal(key, { nonce: passphrase.keyNonce, ciphertext: passphrase.wrappedKey }, bindingOf(name))
}

export function createKeeping({
  store,
  keychain,
  clock,
  log,
}: {
  readonly store: Store
  readonly keychain: Keychain
  readonly clock: Clock
  readonly log: Log
}): Keeping {
  const { db } = store

  function write<Value>(work: (write: Write) => Value): Value {
    return deletingSecurely(db, () => store.write(work))
  }

  /** Noted before it is made: whatever happens then, it is known of. */
  async function putAndRead(account: string, value: string): Promise<void> {
    store.write(({ now }) => noteStrayKey(db, account, now))
    await keychain.set(account, value)
    if ((await keychain.get(account)) !== value) throw new KeychainError('refused', 'it did not keep what it was given')
  }

  async function removeStrayKeys(): Promise<void> {
    const row = readVault(db)
    for (const account of strayKeys(db)) {
      if (row && keychainAccount(row) === account) continue
      await keychain.delete(account)
      store.write(() => deleteStrayKey(db, account))
    }
  }

  /** The log is only cut while no reader needs it; readers are short. */
  async function emptyLog(): Promise<void> {
    for (let tries = 0; tries < 20; tries += 1) {
      if (emptyWriteAheadLog(db)) return
      await sleep(clock, pauseBetweenTries * clock.rate)
    }
    log.warn('vault-log-busy')
  }

  return {
    write,
    hasSecrets: () => readSecrets(db).length > 0,
    async replaceKey(values, wrapping) {
      const name = { id: readVault(db)?.id ?? randomBytes(8).toString('hex'), keyId: randomBytes(8).toString('hex') }
      const account = keychainAccount(name)
      const dataKey = randomBytes(keyLength)
      const row = { ...name, passphrase: wrapping && wrap(dataKey, name, wrapping) }
      try {
        if (!wrapping) await putAndRead(account, dataKey.toString('base64'))
        write(({ now }) => {
          const kept = values()
          const replaced = readVault(db)
          deleteVault(db)
          writeVault(db, row, now)
          for (const [secret, value] of kept) writeSealed(db, { row, dataKey }, secret, value, now)
          if (replaced && !replaced.passphrase) noteStrayKey(db, keychainAccount(replaced), now)
          deleteStrayKey(db, account)
        })
      } catch (error) {
        // A commit that failed to say so has been made all the same: then the new key is the one that opens the secrets.
        if (readVault(db)?.keyId !== name.keyId) {
          dataKey.fill(0)
          throw error
        }
      }
      return { row, dataKey }
    },
    async keychainKey(row) {
      const account = keychainAccount(row)
      let encoded = await keychain.get(account)
      if (encoded === null) {
        // Some locked keyrings say that there is no such entry. One that takes another and gives it back is open.
        await putAndRead(`${row.id}/check`, 'open')
        encoded = await keychain.get(account)
      }
      return encoded === null ? null : Buffer.from(encoded, 'base64')
    },
    deleteAll() {
      write(({ now }) => {
        const row = readVault(db)
        if (row && !row.passphrase) noteStrayKey(db, keychainAccount(row), now)
        deleteVault(db)
      })
    },
    async tidy() {
      try {
        await emptyLog()
        await removeStrayKeys()
      } catch (error) {
        if (error instanceof KeychainError) log.warn('keychain', { trouble: error.trouble, details: error.details })
        else log.error('vault-tidy', { error })
      }
    },
  }
}
