import { inspect } from 'node:util'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { memoryKeychain } from '../../../tests/support/memory-keychain.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import { readSecrets, readVault, writeSecret, writeVault } from '../../../db/secrets.ts'
import { CallFailure } from '../failure.ts'
import type { Log, LogFields } from '../log.ts'
import { createStore } from '../store.ts'
import { KeychainError } from './keychain.ts'
import { createVault } from './vault.ts'
import type { Vault } from './vault.ts'

const token = '0123456789abcdef0123456789abcdef'
const passphrase = 'Four words of camp'
const otherPassphrase = 'Quite another one'

function setUp() {
  const clock = manualClock()
  const db = testStore()
  const store = createStore(db, clock, () => {})
  const keychain = memoryKeychain()
  const logged: [string, LogFields | undefined][] = []
  const note = (event: string, fields?: LogFields): void => {
    logged.push([event, fields])
  }
  const log: Log = { info: note, warn: note, error: note }
  const start = (): Vault => {
    const vault = createVault({ store, keychain, clock, log, scryptCost: 2 })
    onTestFinished(vault.close)
    return vault
  }
  return { clock, db, keychain, logged, start, vault: start() }
}

async function failure(work: Promise<unknown>): Promise<CallFailure> {
  const error = await work.then(
    () => new Error('It was taken'),
    (refused: unknown) => refused,
  )
  if (error instanceof CallFailure) return error
  throw error
}

const noService = () => {
  throw KeychainError.from('The name org.freedesktop.secrets was not provided by any .service files')
}

