import { between, pick, seededRandom } from '../../../electron/hub/random.ts'
import type { Random } from '../../../electron/hub/random.ts'
import { deathPoints } from '../rig/death.ts'
import { judge, untilEmpty } from '../rig/judge.ts'
import { judgeReceived, textFrom } from '../rig/parents.ts'
import type { ParentText } from '../rig/parents.ts'
import { createPerson, parentNumbers, planTexts } from '../rig/person.ts'
import { ProcessGone } from '../rig/process.ts'
import { createRig } from '../rig/rig.ts'
import type { Rig } from '../rig/rig.ts'
import type { CalledText } from '../rig/twilio-process.ts'
import type { Length, Scenario } from '../scenario.ts'
import type { Tally } from '../tally.ts'

const sizes: Readonly<Record<Length, { readonly texts: number; readonly kills: number }>> = {
  quick: { texts: 40, kills: 5 },
  usual: { texts: 300, kills: 30 },
  full: { texts: 1_000, kills: 170 },
}
const callSizes: typeof sizes = {
  quick: { texts: 12, kills: 3 },
  usual: { texts: 100, kills: 12 },
  full: { texts: 500, kills: 80 },
}
/** What goes out while it is killed. */
type What = 'text' | 'call'
const minute = 60_000
/** A point that is not come by within this time is given up, and the hub killed from without. */
const patience = 15_000
/** Where webhooks reach the hub, it looks for what none of them brought every five minutes. */
const nextLook = 6 * minute

/** How the next death comes: from without at any moment, from within at a point of its work, or with a text just taken. */
type Way = 'random' | 'point' | 'taken'

async function prepare(rig: Rig, way: Way, random: Random, what: What): Promise<void> {
  switch (way) {
    case 'random':
      return
    case 'point':
      return rig.arm({ point: pick(random, deathPoints), skip: between(random, 0, 4) })
    case 'taken':
      return rig.killWhenTaken(what)
  }
}

/** Kills the hub again and again, in the ways given, while a person types; then leaves it alone until all is settled. */
function killing(ways: readonly Way[], what: What = 'text') {
  return async ({ seed, length }: { readonly seed: number; readonly length: Length }): Promise<Tally> => {
    const { texts, kills } = what === 'text' ? sizes[length] : callSizes[length]
    const rig = await createRig({ seed, reserve: true })
    const random = seededRandom(seed ^ 0x5151)
    try {
      await rig.startHub()
      const numbers = parentNumbers(20)
      // A little slower than the sender's rate, so that deaths meet texts on their way and not a queue alone.
      const span = texts * 1_200
      const start = rig.conductor.now + 1_000
      const person = createPerson(rig, planTexts(texts, numbers, start, span, what === 'call'))
      const pause = () => Math.floor((1.4 * span * random.next()) / kills)
      let nextAt = start + pause()
      let way: Way | null = null
      let overdueAt = 0

      const received: ParentText[] = []
      const expected = Math.ceil(texts / 5)
      let parentAt = start

      const step = async (): Promise<void> => {
        if (rig.conductor.now >= parentAt && received.length < expected) {
          // Longer than a webhook takes, so that the order is plain.
          parentAt = rig.conductor.now + between(random, 1_000, 9_000)
          received.push(await textFrom(rig, pick(random, numbers), `Parent's text ${received.length + 1}`))
        }
        if (await rig.revive()) {
          way = null
          nextAt = rig.conductor.now + pause()
        }
        const now = rig.conductor.now
        if (rig.kills < kills && way === null && now >= nextAt) {
          way = pick(random, ways)
          overdueAt = now + patience
          await ignoreDeath(prepare(rig, way, random, what))
          // At any moment: also while calls, commits and answers are under way.
          if (way === 'random') setTimeout(() => rig.hub?.signal('SIGKILL'), random.next() * 6)
        }
        // The point was not come by: from without, then.
        if (way !== null && way !== 'random' && now > overdueAt) rig.hub?.signal('SIGKILL')
        await person.typeDue()
      }
      const isTyped = await rig.conductor.passUntil(
        async () => {
          await step()
          return person.hasTyped && received.length === expected && rig.kills >= kills
        },
        6 * span + 60 * minute,
      )
      await disarm(rig)
      const isEmpty = await untilEmpty(rig, 180 * minute, async () => {
        await rig.revive()
        await person.approve()
      })
      await rig.conductor.pass(nextLook)
      const accepted = async () =>
        what === 'text' ? rig.accepted() : ((await rig.twilio({ kind: 'accepted-calls' })) as readonly CalledText[])
      const judged = { ...rig, accepted, kills: rig.kills }
      const tally = await judge(judged, person.texts)
      const kept = await judgeReceived(rig, received)
      const problems = [...tally.problems, ...kept.problems]
      if (!isTyped) problems.push('not all texts could be typed, or the hub did not die often enough')
      if (!isEmpty) problems.push('the outbox did not come to rest')
      const orphans = await rig.end()
      if (orphans.length > 0) problems.push(`${orphans.length} processes outlived the hub`)
      return {
        ...tally,
        texts: tally.texts + received.length,
        lost: tally.lost + kept.lost,
        doubled: tally.doubled + kept.doubled,
        outOfOrder: tally.outOfOrder + kept.outOfOrder,
        problems,
      }
    } finally {
      await rig.end()
    }
  }
}

async function ignoreDeath(work: Promise<void>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof ProcessGone)) throw error
  }
}

/** Nothing kills it any more. */
async function disarm(rig: Rig): Promise<void> {
  await rig.twilio({ kind: 'clear-faults' })
  for (;;) {
    await rig.revive()
    try {
      await rig.askHub({ kind: 'arm', death: null })
      return
    } catch (error) {
      if (!(error instanceof ProcessGone)) throw error
      await rig.hub?.ended
    }
  }
}

export const killedAnywhere: Scenario = {
  name: 'killed',
  what: 'SIGKILL at random moments while texts go out',
  runs: { quick: 1, usual: 1, full: 3 },
  run: killing(['random']),
}

export const killedAtPoints: Scenario = {
  name: 'killed-between',
  what: 'SIGKILL between "carrier accepted" and "commit", and at other named points',
  runs: { quick: 1, usual: 1, full: 3 },
  run: killing(['point', 'point', 'taken']),
}

export const killedCalling: Scenario = {
  name: 'calls',
  what: 'SIGKILL at random moments, and right after the carrier took it, while spoken messages are called out',
  runs: { quick: 0, usual: 1, full: 2 },
  run: killing(['random', 'random', 'taken'], 'call'),
}
