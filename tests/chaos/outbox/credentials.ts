import { between, pick, seededRandom } from '../../../electron/hub/random.ts'
import type { Random } from '../../../electron/hub/random.ts'
import type { AppState } from '../../../electron/ipc/contract/views.ts'
import type { KeychainState } from '../rig/file-keychain.ts'
import { judge, untilEmpty } from '../rig/judge.ts'
import { createPerson, parentNumbers, planTexts } from '../rig/person.ts'
import type { Person } from '../rig/person.ts'
import { ProcessGone } from '../rig/process.ts'
import { createRig } from '../rig/rig.ts'
import type { Rig } from '../rig/rig.ts'
import type { Length, Scenario } from '../scenario.ts'
import type { Tally } from '../tally.ts'

const sizes: Readonly<Record<Length, number>> = { quick: 36, usual: 150, full: 300 }
const minute = 60_000

/** The rest of a run: everything is typed, and leaves. */
async function toTheEnd(rig: Rig, person: Person, problems: string[]): Promise<void> {
  const isTyped = await rig.conductor.passUntil(async () => {
    await person.typeDue()
    return person.hasTyped
  }, 120 * minute)
  if (!isTyped) problems.push('not all texts could be typed')
  if (!(await untilEmpty(rig, 240 * minute, person.approve))) problems.push('the outbox did not come to rest')
}

/** Somebody revokes the Auth Token in the middle of everything; some time later it works again. */
async function runRevoked({ seed, length }: { readonly seed: number; readonly length: Length }): Promise<Tally> {
  const count = sizes[length]
  const rig = await createRig({ seed, reserve: true })
  try {
    await rig.startHub()
    const random = seededRandom(seed ^ 0x20003)
    const start = rig.conductor.now + 1_000
    // As fast as a broadcast: most of them wait while it happens.
    const person = createPerson(rig, planTexts(count, parentNumbers(Math.ceil(count / 3)), start, count * 400))
    const problems: string[] = []
    await rig.conductor.passUntil(async () => {
      await person.typeDue()
      return rig.conductor.now >= start + count * 200
    }, 60 * minute)

    const forever = { times: Number.POSITIVE_INFINITY }
    await rig.twilio({ kind: 'on-request', fault: { kind: 'refuse', code: 20_003 }, options: forever })
    let banners = 0
    let isShown = false
    let lookedAt = 0
    let dieAt = rig.conductor.now + between(random, 3, 8) * minute
    const end = rig.conductor.now + between(random, 10, 14) * minute
    const before = (await rig.accepted()).length
    await rig.conductor.passUntil(async () => {
      await person.typeDue()
      if (rig.conductor.now >= dieAt) {
        dieAt = Number.POSITIVE_INFINITY
        await rig.kill()
        await rig.revive()
        // Whoever starts the app anew is told anew.
        if (isShown) banners -= 1
        isShown = false
      }
      if (rig.conductor.now - lookedAt > 2_000) {
        lookedAt = rig.conductor.now
        const { connection } = await rig.callSurely<AppState>('system.state', {})
        if (connection.paused !== null && !isShown) banners += 1
        isShown = connection.paused !== null
      }
      return rig.conductor.now >= end
    }, 60 * minute)
    if (banners !== 1) problems.push(`the banner was shown ${banners} times`)
    if (!isShown) problems.push('the outbox was not paused')
    if ((await rig.accepted()).length !== before) problems.push('a text left with revoked credentials')
    const tries = await rig.rows<{ readonly count: number }>(
      `SELECT count(*) AS count FROM attempt WHERE outcome = 'not-taken'`,
    )
    // One trial a minute, and what was under way when it began.
    if ((tries[0]?.count ?? 0) > 30) problems.push(`${tries[0]?.count} requests were made in vain`)
    await rig.twilio({ kind: 'clear-faults' })
    await toTheEnd(rig, person, problems)
    const tally = await judge(rig, person.texts)
    return { ...tally, problems: [...tally.problems, ...problems] }
  } finally {
    await rig.end()
  }
}

export const revoked: Scenario = {
  name: 'revoked',
  what: 'credentials revoked while a broadcast is on its way, and the app killed meanwhile',
  runs: { quick: 1, usual: 1, full: 4 },
  run: runRevoked,
}

/** Enters the account as a person does, into a vault that the keychain keeps the key of. */
async function enterAccount(rig: Rig): Promise<void> {
  const { accountSid, authToken, numbers } = rig.account
  const passing = { isOver: false }
  // Tests of an account ask Twilio, which answers by the clock.
  const time = (async () => {
    while (!passing.isOver) await rig.conductor.pass(100)
  })()
  await rig.call('account.saveAndTest', { accountSid, authToken })
  await rig.call('account.chooseSender', { sender: numbers[0]?.phoneNumber ?? '' })
  await rig.call('settings.update', { reachBy: 'own-address', publicUrl: rig.publicUrl })
  passing.isOver = true
  await time
  await rig.call('practice.end', {})
}

async function dieAndComeBack(rig: Rig, random: Random): Promise<void> {
  if (random.next() < 0.5) await rig.kill()
  else await rig.quit()
  if (rig.hub) await rig.revive()
  else await rig.startHub()
}

/** The keychain is locked, silent or gone while the app runs and while it starts; later it is there again. */
async function runKeychain({ seed, length }: { readonly seed: number; readonly length: Length }): Promise<Tally> {
  const count = sizes[length]
  const rig = await createRig({ seed, reserve: true, keychain: 'fine', accountFromEnvironment: false })
  try {
    await rig.startHub()
    await enterAccount(rig)
    const random = seededRandom(seed ^ 0x4e7)
    const start = rig.conductor.now + 1_000
    const person = createPerson(rig, planTexts(count, parentNumbers(12), start, count * 1_500))
    const problems: string[] = []
    for (let round = 0; round < 3; round++) {
      const typeFor = async (span: number) => {
        const until = rig.conductor.now + span
        await rig.conductor.passUntil(async () => {
          await person.typeDue()
          return rig.conductor.now >= until
        }, span + minute)
      }
      await typeFor(between(random, 5_000, 20_000))
      rig.setKeychain(pick<KeychainState>(random, ['locked', 'gone', 'silent']))
      // The credentials are in memory: nothing stops.
      const before = (await rig.accepted()).length
      await typeFor(between(random, 8_000, 20_000))
      if (!person.hasTyped && (await rig.accepted()).length === before)
        problems.push('texts stopped while the app ran, only because its keychain was away')
      await dieAndComeBack(rig, random)
      await typeFor(between(random, 5_000, 60_000))
      rig.setKeychain('fine')
      // As a person presses "Try again".
      await untilOpen(rig)
    }
    await toTheEnd(rig, person, problems)
    const tally = await judge(rig, person.texts)
    return { ...tally, problems: [...tally.problems, ...problems] }
  } finally {
    await rig.end()
  }
}

/** The vault asks the keychain again, at a person's word. */
async function untilOpen(rig: Rig): Promise<void> {
  const isOpen = await rig.conductor.passUntil(async () => {
    try {
      const { mode } = await rig.call<AppState>('system.state', {})
      if (mode === 'live') return true
      await rig.call('vault.useKeychain', {})
    } catch (error) {
      if (error instanceof ProcessGone) throw error
    }
    await rig.conductor.pass(500)
    return false
  }, 5 * minute)
  if (!isOpen) throw new Error('the keychain was there again, and the account was not')
}

export const keychainAway: Scenario = {
  name: 'keychain',
  what: 'keychain locked, silent or gone while texts go out and at the next start',
  runs: { quick: 0, usual: 1, full: 4 },
  run: runKeychain,
}
