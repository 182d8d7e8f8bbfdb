import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { memoryKeychain } from '../../../tests/support/memory-keychain.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import { readVault } from '../../../db/secrets.ts'
import type { Clock } from '../clock.ts'
import { silentLog } from '../log.ts'
import { createStore } from '../store.ts'
import type { Store } from '../store.ts'
import { KeychainError } from './keychain.ts'
import { secretNames } from './names.ts'
import { createVault } from './vault.ts'
import type { SecretChanges, Vault } from './types.ts'

/** What is known to be stored: the secrets by name, and the passphrase that protects them, if one does. */
interface Known {
  readonly secrets: Readonly<Record<string, string>>
  readonly passphrase: string | null
}

interface Step {
  readonly what: string
  run(vault: Vault): Promise<unknown>
  after(known: Known): Known
}

/** `crash`: the process dies there. `failure`: that one thing fails, and the app goes on. */
type Fault = { readonly kind: 'crash' | 'failure'; readonly moment: number } | null

const passphrases = ['Four words of camp', 'Quite another one']

function setMany(changes: SecretChanges): Step {
  return {
    what: `set ${JSON.stringify(changes)}`,
    run: (vault) => vault.setMany(changes),
    after({ secrets, passphrase }) {
      const merged = Object.entries({ ...secrets, ...changes }).filter(
        (entry): entry is [string, string] => entry[1] !== null,
      )
      return { secrets: Object.fromEntries(merged), passphrase }
    },
  }
}

function choosePassphrase(passphrase: string): Step {
  return {
    what: `choose ${passphrase}`,
    run: (vault) => vault.choosePassphrase(passphrase),
    after: ({ secrets }) => ({ secrets, passphrase }),
  }
}

const rotate: Step = { what: 'rotate', run: (vault) => vault.rotateKey(), after: (known) => known }
const useKeychain: Step = {
  what: 'use keychain',
  run: (vault) => vault.useKeychain(),
  after: ({ secrets }) => ({ secrets, passphrase: null }),
}
const forget: Step = {
  what: 'forget',
  run: (vault) => vault.forgetEverything(),
  after: () => ({ secrets: {}, passphrase: null }),
}

/** A store and a keychain that outlive the app, and the app on them. */
function world() {
  const clock = manualClock()
  const db = testStore()
  // Not what is tested here, and thousands of commits.
  db.pragma('synchronous = OFF')
  const healthy = createStore(db, clock, () => {})
  const keychain = memoryKeychain()
  let moments = 0
  let fault: Fault = null
  let dead = false

  function moment(error: () => Error): void {
    moments += 1
    if (fault?.moment === moments) dead = true
    if (!dead) return
    if (fault?.kind === 'failure') dead = false
    throw error()
  }

  const faulty: Store = {
    ...healthy,
    write(work) {
      moment(() => new Error('The disk failed.'))
      const value = healthy.write(work)
      moment(() => new Error('The disk failed after all.'))
      return value
    },
  }
  keychain.at = () => moment(() => new KeychainError('refused', 'it failed'))
  // Deadlines are another test's; a clock that stands still would keep each from being tidied.
  const still: Clock = { ...clock, now: clock.now, after: () => ({ cancel() {} }) }

  function start(): Vault {
    fault = null
    dead = false
    const vault = createVault({ store: faulty, keychain, clock: still, log: silentLog, scryptCost: 2 })
    onTestFinished(vault.close)
    return vault
  }

  /** Starts the app again, all being well, and opens the vault by whichever of the passphrases it is. */
  async function restart(): Promise<{ readonly vault: Vault; readonly known: Known }> {
    const vault = start()
    let passphrase: string | null = null
    if ((await vault.open()).kind === 'locked') {
      for (const candidate of passphrases) {
        clock.jump(100_000)
        const opened = await vault.unlock(candidate).then(
          () => true,
          () => false,
        )
        if (opened) passphrase = candidate
      }
    }
    expect(vault.state).toEqual({ kind: 'open', protection: passphrase === null ? 'keychain' : 'passphrase' })
    return { vault, known: { secrets: readAll(vault), passphrase } }
  }

  return {
    keychain,
    restart,
    /** @returns whether the step got to its end, and how many moments there were to fail at */
    async tryStep(
      vault: Vault,
      step: Step,
      planned: Fault,
    ): Promise<{ readonly done: boolean; readonly moments: number }> {
      moments = 0
      fault = planned
      const done = await step.run(vault).then(
        () => true,
        () => false,
      )
      return { done, moments }
    },
    /** Entries the keychain holds besides the one that is needed, once the vault has had its turn to tidy. */
    async needless(vault: Vault): Promise<readonly string[]> {
      await vault.open()
      const row = readVault(db)
      return [...keychain.entries.keys()].filter((account) => row?.passphrase || account !== `${row?.id}/${row?.keyId}`)
    },
  }
}

