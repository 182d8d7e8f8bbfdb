import { between, pick, seededRandom } from '../../../electron/hub/random.ts'
import { judge, untilEmpty } from '../rig/judge.ts'
import { createPerson, parentNumbers, planTexts } from '../rig/person.ts'
import { createRig } from '../rig/rig.ts'
import type { Length, Run, Scenario } from '../scenario.ts'
import type { Tally } from '../tally.ts'

const sizes: Readonly<Record<Length, number>> = { quick: 16, usual: 60, full: 150 }
const minute = 60_000
const day = 24 * 60 * minute
/** How far a clock is set: by the network's time after a dead battery, by hand, across a time zone that was taken for a time. */
const jumps = [2 * day, -2 * day, 60 * minute, -60 * minute, 5 * minute, -5 * minute] as const

async function run({ seed, length }: Run): Promise<Tally> {
  const rig = await createRig({ seed })
  try {
    await rig.startHub()
    const random = seededRandom(seed ^ 0xc10c)
    const problems: string[] = []
    const count = sizes[length]
    const start = rig.conductor.now
    const plan = planTexts(count, parentNumbers(Math.ceil(count / 4)), start, count * 20_000)
    // By their own clocks, texts and jumps would argue about what is still of use: these are for longer than any jump.
    const person = createPerson(
      rig,
      plan.map((text) => ({ ...text, noUseAfter: text.at + 10 * day })),
    )
    let ahead = 0
    let nextJump = start + minute
    let nextSleep = start + 3 * minute
    let nextTurn = start + 30_000
    let isUp = true
    await rig.conductor.passUntil(
      async () => {
        await person.typeDue()
        if (rig.conductor.now >= nextJump) {
          nextJump = rig.conductor.now + between(random, 1, 4) * minute
          // And back where it was, as a person or the network's time sets it right again.
          const span = ahead === 0 ? pick(random, jumps) : -ahead
          ahead += span
          await rig.askHub({ kind: 'jump', span })
        }
        if (rig.conductor.now >= nextTurn) {
          // So that texts wait while the clock jumps.
          nextTurn = rig.conductor.now + between(random, 1, 4) * minute
          isUp = !isUp
          await rig.twilio({ kind: 'network', state: isUp ? 'up' : 'refused' })
        }
        if (rig.conductor.now >= nextSleep) {
          nextSleep = rig.conductor.now + between(random, 4, 8) * minute
          await rig.askHub({ kind: 'hint', hint: 'suspend' })
          await rig.conductor.pass(between(random, 10, 40) * 1_000)
          await rig.askHub({ kind: 'hint', hint: 'resume' })
        }
        return person.hasTyped
      },
      6 * 60 * minute,
    )
    if (ahead !== 0) await rig.askHub({ kind: 'jump', span: -ahead })
    await rig.twilio({ kind: 'network', state: 'up' })
    if (!(await untilEmpty(rig, 12 * 60 * minute, person.approve))) problems.push('the outbox did not come to rest')
    const tally = await judge(rig, person.texts)
    // Every text has its place in the thread after the one that was written before it, whatever the clock said.
    const places = await rig.rows<{ readonly id: string }>(
      `SELECT m.id FROM message m WHERE m.direction = 'out' ORDER BY m.sort_at, m.seq`,
    )
    const written = person.texts.map(({ id }) => id)
    const byConversation = new Map(person.texts.map(({ id, to }) => [id, to]))
    for (const to of new Set(byConversation.values())) {
      const of = (ids: readonly string[]): string => ids.filter((id) => byConversation.get(id) === to).join(' ')
      if (of(places.map(({ id }) => id)) !== of(written))
        problems.push('a thread shows texts in another order than they were written in')
    }
    return { ...tally, problems: [...problems, ...tally.problems] }
  } finally {
    await rig.end()
  }
}

/** The clock jumps by days, hours and minutes, forth and back, and the laptop sleeps, while a person texts. */
export const clockJumps: Scenario = {
  name: 'jumps',
  what: 'clock jumps of ± 2 days, hours and minutes; sleep and resume',
  runs: { quick: 1, usual: 3, full: 20 },
  run,
}
