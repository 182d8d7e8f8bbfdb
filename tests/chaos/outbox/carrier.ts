import type { RequestFault } from '../../../electron/hub/practice/faults.ts'
import { pick, seededRandom } from '../../../electron/hub/random.ts'
import { judge, untilEmpty } from '../rig/judge.ts'
import { createPerson, parentNumbers, planTexts } from '../rig/person.ts'
import type { TypedText } from '../rig/person.ts'
import { createRig } from '../rig/rig.ts'
import type { Rig } from '../rig/rig.ts'
import type { Length, Scenario } from '../scenario.ts'
import type { Tally } from '../tally.ts'

/** What a text becomes whose first request meets the fault. */
type Class = 'wait' | 'fail' | 'uncertain' | 'accepted' | 'accepted or uncertain' | 'proved or uncertain'

/** Twilio facts behind each class: only 429 says "not processed, safe to repeat"; a 5xx or silence says nothing of the text. */
const faults: readonly (readonly [RequestFault, Class])[] = [
  [{ kind: 'too-many-requests' }, 'wait'],
  [{ kind: 'too-many-requests', retryAfter: 20 }, 'wait'],
  [{ kind: 'server-error' }, 'uncertain'],
  [{ kind: 'bad-gateway' }, 'uncertain'],
  [{ kind: 'unavailable', retryAfter: 5 }, 'uncertain'],
  [{ kind: 'refuse', code: 21_211 }, 'fail'],
  [{ kind: 'refuse', code: 21_614 }, 'fail'],
  [{ kind: 'reset' }, 'uncertain'],
  // Taken, and no answer in time: a callback proves it meanwhile, where one can come ("proved").
  // A connection that had died idle: met only where one was kept.
  [{ kind: 'reset-if-reused' }, 'accepted or uncertain'],
  [{ kind: 'hang' }, 'uncertain'],
  [{ kind: 'garbage' }, 'uncertain'],
  [{ kind: 'accept-then-reset' }, 'uncertain'],
  [{ kind: 'accept-then-hang' }, 'proved or uncertain'],
  [{ kind: 'accept-then-server-error' }, 'uncertain'],
  [{ kind: 'accept-then-bad-gateway' }, 'uncertain'],
  [{ kind: 'accept-then-garbage' }, 'uncertain'],
  [{ kind: 'accept-then-cut' }, 'uncertain'],
  [{ kind: 'answer-after', ms: 20_000 }, 'proved or uncertain'],
  [{ kind: 'answer-after', ms: 8_000 }, 'accepted'],
  [{ kind: 'slow-answer', bytes: 200, ms: 1_000 }, 'accepted'],
  [{ kind: 'slow-answer', bytes: 1, ms: 500 }, 'proved or uncertain'],
  [{ kind: 'callback-before-answer' }, 'accepted'],
]

const sizes: Readonly<Record<Length, number>> = { quick: 44, usual: 110, full: 220 }
const minute = 60_000

interface Met {
  readonly text: TypedText
  readonly fault: RequestFault
  readonly wanted: Class
}

interface Attempt {
  readonly id: string
  readonly outcome: string
}

/** What the hub made of the text's first request. A text that was never seen uncertain and was not put back was taken at once. */
function classOf({ id }: TypedText, rig: Rig, outcomes: ReadonlyMap<string, readonly string[]>): Class {
  if (rig.uncertain.has(id)) return 'uncertain'
  const first = outcomes.get(id)?.[0]
  if (first === 'not-taken') return 'wait'
  return first === 'refused' ? 'fail' : 'accepted'
}

