import { describe, expect, test } from 'vitest'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { KeychainError } from './keychain.ts'
import type { FromKeychain, ToKeychain } from './messages.ts'
import { osKeychain } from './os-keychain.ts'
import type { KeychainProcess } from './os-keychain.ts'

interface Started {
  readonly heard: ToKeychain[]
  killed: boolean
  say(message: FromKeychain): void
  exit(code: number | null): void
}

function setUp() {
  const clock = manualClock()
  const started: Started[] = []
  const start = (): KeychainProcess => {
    let onMessage = (_message: FromKeychain): void => {}
    let onExit = (_code: number | null): void => {}
    const one: Started = {
      heard: [],
      killed: false,
      say: (message) => onMessage(message),
      exit: (code) => onExit(code),
    }
    started.push(one)
    return {
      pid: started.length,
      send: (message) => one.heard.push(message),
      onMessage: (listener) => (onMessage = listener),
      onExit: (listener) => (onExit = listener),
      kill: () => (one.killed = true),
    }
  }
  return { clock, started, keychain: osKeychain({ start, clock }) }
}

const troubleOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof KeychainError ? error.trouble : String(error)),
  )

describe('the process of the keychain', () => {
  test('is started by the first call, serves the next ones, and is ended when nobody needs it', async () => {
    const { clock, started, keychain } = setUp()
    expect(started).toHaveLength(0)
    const first = keychain.get('one')
    const second = keychain.set('two', 'value')
    expect(started[0]?.heard).toMatchObject([
      { id: 1, ask: 'get', account: 'one', value: null, parentPid: process.pid },
      { id: 2, ask: 'set', account: 'two', value: 'value' },
    ])
    started[0]?.say({ id: 2, ok: true, value: null })
    started[0]?.say({ id: 1, ok: true, value: 'kept' })
    expect(await first).toBe('kept')
    await second
    await clock.advance(4000)
    const third = keychain.delete('one')
    started[0]?.say({ id: 3, ok: true, value: null })
    await third
    await clock.advance(4999)
    expect(started[0]?.killed).toBe(false)
    await clock.advance(1)
    expect(started[0]?.killed).toBe(true)
    const fourth = keychain.get('again')
    started[1]?.say({ id: 4, ok: true, value: null })
    expect(await fourth).toBeNull()
  })

  test('is not waited for when it has ended, and is started anew', async () => {
    const { started, keychain } = setUp()
    const lost = keychain.get('one')
    started[0]?.exit(null)
    expect(await troubleOf(lost)).toBe('refused')
    const next = keychain.get('one')
    // What is left of the old one changes nothing.
    started[0]?.exit(1)
    started[1]?.say({ id: 2, ok: true, value: null })
    expect(await next).toBeNull()
  })

  test('is ended after a failure, so that the next try begins afresh', async () => {
    const { started, keychain } = setUp()
    const refused = keychain.get('one')
    started[0]?.say({ id: 1, ok: false, message: 'Cannot create an item in a locked collection' })
    expect(await troubleOf(refused)).toBe('locked')
    expect(started[0]?.killed).toBe(true)
  })

  test('is ended by close, whatever it is doing', async () => {
    const { started, keychain } = setUp()
    const hanging = keychain.get('one')
    keychain.close()
    expect(started[0]?.killed).toBe(true)
    expect(await troubleOf(hanging)).toBe('refused')
    expect(await troubleOf(keychain.get('one'))).toBe('refused')
    expect(started).toHaveLength(1)
  })
})

test.each([
  ['The name org.freedesktop.secrets was not provided by any .service files', 'missing'],
  ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'missing'],
  ['The given address is empty', 'missing'],
  ['Failed to load keytar native addon, checked ["../build/Release"] on linux-x64', 'missing'],
  ['Cannot create an item in a locked collection', 'locked'],
  ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'locked'],
  ['User canceled the operation.', 'locked'],
  ['User interaction is not allowed.', 'locked'],
  ['Timeout was reached', 'silent'],
  ['Something nobody has seen', 'refused'],
])('“%s” is told as %s, in words', (said, trouble) => {
  const error = KeychainError.from(said)
  expect([error.trouble, error.details]).toEqual([trouble, said])
  expect(error.message).toMatch(/^This computer.*\.$/)
})