describe('with a keychain', () => {
  test('asks it for nothing before it is opened', async () => {
    const { vault, keychain, start } = setUp()
    keychain.at = () => expect.unreachable()
    expect(vault.state).toEqual({ kind: 'closed', hasStored: false })
    expect(vault.read('twilio.authToken')).toBeNull()
    keychain.at = () => {}
    await vault.open()
    await vault.set('twilio.authToken', token)
    expect(start().state).toEqual({ kind: 'closed', hasStored: true })
  })

  test('keeps secrets over a restart and shows their last four characters alone', async () => {
    const { vault, start, keychain, db } = setUp()
    expect(await vault.open()).toEqual({ kind: 'open', protection: 'keychain' })
    await vault.setMany({ 'twilio.authToken': token, 'ngrok.authtoken': 'short', 'twilio.apiKey': 'ninechars' })
    expect(vault.mark('twilio.authToken')).toEqual({ set: true, lastFour: 'cdef' })
    expect(vault.mark('ngrok.authtoken')).toEqual({ set: true, lastFour: null })
    expect(vault.mark('twilio.apiKey')).toEqual({ set: true, lastFour: 'rs' })
    expect(vault.mark('twilio.apiSecret')).toEqual({ set: false, lastFour: null })
    const again = start()
    await again.open()
    expect(again.read('twilio.authToken')).toBe(token)
    expect(keychain.entries.size).toBe(1)
    expect(readSecrets(db).map((row) => row.version)).toEqual([1, 1, 1])
    await again.set('twilio.authToken', null)
    expect(again.read('twilio.authToken')).toBeNull()
    expect(vault.read('twilio.authToken')).toBeNull()
  })

  test('takes all of several changes or none, and refuses what is no credential without repeating it', async () => {
    const { vault } = setUp()
    await vault.open()
    for (const bad of ['', 'x'.repeat(4097), 'half \ud800 a pair']) {
      const refused = await failure(vault.setMany({ 'twilio.accountSid': 'AC1', 'twilio.authToken': bad }))
      expect(refused.code).toBe('invalid')
      if (bad !== '') expect(`${refused.message} ${refused.stack}`).not.toContain(bad)
    }
    expect(vault.mark('twilio.accountSid').set).toBe(false)
  })

  test('tells of every change after it', async () => {
    const { vault } = setUp()
    const heard: unknown[] = []
    const stop = vault.onChange(() => heard.push([vault.state.kind, vault.read('twilio.authToken')]))
    vault.onChange(() => {
      throw new Error('A listener that breaks')
    })
    await vault.open()
    await vault.set('twilio.authToken', token)
    stop()
    await vault.set('twilio.authToken', null)
    expect(heard).toEqual([
      ['open', null],
      ['open', token],
    ])
  })

  test('rotates: another key, other ciphertext, the same secrets, one entry in the keychain', async () => {
    const { vault, start, keychain, db } = setUp()
    await vault.open()
    await vault.set('twilio.authToken', token)
    const before = { entries: [...keychain.entries], rows: readSecrets(db), vault: readVault(db) }
    await vault.rotateKey()
    expect(vault.read('twilio.authToken')).toBe(token)
    expect(keychain.entries.size).toBe(1)
    expect([...keychain.entries]).not.toEqual(before.entries)
    expect(readVault(db)?.id).toBe(before.vault?.id)
    expect(readSecrets(db)[0]?.nonce.equals(before.rows[0]!.nonce)).toBe(false)
    const again = start()
    await again.open()
    expect(again.read('twilio.authToken')).toBe(token)
  })

  test('leaves everything as it was when the keychain does not keep a new key', async () => {
    const { vault, keychain } = setUp()
    await vault.open()
    await vault.set('twilio.authToken', token)
    keychain.at = (moment) => {
      if (moment === 'after set') keychain.entries.delete([...keychain.entries.keys()].at(-1) ?? '')
    }
    expect((await failure(vault.rotateKey())).code).toBe('unavailable')
    expect(vault.read('twilio.authToken')).toBe(token)
    expect(vault.state).toEqual({ kind: 'open', protection: 'keychain' })
  })

  test('forgets everything, and begins anew when it is asked to', async () => {
    const { vault, keychain, db } = setUp()
    await vault.open()
    await vault.set('twilio.authToken', token)
    await vault.forgetEverything()
    expect(vault.state).toEqual({ kind: 'closed', hasStored: false })
    expect(vault.read('twilio.authToken')).toBeNull()
    expect([keychain.entries.size, readSecrets(db).length, readVault(db)]).toEqual([0, 0, null])
    await vault.open()
    await vault.set('twilio.authToken', 'another token')
    expect(vault.read('twilio.authToken')).toBe('another token')
  })

  test('removes a key that could not be removed at once another time', async () => {
    const { vault, keychain, db, start } = setUp()
    await vault.open()
    keychain.at = noService
    await vault.forgetEverything()
    expect(keychain.entries.size).toBe(1)
    keychain.at = () => {}
    const again = start()
    await again.open()
    await again.set('twilio.authToken', token)
    const row = readVault(db)
    expect([...keychain.entries.keys()]).toEqual([`${row?.id}/${row?.keyId}`])
  })

  test('gives nothing away to whoever prints it, in errors or in the log', async () => {
    const { vault, logged } = setUp()
    await vault.open()
    await vault.set('twilio.authToken', token)
    await failure(vault.useSessionOnly())
    await vault.rotateKey()
    const printed = [
      JSON.stringify(vault),
      inspect(vault, { depth: 9, showHidden: true }),
      inspect(logged, { depth: 9 }),
    ]
    expect(printed.join()).not.toContain(token)
    expect(logged).toContainEqual(['secrets-set', { names: ['twilio.authToken'] }])
  })

  test('keeps no key after it was closed', async () => {
    const { vault } = setUp()
    await vault.open()
    await vault.set('twilio.authToken', token)
    vault.close()
    expect(vault.read('twilio.authToken')).toBeNull()
    expect((await failure(vault.open())).code).toBe('unavailable')
  })
})