async function run({ seed, length }: { readonly seed: number; readonly length: Length }): Promise<Tally> {
  const count = sizes[length]
  // Every other run without a way in: what is uncertain is settled by the carrier's list then.
  const reachable = seed % 2 === 0
  const rig = await createRig({ seed, reachable })
  try {
    await rig.startHub()
    const random = seededRandom(seed ^ 0xca44)
    const start = rig.conductor.now + 1_000
    const person = createPerson(rig, planTexts(count, parentNumbers(Math.ceil(count / 4)), start, count * 3_000))
    // Each fault as often as the others, in an order of the seed's.
    const order = Array.from({ length: count }, (_, index) => index % faults.length)
    const mixed = order.map((index) => ({ index, at: random.next() })).sort((one, other) => one.at - other.at)
    for (const [place, { index }] of mixed.entries()) {
      const [fault] = faults[index] ?? []
      const body = `Text ${place + 1} of `
      if (fault) await rig.twilio({ kind: 'on-create', fault, options: { match: { body } } })
    }
    await rig.conductor.passUntil(async () => {
      await person.typeDue()
      return person.hasTyped
    }, 240 * minute)
    const isEmpty = await untilEmpty(rig, 240 * minute, person.approve)

    const met: Met[] = person.texts.map((text, place) => {
      const [fault, wanted] = faults[mixed[place]?.index ?? 0] ?? pick(random, faults)
      return { text, fault, wanted }
    })
    const kept = new Map(met.filter(({ wanted }) => wanted === 'fail').map(({ text }) => [text.id, 'failed'] as const))
    const tally = await judge(rig, person.texts, { kept })
    const problems = [...tally.problems]
    if (!isEmpty) problems.push('the outbox did not come to rest')
    const attempts = await rig.rows<Attempt>(
      `SELECT m.id, a.outcome FROM attempt a JOIN message m ON m.seq = a.message_seq ORDER BY a.started_at, a.id`,
    )
    const outcomes = new Map<string, string[]>()
    for (const { id, outcome } of attempts) outcomes.set(id, [...(outcomes.get(id) ?? []), outcome])
    for (const { text, fault, wanted } of met) {
      const found = classOf(text, rig, outcomes)
      const right = wanted === 'proved or uncertain' ? (reachable ? 'accepted' : 'uncertain') : wanted
      if (!right.split(' or ').includes(found)) problems.push(`"${fault.kind}" was taken for: ${found}, not ${right}`)
    }
    return { ...tally, problems }
  } finally {
    await rig.end()
  }
}

export const carrierTroubles: Scenario = {
  name: 'carrier',
  what: 'carrier: 429, 500, 502 in HTML, 503, hang, reset after the request, answer after 20 s, byte by byte, garbage, dead keep-alive',
  runs: { quick: 1, usual: 2, full: 4 },
  run,
}

/** Everything is answered 429 for some minutes, as by another program on the same account. */
async function runStorm({ seed, length }: { readonly seed: number; readonly length: Length }): Promise<Tally> {
  const count = sizes[length]
  const rig = await createRig({ seed })
  try {
    await rig.startHub()
    const random = seededRandom(seed ^ 0x429)
    const start = rig.conductor.now + 1_000
    const person = createPerson(rig, planTexts(count, parentNumbers(Math.ceil(count / 4)), start, count * 1_500))
    let isStorm = false
    let turnAt = start
    const weather = async (): Promise<void> => {
      if (rig.conductor.now < turnAt) return
      turnAt = rig.conductor.now + Math.round((0.5 + random.next()) * minute)
      isStorm = !isStorm && !person.hasTyped
      await rig.twilio({ kind: 'clear-faults' })
      const fault: RequestFault =
        random.next() < 0.5 ? { kind: 'too-many-requests' } : { kind: 'too-many-requests', retryAfter: 7 }
      if (isStorm) await rig.twilio({ kind: 'on-request', fault, options: { times: Number.POSITIVE_INFINITY } })
    }
    await rig.conductor.passUntil(async () => {
      await weather()
      await person.typeDue()
      return person.hasTyped
    }, 240 * minute)
    const isEmpty = await untilEmpty(rig, 240 * minute, async () => {
      await weather()
      await person.approve()
    })
    const tally = await judge(rig, person.texts)
    const problems = [...tally.problems]
    if (!isEmpty) problems.push('the outbox did not come to rest')
    if (tally.uncertain > 0) problems.push('a 429 made a text uncertain')
    return { ...tally, problems }
  } finally {
    await rig.end()
  }
}

export const storm: Scenario = {
  name: 'storm',
  what: 'carrier: storms of 429 for minutes, with and without Retry-After',
  runs: { quick: 0, usual: 1, full: 4 },
  run: runStorm,
}
