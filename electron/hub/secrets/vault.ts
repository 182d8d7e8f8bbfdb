import { readVault, deleteSecret } from '../../../db/secrets.ts'
import { CallFailure } from '../failure.ts'
import { keyLength, UnsealError } from './cipher.ts'
import { createKeeping, unwrap } from './keeping.ts'
import type { Wrapping } from './keeping.ts'
import { KeychainError } from './keychain.ts'
import { markOf } from './names.ts'
import type { SecretName } from './names.ts'
import { checkPassphrase, deriveKey, isSensible, newScryptParameters, passphraseCost } from './passphrase.ts'
import { patientKeychain } from './patience.ts'
import { readAllSealed, readSealed, writeSealed } from './sealed.ts'
import type { OpenKey } from './sealed.ts'
import type { SecretChanges, Vault, VaultOptions, VaultState } from './types.ts'
import { words } from './words.ts'

export type { Vault } from './types.ts'

type Held =
  /** `wrapping` where a passphrase protects it. */
  | (OpenKey & { readonly kind: 'stored'; readonly wrapping: Wrapping | null })
  | { readonly kind: 'session'; readonly values: Map<string, string> }

const longestValue = 4096
const longestWait = 60_000

/** The vault on an open store; nothing is asked of the keychain before `open`. */
export function createVault(options: VaultOptions): Vault {
  const { store, clock, log } = options
  const { db } = store
  const keychain = patientKeychain(options.keychain, clock, options.keychainPatience ?? 3000, lateAnswer)
  const keeping = createKeeping({ store, keychain, clock, log })
  const listeners = new Set<() => void>()
  let held: Held | null = null
  let state: VaultState = { kind: 'closed', hasStored: keeping.hasSecrets() }
  let wrongTries = 0
  let nextTryAt = 0
  let isOver = false
  let queue: Promise<unknown> = Promise.resolve()

  function inTurn<Value>(work: () => Value | Promise<Value>): Promise<Value> {
    const done = queue.then(() => {
      if (isOver) throw new CallFailure('unavailable', words.closing)
      return work()
    })
    queue = done.catch(() => undefined)
    return done
  }

  function tell(): void {
    for (const listener of listeners) {
      try {
        listener()
      } catch (error) {
        log.error('vault-listener', { error })
      }
    }
  }

  function show(next: VaultState): VaultState {
    state = next
    log.info('vault', { state: next.kind, protection: 'protection' in next ? next.protection : null })
    tell()
    return next
  }

  /** Lets go of the keys in memory and zeroes them, but for a wrapping key that goes on in use. */
  function release(kept: Wrapping | null = null): void {
    if (held?.kind === 'stored') {
      held.dataKey.fill(0)
      if (held.wrapping !== kept) held.wrapping?.key.fill(0)
    } else held?.values.clear()
    held = null
  }

  function hold(key: OpenKey, wrapping: Wrapping | null): VaultState {
    release(wrapping)
    held = { kind: 'stored', ...key, wrapping }
    return show({ kind: 'open', protection: wrapping ? 'passphrase' : 'keychain' })
  }

  function unreadable(reason: string): VaultState {
    release()
    return show({ kind: 'unreadable', reason })
  }

  /** Takes a data key that the keychain or a passphrase gave, if it opens everything. */
  function adopt(key: OpenKey, wrapping: Wrapping | null): VaultState {
    try {
      if (key.dataKey.length !== keyLength) throw new UnsealError('It is no key.')
      readAllSealed(db, key)
    } catch (error) {
      key.dataKey.fill(0)
      wrapping?.key.fill(0)
      if (!(error instanceof UnsealError)) throw error
      log.error('vault-damaged', { error })
      return unreadable(words.damaged)
    }
    return hold(key, wrapping)
  }

  function withoutKeychain(error: unknown): VaultState {
    if (!(error instanceof KeychainError)) throw error
    log.warn('keychain', { trouble: error.trouble, details: error.details })
    return show({ kind: 'no-keychain', reason: error.message, hasStored: keeping.hasSecrets() })
  }

  /** The prompt was answered after we stopped waiting for it. */
  function lateAnswer(unlocked: boolean): void {
    if (isOver || state.kind !== 'no-keychain') return
    if (unlocked) inTurn(open).catch((error: unknown) => log.error('vault-open', { error }))
    else withoutKeychain(new KeychainError('locked', 'the prompt was dismissed'))
  }

  /** What is held, to be stored under another key. */
  function heldValues(): ReadonlyMap<string, string> {
    if (held?.kind === 'session') return held.values
    if (held) {
      assertCurrent(held)
      return readAllSealed(db, held)
    }
    if (keeping.hasSecrets()) throw new Error('Secrets are stored that are not open: they must not be replaced.')
    return new Map()
  }

  /** Nothing may be stored under a key that the store does not name. */
  function assertCurrent(key: OpenKey): void {
    if (readVault(db)?.keyId !== key.row.keyId) throw new Error('The vault was given another key meanwhile.')
  }

  /** @throws {CallFailure} `unavailable` where there is no keychain for it. */
  async function replaceKey(wrapping: Wrapping | null): Promise<VaultState> {
    try {
      hold(await keeping.replaceKey(heldValues, wrapping), wrapping)
    } catch (error) {
      if (!(error instanceof KeychainError)) throw error
      log.warn('keychain', { trouble: error.trouble, details: error.details })
      throw new CallFailure('unavailable', error.message, error.details)
    }
    await keeping.tidy()
    return state
  }

  function assertNothingHidden(): void {
    if (held?.kind !== 'stored' && keeping.hasSecrets()) throw new CallFailure('conflict', words.hidden)
  }

  async function open(): Promise<VaultState> {
    if (held) return state
    const row = readVault(db)
    if (row?.passphrase) return show({ kind: 'locked', protection: 'passphrase' })
    try {
      const dataKey = row && (await keeping.keychainKey(row))
      if (row && dataKey) adopt({ row, dataKey }, null)
      else if (keeping.hasSecrets()) unreadable(words.keyGone)
      else hold(await keeping.replaceKey(heldValues, null), null)
    } catch (error) {
      return withoutKeychain(error)
    }
    if (held) inTurn(keeping.tidy).catch(() => undefined)
    return state
  }

  async function unlock(passphrase: string): Promise<VaultState> {
    const row = readVault(db)
    if (held || !row?.passphrase) throw new CallFailure('conflict', words.nothingLocked)
    const wait = nextTryAt - clock.now()
    if (wait > 0) throw new CallFailure('unavailable', words.wait(Math.ceil(wait / clock.rate / 1000)))
    if (!isSensible(row.passphrase)) return unreadable(words.damaged)
    const wrapping = { key: await deriveKey(passphrase, row.passphrase), parameters: row.passphrase }
    let dataKey: Buffer
    try {
      dataKey = unwrap(row, row.passphrase, wrapping.key)
    } catch (error) {
      wrapping.key.fill(0)
      if (!(error instanceof UnsealError)) throw error
      const delay = Math.min(longestWait, 1000 * 2 ** wrongTries)
      wrongTries += 1
      nextTryAt = clock.now() + delay * clock.rate
      log.warn('vault-wrong-passphrase', { tries: wrongTries })
      throw new CallFailure('forbidden', words.wrongPassphrase(delay / 1000))
    }
    wrongTries = 0
    adopt({ row, dataKey }, wrapping)
    if (held) inTurn(keeping.tidy).catch(() => undefined)
    return state
  }

  async function choosePassphrase(passphrase: string): Promise<VaultState> {
    checkPassphrase(passphrase)
    assertNothingHidden()
    const parameters = newScryptParameters(options.scryptCost ?? passphraseCost)
    const wrapping = { key: await deriveKey(passphrase, parameters), parameters }
    try {
      return await replaceKey(wrapping)
    } catch (error) {
      wrapping.key.fill(0)
      throw error
    }
  }

  async function useKeychain(): Promise<VaultState> {
    if (!held) return open()
    if (held.kind === 'stored' && !held.wrapping) return state
    assertNothingHidden()
    return replaceKey(null)
  }

  function useSessionOnly(): VaultState {
    if (held?.kind === 'stored') throw new CallFailure('conflict', words.storedAlready)
    if (held) return state
    held = { kind: 'session', values: new Map() }
    return show({ kind: 'open', protection: 'session' })
  }

  function setMany(changes: SecretChanges): void {
    const entries = Object.entries(changes)
    for (const [, value] of entries) {
      if (value === null) continue
      // What does not survive UTF-8 (half of a surrogate pair) would come back as something else.
      if (value !== '' && value.length <= longestValue && Buffer.from(value).toString() === value) continue
      throw new CallFailure('invalid', words.noCredential)
    }
    const keeper = held
    if (!keeper) throw notOpen()
    if (keeper.kind === 'session') {
      for (const [name, value] of entries) {
        if (value === null) keeper.values.delete(name)
        else keeper.values.set(name, value)
      }
    } else {
      keeping.write(({ now }) => {
        assertCurrent(keeper)
        for (const [name, value] of entries) {
          if (value === null) deleteSecret(db, name)
          else writeSealed(db, keeper, name, value, now)
        }
      })
    }
    log.info('secrets-set', { names: entries.map(([name, value]) => (value === null ? `-${name}` : name)) })
    tell()
  }

  function notOpen(): CallFailure {
    const why = state.kind === 'no-keychain' || state.kind === 'unreadable' ? ` ${state.reason}` : ''
    return new CallFailure('unavailable', `${words.notOpen}${why}`)
  }

  function read(name: SecretName): string | null {
    if (!held) return null
    if (held.kind === 'session') return held.values.get(name) ?? null
    try {
      return readSealed(db, held, name)
    } catch (error) {
      if (!(error instanceof UnsealError)) throw error
      log.error('vault-damaged', { error })
      unreadable(words.damaged)
      return null
    }
  }

  async function rotateKey(): Promise<void> {
    if (!held) throw notOpen()
    if (held.kind === 'stored') await replaceKey(held.wrapping)
  }

  async function forgetEverything(): Promise<void> {
    keeping.deleteAll()
    release()
    wrongTries = 0
    nextTryAt = 0
    show({ kind: 'closed', hasStored: false })
    await keeping.tidy()
  }

  return {
    get state() {
      return state
    },
    open: () => inTurn(open),
    choosePassphrase: (passphrase) => inTurn(() => choosePassphrase(passphrase)),
    unlock: (passphrase) => inTurn(() => unlock(passphrase)),
    useKeychain: () => inTurn(useKeychain),
    useSessionOnly: () => inTurn(useSessionOnly),
    set: (name, value) => inTurn(() => setMany({ [name]: value })),
    setMany: (changes) => inTurn(() => setMany(changes)),
    read,
    mark: (name) => markOf(read(name)),
    rotateKey: () => inTurn(rotateKey),
    forgetEverything: () => inTurn(forgetEverything),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      isOver = true
      release()
    },
  }
}