describe('a keychain that fails', () => {
  test('that is not there leaves three ways, none of them in the clear', async () => {
    const { vault, keychain, db } = setUp()
    keychain.at = noService
    expect(await vault.open()).toEqual({
      kind: 'no-keychain',
      reason: expect.stringContaining('no keychain'),
      hasStored: false,
    })
    const refused = await failure(vault.set('twilio.authToken', token))
    expect([refused.code, refused.message]).toEqual(['unavailable', expect.stringContaining('no keychain')])
    expect((await failure(vault.rotateKey())).code).toBe('unavailable')
    expect(await vault.useSessionOnly()).toEqual({ kind: 'open', protection: 'session' })
    await vault.set('twilio.authToken', token)
    expect(vault.read('twilio.authToken')).toBe(token)
    expect(readSecrets(db)).toEqual([])
    expect((await failure(vault.useKeychain())).code).toBe('unavailable')
    expect(await vault.choosePassphrase(passphrase)).toEqual({ kind: 'open', protection: 'passphrase' })
    expect(vault.read('twilio.authToken')).toBe(token)
    keychain.at = () => {}
    expect(await vault.useKeychain()).toEqual({ kind: 'open', protection: 'keychain' })
    expect(vault.read('twilio.authToken')).toBe(token)
  })

  test('that is locked is told from one that lost the key; nothing is deleted in either', async () => {
    const { vault, keychain, db, start } = setUp()
    await vault.open()
    await vault.set('twilio.authToken', token)
    const kept = new Map(keychain.entries)

    // As gnome-keyring does it: what is locked seems not to be there, and nothing can be added.
    keychain.entries.clear()
    keychain.at = (moment) => {
      if (moment === 'before set') throw KeychainError.from('Cannot create an item in a locked collection')
    }
    const locked = start()
    expect(await locked.open()).toEqual({
      kind: 'no-keychain',
      reason: expect.stringContaining('locked'),
      hasStored: true,
    })
    expect((await failure(locked.choosePassphrase(passphrase))).code).toBe('conflict')
    await locked.useSessionOnly()
    await locked.set('twilio.authToken', 'for now')
    for (const refused of [locked.choosePassphrase(passphrase), locked.useKeychain()]) {
      expect((await failure(refused)).code).toBe('conflict')
    }

    keychain.at = () => {}
    const lost = start()
    expect(await lost.open()).toEqual({ kind: 'unreadable', reason: expect.stringContaining('no longer') })
    expect((await failure(lost.set('twilio.authToken', 'x'))).message).toContain('no longer')
    expect(readSecrets(db)).toHaveLength(1)

    for (const [account, value] of kept) keychain.entries.set(account, value)
    expect(await lost.open()).toEqual({ kind: 'open', protection: 'keychain' })
    expect(lost.read('twilio.authToken')).toBe(token)
    await vi.waitFor(() => expect(keychain.entries.size).toBe(1))
  })

  test('that asks for its password is not waited for, is not asked again meanwhile, and opens the vault when it answers', async () => {
    const { vault, keychain, clock, start } = setUp()
    await vault.open()
    await vault.set('twilio.authToken', token)
    let asked = 0
    let unlock = (): void => {}
    keychain.at = () => {
      asked += 1
      return new Promise<void>((resolve) => {
        unlock = resolve
      })
    }
    const again = start()
    const opening = again.open()
    await clock.advance(3000)
    expect(await opening).toEqual({
      kind: 'no-keychain',
      reason: expect.stringContaining('does not answer'),
      hasStored: true,
    })
    expect((await again.open()).kind).toBe('no-keychain')
    expect(asked).toBe(1)
    keychain.at = () => {}
    unlock()
    await clock.advanceUntil(() => again.state.kind === 'open', { what: 'the vault opening by itself' })
    expect(again.read('twilio.authToken')).toBe(token)
  })

  test('whose prompt is dismissed is not asked again by itself', async () => {
    const { vault, keychain, clock } = setUp()
    let dismiss = (): void => {}
    let asked = 0
    keychain.at = () => {
      asked += 1
      return new Promise<void>((_resolve, reject) => {
        dismiss = () => reject(KeychainError.from('Prompt was dismissed'))
      })
    }
    const opening = vault.open()
    await clock.advance(3000)
    await opening
    dismiss()
    await clock.advanceUntil(() => vault.state.kind === 'no-keychain' && vault.state.reason.includes('Unlock it'))
    expect(asked).toBe(1)
  })

  test.each([
    ['a key of the wrong length', 'c2hvcnQ='],
    ['another key', Buffer.alloc(32, 7).toString('base64')],
  ])('that gives %s: unreadable until it is forgotten', async (_what, value) => {
    const { vault, keychain, start } = setUp()
    await vault.open()
    await vault.set('twilio.authToken', token)
    for (const account of keychain.entries.keys()) keychain.entries.set(account, value)
    const again = start()
    expect(await again.open()).toMatchObject({ kind: 'unreadable' })
    await again.forgetEverything()
    expect(await again.open()).toEqual({ kind: 'open', protection: 'keychain' })
  })

  test('a secret changed or renamed in the store is noticed', async () => {
    const { vault, db } = setUp()
    await vault.open()
    await vault.set('twilio.authToken', token)
    writeSecret(db, { ...readSecrets(db)[0]!, name: 'twilio.apiSecret' }, 1)
    expect(vault.read('twilio.apiSecret')).toBeNull()
    expect(vault.state).toMatchObject({ kind: 'unreadable' })
  })
})

