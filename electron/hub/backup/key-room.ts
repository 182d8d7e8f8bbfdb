import { randomBytes } from 'node:crypto'
import type { Log } from '../log.ts'
import { KeychainError } from '../secrets/keychain.ts'
import type { Keychain } from '../secrets/keychain.ts'
import { checkPassphrase } from '../secrets/passphrase.ts'
import type { CopyHeader } from './header.ts'
import { newKeyPair, publicKeyOf, unwrapKey, wrapKey } from './keys.ts'
import type { KeyPair } from './keys.ts'
import type { BackupRecord, RecordFile } from './record.ts'
import { CopyRefused } from './refused.ts'

type Key = NonNullable<BackupRecord['key']>

/** The key pair of the copies: where its private half is, and how to come by it. */
export interface KeyRoom {
  /** What copies are made with now; null where there is no place for a key yet. */
  readonly key: Key | null
  /** Why the keychain could not be used the last time it was asked, in words; null where it could. */
  readonly keychainTrouble: string | null
  /** Finds the key, or makes one in the keychain. Null where there is no place for one: then no copies are made. */
  ensure(): Promise<Key | null>
  /**
   * Lets copies from now on be opened by this passphrase too.
   * @throws {CallFailure} `invalid` when it is too short.
   */
  setPassphrase(passphrase: string): Promise<void>
  /** Whether this is the passphrase that copies made now open by. */
  isPassphrase(passphrase: string): Promise<boolean>
}

/** Names the private key in the user's keychain. */
const account = (id: string): string => `copies/${id}`

export function createKeyRoom(options: {
  readonly record: RecordFile
  readonly keychain: Keychain
  readonly log: Log
  /** scrypt's N for new passphrases. */
  readonly scryptCost?: number
}): KeyRoom {
  const { record, keychain, log } = options
  let trouble: string | null = null
  /** Asked once: a keychain that has lost the key would make every copy worthless. */
  let isProved = false

  /** One at a time: two that make a key at once would put one in the keychain's place of the other. */
  let last: Promise<unknown> = Promise.resolve()

  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = last.then(work)
    last = done.catch(() => undefined)
    return done
  }

  function note(error: unknown): void {
    if (!(error instanceof KeychainError)) throw error
    log.warn('copies-keychain', { trouble: error.trouble, details: error.details })
    trouble = error.message
  }

  /** The private key in the keychain, if it is the one it has to be; null where it holds none. @throws {KeychainError} */
  async function fromKeychain(key: Key): Promise<string | null> {
    const found = await keychain.get(account(key.id))
    trouble = null
    return found !== null && isOf(found, key) ? found : null
  }

  /** @throws {KeychainError} */
  async function keep(pair: KeyPair): Promise<void> {
    await keychain.set(account(pair.id), pair.privateKey)
    if ((await keychain.get(account(pair.id))) !== pair.privateKey) {
      throw new KeychainError('refused', 'it did not keep what it was given')
    }
    trouble = null
  }

  /** @throws {KeychainError} */
  async function makeInKeychain(): Promise<Key> {
    const id = record.current.keyToBe ?? randomBytes(8).toString('hex')
    record.change({ keyToBe: id })
    const pair = newKeyPair(id)
    await keep(pair)
    const key: Key = { id, publicKey: pair.publicKey, inKeychain: true, wrapped: null }
    record.change({ key, keyToBe: null })
    return key
  }

  async function ensure(): Promise<Key | null> {
    const { key } = record.current
    if (key && (isProved || !key.inKeychain)) return key
    try {
      if (key && (await fromKeychain(key)) !== null) isProved = true
      // It is gone for good. With a passphrase the copies open all the same.
      else if (key?.wrapped) record.change({ key: { ...key, inKeychain: false } })
      else {
        await makeInKeychain()
        isProved = true
      }
    } catch (error) {
      note(error)
    }
    return record.current.key
  }

  /** The pair in use, where its private half can be had; else a new one. */
  async function pairToWrap(): Promise<{ readonly pair: KeyPair; readonly inKeychain: boolean }> {
    const { key } = record.current
    try {
      const known = key?.inKeychain ? await fromKeychain(key) : null
      if (key && known !== null) return { pair: { ...key, privateKey: known }, inKeychain: true }
    } catch (error) {
      note(error)
      return { pair: newKeyPair(), inKeychain: false }
    }
    const pair = newKeyPair(record.current.keyToBe ?? undefined)
    record.change({ keyToBe: pair.id })
    try {
      await keep(pair)
      return { pair, inKeychain: true }
    } catch (error) {
      note(error)
      return { pair, inKeychain: false }
    }
  }

  return {
    get key() {
      return record.current.key
    },
    get keychainTrouble() {
      return trouble
    },
    ensure: () => inTurn(ensure),
    async setPassphrase(passphrase) {
      checkPassphrase(passphrase)
      await inTurn(async () => {
        const { pair, inKeychain } = await pairToWrap()
        const wrapped = await wrapKey(pair, passphrase, options.scryptCost)
        record.change({ key: { id: pair.id, publicKey: pair.publicKey, inKeychain, wrapped }, keyToBe: null })
        isProved = true
      })
    },
    async isPassphrase(passphrase) {
      const { key } = record.current
      if (!key?.wrapped) return false
      try {
        return isOf(await unwrapKey(key.id, key.wrapped, passphrase), key)
      } catch (error) {
        if (error instanceof CopyRefused) return false
        throw error
      }
    },
  }
}

function isOf(privateKey: string, key: Key): boolean {
  try {
    return publicKeyOf(privateKey) === key.publicKey
  } catch {
    return false
  }
}

/**
 * The private key that opens a copy: the one the keychain holds under the copy's key id, or the one its passphrase unwraps.
 * Null where the keychain holds none and no passphrase was given.
 * @throws {CopyRefused} `wrong-key` for another passphrase; `damaged`
 * @throws {KeychainError} it cannot be asked, and nothing else would open the copy
 */
export async function privateKeyFor(
  header: Pick<CopyHeader, 'keyId' | 'passphrase'>,
  keychain: Keychain,
  passphrase: string | null,
): Promise<string | null> {
  if (passphrase !== null && header.passphrase !== null) {
    return unwrapKey(header.keyId, header.passphrase, passphrase)
  }
  try {
    return await keychain.get(account(header.keyId))
  } catch (error) {
    // A passphrase may do instead.
    if (error instanceof KeychainError && header.passphrase !== null) return null
    throw error
  }
}
