import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { closeStore, openStore } from '../../db/open.ts'
import { readSecrets, readVault } from '../../db/secrets.ts'
import { silentLog } from '../../electron/hub/log.ts'
import { createStore } from '../../electron/hub/store.ts'
import { createVault } from '../../electron/hub/secrets/vault.ts'
import type { SecretChanges } from '../../electron/hub/secrets/types.ts'
import { isAlive } from '../support/is-alive.ts'
import { manualClock } from '../support/manual-clock.ts'
import { memoryKeychain } from '../support/memory-keychain.ts'
import { patience } from '../support/patience.ts'
import { filesUnder, findPlanted, formsOf, startedWith } from '../support/planted.ts'
import { keyringPassword, missingForSecretService, startVaultSession } from '../support/secret-service.ts'
import type { VaultSession } from '../support/secret-service.ts'
import { migrationsDir } from '../support/test-store.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const missing = missingForSecretService()
const here = missing.length === 0 ? '' : ` — NOT TESTED HERE, for want of ${missing.join(', ')}`

const token = '0123456789abcdef0123456789abcdef'
const name = 'twilio.authToken'

/** One with what percent-encoding and JSON change. */
const planted = {
  'twilio.accountSid': 'ACf3a1c0de5b2947f6a8d0e1b2c3d4e5f6',
  'twilio.authToken': '9d8c7b6a5f4e3d2c1b0a99887766554e',
  'twilio.previousAuthToken': '1b2d3f4a5c6e7f8091a2b3c4d5e6f70a',
  'twilio.apiKey': 'SK77aa66bb55cc44dd33ee22ff1100aa99',
  'twilio.apiSecret': 'pQ9+/"xY z%7E\\Wv&u=T?s#R<é>kJ;h',
  'ngrok.authtoken': '2kPlAnTeDnGrOkToKeN0123456789_5ABCDEFghijkLMNOP',
} as const satisfies SecretChanges
const plantedPassphrase = 'planted pass phrase of four'

async function pids(session: VaultSession): Promise<{ readonly program: number; readonly keychain: number }> {
  const found = (await session.get({ ask: 'pids' })) as { readonly program: number; readonly keychain: number | null }
  return { program: found.program, keychain: found.keychain ?? 0 }
}

/** scrypt's N, as the store of that session holds it. */
function storedCost(folder: string): number {
  const db = new Database(join(folder, 'data', 'hub.db'), { readonly: true })
  const cost = readVault(db)?.passphrase?.cost ?? 0
  db.close()
  return cost
}