describe('with a passphrase', () => {
  test('locks at a restart; a wrong one is refused, and slows the next try down', async () => {
    const { vault, clock, keychain, start } = setUp()
    keychain.at = noService
    await vault.open()
    expect((await failure(vault.choosePassphrase('too short'))).code).toBe('invalid')
    await vault.choosePassphrase(passphrase)
    await vault.set('twilio.authToken', token)

    const again = start()
    expect(await again.open()).toEqual({ kind: 'locked', protection: 'passphrase' })
    expect(again.mark('twilio.authToken')).toEqual({ set: false, lastFour: null })
    const wrong = await failure(again.unlock(otherPassphrase))
    expect([wrong.code, wrong.message]).toEqual(['forbidden', expect.stringContaining('in 1 s')])
    const tooSoon = await failure(again.unlock(passphrase))
    expect([tooSoon.code, tooSoon.message]).toEqual(['unavailable', 'Wait 1 s before the next try.'])
    clock.jump(1000)
    expect(await again.unlock(passphrase)).toEqual({ kind: 'open', protection: 'passphrase' })
    expect(again.read('twilio.authToken')).toBe(token)
  })

  test('each wrong try doubles the wait, up to a minute; a right one ends it', async () => {
    const { vault, clock, start } = setUp()
    await vault.choosePassphrase(passphrase)
    const again = start()
    await again.open()
    const waits: string[] = []
    for (let tries = 0; tries < 8; tries += 1) {
      waits.push((await failure(again.unlock(otherPassphrase))).message.replace(/\D/g, ''))
      clock.jump(60_000)
    }
    expect(waits).toEqual(['1', '2', '4', '8', '16', '32', '60', '60'])
    await again.unlock(passphrase)
    expect((await failure(again.unlock(passphrase))).code).toBe('conflict')
  })

  test('is changed, rotated and left for the keychain without losing a secret', async () => {
    const { vault, keychain, db, start } = setUp()
    await vault.open()
    await vault.set('twilio.authToken', token)
    expect(await vault.choosePassphrase(passphrase)).toEqual({ kind: 'open', protection: 'passphrase' })
    expect(keychain.entries.size).toBe(0)
    const wrapped = readVault(db)?.passphrase?.wrappedKey
    await vault.rotateKey()
    expect(readVault(db)?.passphrase?.wrappedKey.equals(wrapped!)).toBe(false)
    const rotated = start()
    await rotated.open()
    await rotated.unlock(passphrase)
    await rotated.choosePassphrase(otherPassphrase)
    const changed = start()
    await changed.open()
    expect((await failure(changed.unlock(passphrase))).code).toBe('forbidden')
    const typedElsewhere = start()
    await typedElsewhere.open()
    await typedElsewhere.unlock(` ${otherPassphrase.normalize('NFD')} `)
    await typedElsewhere.useKeychain()
    expect(readVault(db)?.passphrase).toBeNull()
    const last = start()
    await last.open()
    expect(last.read('twilio.authToken')).toBe(token)
  })

  test('does not spend hours on parameters that somebody else wrote', async () => {
    const { vault, db, start } = setUp()
    await vault.choosePassphrase(passphrase)
    const row = readVault(db)!
    writeVault(db, { ...row, passphrase: { ...row.passphrase!, cost: 2 ** 24 } }, 1)
    const again = start()
    await again.open()
    expect(await again.unlock(passphrase)).toMatchObject({ kind: 'unreadable' })
  })

  test('forgotten, it can still be forgotten', async () => {
    const { vault, db, start } = setUp()
    await vault.choosePassphrase(passphrase)
    await vault.set('twilio.authToken', token)
    const again = start()
    await again.open()
    await again.forgetEverything()
    expect([readSecrets(db).length, readVault(db)]).toEqual([0, null])
    expect(await again.open()).toEqual({ kind: 'open', protection: 'keychain' })
  })
})