function readAll(vault: Vault): Readonly<Record<string, string>> {
  return Object.fromEntries(
    secretNames.flatMap((name) => {
      const value = vault.read(name)
      return value === null ? [] : [[name, value]]
    }),
  )
}

function sameSecrets(one: Known['secrets'], other: Known['secrets']): boolean {
  return secretNames.every((name) => one[name] === other[name])
}

const step: fc.Arbitrary<Step> = fc.oneof(
  fc
    .dictionary(
      fc.constantFrom(...secretNames),
      fc.option(fc.string({ minLength: 1, maxLength: 40, unit: 'binary' })),
      { minKeys: 1 },
    )
    .map((changes) => setMany({ ...changes })),
  fc.constantFrom(rotate, rotate, useKeychain, forget),
  fc.constantFrom(...passphrases).map(choosePassphrase),
)
const fault: fc.Arbitrary<Fault> = fc.option(
  fc.record({ kind: fc.constantFrom('crash', 'failure'), moment: fc.integer({ min: 1, max: 16 }) }),
)

test('whatever fails or crashes at whatever moment, the secrets are the old ones or the new ones, and no key is left behind', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, fault), { minLength: 1, maxLength: 12 }), async (steps) => {
      const { restart, tryStep, needless } = world()
      let { vault, known } = await restart()
      for (const [next, planned] of steps) {
        const expected = next.after(known)
        const { done } = await tryStep(vault, next, planned)
        if (planned?.kind === 'failure' && vault.state.kind === 'open') {
          // The app goes on: what it reads is what a restart would read.
          const now = readAll(vault)
          expect([known, expected].some((one) => sameSecrets(one.secrets, now))).toBe(true)
        }
        ;({ vault, known } = await checkRestart(known, expected, done && planned === null))
        expect(await needless(vault)).toEqual([])
      }

      async function checkRestart(before: Known, after: Known, isCertain: boolean) {
        const again = await restart()
        const possible = isCertain ? [after] : [before, after]
        expect(possible).toContainEqual(again.known)
        return again
      }
    }),
    { numRuns: 60 },
  )
})

test.each([
  ['setting', setMany({ 'twilio.authToken': 'new', 'twilio.apiKey': null }), null],
  ['rotating by keychain', rotate, null],
  ['rotating by passphrase', rotate, passphrases[0]],
  ['from keychain to passphrase', choosePassphrase(passphrases[1] ?? ''), null],
  ['from passphrase to passphrase', choosePassphrase(passphrases[1] ?? ''), passphrases[0]],
  ['from passphrase to keychain', useKeychain, passphrases[0]],
  ['forgetting by keychain', forget, null],
  ['forgetting by passphrase', forget, passphrases[0]],
] as const)('%s: cut off at each of its moments', async (_what, tried, passphrase) => {
  const first = world()
  let { vault } = await first.restart()
  const old = { 'twilio.authToken': 'old', 'twilio.apiKey': 'key' }
  const seen = new Set<string>()
  let total = 0
  for (const kind of ['none', 'crash', 'failure'] as const) {
    for (let moment = 1; moment <= Math.max(1, total); moment += 1) {
      await vault.forgetEverything()
      await vault.open()
      await vault.setMany(old)
      if (passphrase !== null) await vault.choosePassphrase(passphrase ?? '')
      const before = { secrets: old, passphrase: passphrase ?? null }
      const after = tried.after(before)
      const { moments } = await first.tryStep(vault, tried, kind === 'none' ? null : { kind, moment })
      if (kind === 'none') total = moments
      const again = await first.restart()
      vault = again.vault
      expect([before, after]).toContainEqual(again.known)
      expect(await first.needless(vault)).toEqual([])
      seen.add(
        sameSecrets(again.known.secrets, before.secrets) && again.known.passphrase === before.passphrase
          ? 'old'
          : 'new',
      )
    }
  }
  // Every way out was really met: a step that changes nothing one can see has only the old.
  expect(seen).toEqual(new Set(tried === rotate ? ['old'] : ['new', 'old']))
  expect(total).toBeGreaterThan(1)
})