describe.skipIf(missing.length > 0)(`with a real Secret Service${here}`, () => {
  test('unlocked at the sign-in: secrets come back at the next one', async () => {
    const folder = temporaryFolder()
    const first = startVaultSession(folder, 'unlocked')
    expect(await first.get({ ask: 'open' })).toEqual({ kind: 'open', protection: 'keychain' })
    await first.get({ ask: 'setMany', changes: { [name]: token } })
    await first.get({ ask: 'rotateKey' })
    const { keychain } = await pids(first)
    expect(isAlive(keychain)).toBe(true)
    expect(await first.end()).toBeLessThan(3000 * patience)
    expect(isAlive(keychain)).toBe(false)
    const second = startVaultSession(folder, 'unlocked')
    expect(await second.get({ ask: 'open' })).toEqual({ kind: 'open', protection: 'keychain' })
    expect(await second.get({ ask: 'read', name })).toBe(token)
    expect(await second.get({ ask: 'mark', name })).toEqual({ set: true, lastFour: 'cdef' })
  })

  test('locked: said at once, nothing stored in the clear; opened after the keyring was', async () => {
    const folder = temporaryFolder()
    const first = startVaultSession(folder, 'unlocked')
    await first.get({ ask: 'open' })
    await first.get({ ask: 'setMany', changes: { [name]: token } })
    await first.end()
    const locked = startVaultSession(folder, 'locked')
    expect(await locked.get({ ask: 'open' })).toEqual({
      kind: 'no-keychain',
      reason: expect.stringContaining('locked'),
      hasStored: true,
    })
    expect(await locked.ask({ ask: 'setMany', changes: { [name]: 'another' } })).toMatchObject({ code: 'unavailable' })
    await locked.get({ ask: 'unlockKeyring', password: keyringPassword })
    // The other keyring takes its place on the bus when it is ready.
    await vi.waitFor(
      async () => expect(await locked.get({ ask: 'open' })).toEqual({ kind: 'open', protection: 'keychain' }),
      { timeout: 5000 * patience },
    )
    expect(await locked.get({ ask: 'read', name })).toBe(token)
  })

  test('asking for its password and never answered: waited for 3 s, and the app still ends at once', async () => {
    const folder = temporaryFolder()
    const first = startVaultSession(folder, 'unlocked')
    await first.get({ ask: 'open' })
    await first.get({ ask: 'setMany', changes: { [name]: token } })
    await first.end()
    const asking = startVaultSession(folder, 'prompting')
    const began = Date.now()
    expect(await asking.get({ ask: 'open' })).toEqual({
      kind: 'no-keychain',
      reason: expect.stringContaining('does not answer'),
      hasStored: true,
    })
    expect(Date.now() - began).toBeGreaterThan(2900)
    expect(Date.now() - began).toBeLessThan(6000 * patience)
    const again = Date.now()
    await asking.get({ ask: 'open' })
    expect(Date.now() - again).toBeLessThan(500 * patience)
    expect(await asking.get({ ask: 'useSessionOnly' })).toEqual({ kind: 'open', protection: 'session' })
    const { keychain } = await pids(asking)
    expect(isAlive(keychain)).toBe(true)
    expect(await asking.end()).toBeLessThan(3000 * patience)
    expect(isAlive(keychain)).toBe(false)
  })

  test('the app killed while the keyring asks: its keychain process ends by itself', async () => {
    const asking = startVaultSession(temporaryFolder(), 'prompting')
    expect(await asking.get({ ask: 'open' })).toMatchObject({ kind: 'no-keychain' })
    const { program, keychain } = await pids(asking)
    expect(isAlive(keychain)).toBe(true)
    process.kill(program, 'SIGKILL')
    await vi.waitFor(() => expect(isAlive(keychain)).toBe(false), { timeout: 2000, interval: 20 })
  })

  test('not there: a passphrase or this session alone, and the app says which', async () => {
    const folder = temporaryFolder()
    const first = startVaultSession(folder, 'none')
    expect(await first.get({ ask: 'open' })).toEqual({
      kind: 'no-keychain',
      reason: expect.stringContaining('no keychain'),
      hasStored: false,
    })
    expect(await first.get({ ask: 'useSessionOnly' })).toEqual({ kind: 'open', protection: 'session' })
    await first.get({ ask: 'setMany', changes: planted })
    expect(findPlanted(Object.values(planted), filesUnder(folder))).toEqual([])
    await first.get({ ask: 'choosePassphrase', passphrase: plantedPassphrase })
    await first.end()
    expect(storedCost(folder)).toBeGreaterThanOrEqual(2 ** 17)
    const second = startVaultSession(folder, 'none')
    expect(await second.get({ ask: 'open' })).toEqual({ kind: 'locked', protection: 'passphrase' })
    expect(await second.get({ ask: 'unlock', passphrase: plantedPassphrase })).toEqual({
      kind: 'open',
      protection: 'passphrase',
    })
    expect(await second.get({ ask: 'read', name })).toBe(planted[name])
  })

  test('planted secrets are in no file, log, error, environment or argument', async () => {
    const folder = temporaryFolder()
    const session = startVaultSession(folder, 'unlocked')
    const secrets = [...Object.values(planted), plantedPassphrase]
    const told: string[] = []
    const provoke = async (...commands: Parameters<VaultSession['ask']>[0][]): Promise<void> => {
      for (const command of commands) {
        const answer = await session.ask(command)
        expect(answer.ok).toBe(false)
        told.push(JSON.stringify(answer))
      }
    }
    const places = () => [
      ...filesUnder(folder),
      ...startedWith(session.pid ?? 0),
      ['errors', Buffer.from(told.join('\n'))] as const,
    ]
    await provoke({ ask: 'setMany', changes: planted })
    await session.get({ ask: 'open' })
    await session.get({ ask: 'setMany', changes: planted })
    await provoke(
      { ask: 'setMany', changes: { 'twilio.authToken': `${planted['twilio.authToken']}${'x'.repeat(5000)}` } },
      { ask: 'setMany', changes: { ...planted, 'twilio.apiKey': '' } },
      { ask: 'unlock', passphrase: plantedPassphrase },
      { ask: 'useSessionOnly' },
    )
    expect(findPlanted(secrets, places())).toEqual([])
    // With the secrets in the log of writes, in the store's own pages and in all processes there are.
    const seen = places().map(([place]) => place.replace(/\d+/g, 'N'))
    for (const expected of [
      '/data/hub.db',
      '/data/hub.db-wal',
      '/data/logs/hub.log',
      '/proc/N/environ',
      '/proc/N/cmdline',
    ]) {
      expect(
        seen.some((place) => place.endsWith(expected)),
        expected,
      ).toBe(true)
    }
    const { program, keychain } = await pids(session)
    const processes = startedWith(session.pid ?? 0).map(([place]) => place)
    expect(processes).toEqual(expect.arrayContaining([`/proc/${program}/environ`, `/proc/${keychain}/cmdline`]))
    await session.get({ ask: 'choosePassphrase', passphrase: plantedPassphrase })
    await session.get({ ask: 'rotateKey' })
    expect(findPlanted(secrets, places())).toEqual([])
    expect(await session.get({ ask: 'read', name })).toBe(planted[name])
    await session.end()
    expect(findPlanted(secrets, filesUnder(folder))).toEqual([])
  })
})

