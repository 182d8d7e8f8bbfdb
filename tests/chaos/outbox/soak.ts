import { between, pick, seededRandom } from '../../../electron/hub/random.ts'
import type { Usage } from '../rig/hub-process.ts'
import { judge, untilEmpty } from '../rig/judge.ts'
import { judgeReceived, textFrom } from '../rig/parents.ts'
import type { ParentText } from '../rig/parents.ts'
import { createPerson, parentNumbers } from '../rig/person.ts'
import type { PlannedText } from '../rig/person.ts'
import { createRig } from '../rig/rig.ts'
import type { Rig } from '../rig/rig.ts'
import type { RequestCounts } from '../rig/twilio-process.ts'
import type { Length, Scenario } from '../scenario.ts'
import type { Tally } from '../tally.ts'

const hour = 3_600_000
const sizes: Readonly<Record<Length, { readonly texts: number; readonly busy: number; readonly quiet: number }>> = {
  quick: { texts: 100, busy: hour, quiet: hour },
  usual: { texts: 800, busy: 3 * hour, quiet: 2 * hour },
  full: { texts: 5_000, busy: 15 * hour, quiet: 9 * hour },
}

/** A day at camp: a text now and then, and bursts to many families at once. */
function planDay(seed: number, count: number, start: number, span: number): readonly PlannedText[] {
  const random = seededRandom(seed ^ 0x24)
  const numbers = parentNumbers(400)
  const times: number[] = []
  while (times.length < count) {
    const at = start + Math.floor(random.next() * span)
    const burst = random.next() < 0.03 ? Math.min(count - times.length, between(random, 20, 80)) : 1
    for (let index = 0; index < burst; index++) times.push(at)
  }
  times.sort((one, other) => one - other)
  const first = between(random, 0, 399)
  return times.map((at, index) => ({
    at,
    to: numbers[(first + index) % numbers.length] ?? '',
    body: `Text ${index + 1} of ${count}: see you at the tent`,
  }))
}

/** What grew between the first and the last third of the samples, beyond what a busy hour explains. */
function growth(samples: readonly Usage[]): readonly string[] {
  const third = Math.max(1, Math.floor(samples.length / 3))
  const median = (part: readonly Usage[], what: keyof Usage): number => {
    const values = part.map((usage) => usage[what]).sort((one, other) => one - other)
    return values[Math.floor(values.length / 2)] ?? 0
  }
  const [before, after] = [samples.slice(0, third), samples.slice(-third)]
  const allowed: Readonly<Record<keyof Usage, number>> = { heap: 4e6, rss: 60e6, handles: 4, files: 4, timers: 6 }
  const found: string[] = []
  for (const what of ['heap', 'rss', 'handles', 'files', 'timers'] as const) {
    const [one, other] = [median(before, what), median(after, what)]
    if (other - one > allowed[what]) found.push(`${what} grew from ${one} to ${other}`)
  }
  return found
}

/** How often the hub asked on its own while nothing happened; by its intervals it has to be this often. */
function drift(before: RequestCounts, after: RequestCounts, span: number): readonly string[] {
  const grown = (key: string): number => (after[key] ?? 0) - (before[key] ?? 0)
  const problems: string[] = []
  // Catch-up looks every 5 minutes (±10 %) where webhooks reach the hub: one list in, one out. Others may list too.
  const looks = grown('GET /Messages.json') / 2
  const due = span / (5 * 60_000)
  if (looks < due * 0.85 || looks > due * 1.25) problems.push(`${looks} looks in a quiet time of ${due} intervals`)
  return problems
}

async function run({ seed, length }: { readonly seed: number; readonly length: Length }): Promise<Tally> {
  const { texts, busy, quiet } = sizes[length]
  const rig = await createRig({ seed, keychain: length === 'quick' ? 'gone' : 'fine' })
  try {
    await rig.startHub()
    const random = seededRandom(seed ^ 0xda7)
    const start = rig.conductor.now
    const person = createPerson(rig, planDay(seed, texts, start + 60_000, busy))
    const samples: Usage[] = []
    const received: ParentText[] = []
    let sampleAt = start + busy / 10
    let parentAt = start
    const sample = async (): Promise<void> => {
      if (rig.conductor.now < sampleAt) return
      sampleAt += hour / 4
      samples.push(await rig.askHub<Usage>({ kind: 'usage' }))
    }
    await rig.conductor.passUntil(async () => {
      await person.typeDue()
      await sample()
      // Parents answer about every third text.
      if (rig.conductor.now >= parentAt && person.texts.length > 0) {
        parentAt = rig.conductor.now + (random.next() * 2 * busy * 3) / texts
        const { to } = pick(random, person.texts)
        received.push(await textFrom(rig, to, `Parent's text ${received.length + 1}`))
      }
      return person.hasTyped
    }, busy + hour)
    const isEmpty = await untilEmpty(rig, 6 * hour, person.approve)
    const counts = () => rig.twilio({ kind: 'counts' }) as Promise<RequestCounts>
    const before = await counts()
    await passSampling(rig, quiet, sample)
    const problems = [...growth(samples), ...drift(before, await counts(), quiet)]
    const tally = await judge(rig, person.texts)
    const kept = await judgeReceived(rig, received)
    if (!isEmpty) problems.push('the outbox did not come to rest')
    return {
      ...tally,
      texts: tally.texts + received.length,
      lost: tally.lost + kept.lost,
      doubled: tally.doubled + kept.doubled,
      problems: [...tally.problems, ...kept.problems, ...problems],
    }
  } finally {
    await rig.end()
  }
}

async function passSampling(rig: Rig, span: number, sample: () => Promise<void>): Promise<void> {
  const end = rig.conductor.now + span
  await rig.conductor.passUntil(async () => {
    await sample()
    return rig.conductor.now >= end
  }, span + hour)
}

export const soak: Scenario = {
  name: 'soak',
  what: '24 hours at camp pace, 5,000 texts: heap, handles and timers flat, no drift',
  runs: { quick: 0, usual: 1, full: 1 },
  run,
}