test('what looks for planted secrets finds them in each of their forms', () => {
  const folder = temporaryFolder()
  const secrets = Object.values(planted)
  for (const secret of secrets) {
    const contexts = [
      secret,
      JSON.stringify({ x: secret }),
      encodeURIComponent(secret),
      Buffer.from(secret).toString('hex'),
      ...['', 'a', 'ab', 'abc'].map((before) => Buffer.from(`${before}${secret}:and more`).toString('base64')),
      Buffer.from(`AC:${secret}`).toString('base64url'),
    ]
    for (const context of contexts) {
      writeFileSync(join(folder, 'file'), `before ${context} after`)
      expect(findPlanted([secret], filesUnder(folder)).length, context).toBeGreaterThan(0)
      expect(findPlanted([token], filesUnder(folder))).toEqual([])
    }
    expect(formsOf(secret).every((form) => form.length > 15)).toBe(true)
  }
})

describe('what is forgotten or replaced', () => {
  test.each(['keychain', 'passphrase'] as const)(
    'is gone from the store’s files byte for byte: by %s',
    async (protection) => {
      const folder = temporaryFolder()
      const file = join(folder, 'hub.db')
      const clock = manualClock()
      const db = openStore({ file, migrationsDir, backupsDir: join(folder, 'backups'), now: 1 })
      onTestFinished(() => closeStore(db))
      const store = createStore(db, clock, () => {})
      const vault = createVault({ store, keychain: memoryKeychain(), clock, log: silentLog, scryptCost: 2 })
      await vault.open()
      if (protection === 'passphrase') await vault.choosePassphrase(plantedPassphrase)

      const stored = (): readonly Buffer[] => {
        const wrapped = readVault(db)?.passphrase
        const rows = readSecrets(db).flatMap((row) => [row.nonce, row.ciphertext])
        return wrapped ? [...rows, wrapped.salt, wrapped.keyNonce, wrapped.wrappedKey] : rows
      }
      const found = (parts: readonly Buffer[]): number => {
        const files = filesUnder(folder).map(([, bytes]) => bytes)
        return parts.filter((part) => files.some((bytes) => bytes.includes(part))).length
      }

      await vault.setMany(planted)
      const first = stored()
      expect(found(first)).toBe(first.length)
      await vault.rotateKey()
      const second = stored()
      // The passphrase stays the same, and so does its salt.
      expect(found(first)).toBe(protection === 'passphrase' ? 1 : 0)
      expect(found(second)).toBe(second.length)
      await vault.forgetEverything()
      expect(found([...first, ...second])).toBe(0)
      expect(db.pragma('secure_delete', { simple: true })).toBe(0)
    },
  )
})
