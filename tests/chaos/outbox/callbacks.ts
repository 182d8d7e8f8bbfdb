import type { CallbackFault } from '../../../electron/hub/practice/faults.ts'
import { pick, seededRandom } from '../../../electron/hub/random.ts'
import type { Random } from '../../../electron/hub/random.ts'
import { judge, untilEmpty } from '../rig/judge.ts'
import { createPerson, parentNumbers, planTexts } from '../rig/person.ts'
import { createRig } from '../rig/rig.ts'
import type { Length, Scenario } from '../scenario.ts'
import type { Tally } from '../tally.ts'

const sizes: Readonly<Record<Length, number>> = { quick: 30, usual: 150, full: 300 }
const minute = 60_000
const hour = 60 * minute
/** How late the latest callbacks come. */
const lateness: Readonly<Record<Length, number>> = { quick: hour, usual: 12 * hour, full: 48 * hour }

/** Numbers whose texts the carrier takes and cannot bring (the practice Twilio's README). */
const failing = ['+15005553003', '+15005553005', '+15005553007']

const faults = (random: Random, latest: number): CallbackFault =>
  pick<CallbackFault>(random, [
    { kind: 'drop' },
    { kind: 'double' },
    { kind: 'shuffle' },
    { kind: 'unknown-sid' },
    { kind: 'wrong-signature' },
    { kind: 'delay', ms: 20_000 },
    { kind: 'delay', ms: latest },
  ])

/** Most callbacks go wrong, in every way; at the end every text is what the carrier says it is. */
async function run({ seed, length }: { readonly seed: number; readonly length: Length }): Promise<Tally> {
  const count = sizes[length]
  const rig = await createRig({ seed })
  try {
    await rig.startHub()
    const random = seededRandom(seed ^ 0xca11)
    const start = rig.conductor.now + 1_000
    const numbers = [...parentNumbers(12), ...failing]
    const person = createPerson(rig, planTexts(count, numbers, start, count * 2_000))
    const statuses = ['queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed']
    for (let order = 0; order < count * 2; order++) {
      const status = pick(random, statuses)
      const to = pick(random, numbers)
      await rig.twilio({
        kind: 'on-callback',
        fault: faults(random, lateness[length]),
        options: { match: { status, to } },
      })
      if (random.next() < 0.1) {
        await rig.twilio({ kind: 'on-create', fault: { kind: 'callback-before-answer' }, options: { match: { to } } })
      }
    }
    await rig.conductor.passUntil(async () => {
      await person.typeDue()
      return person.hasTyped
    }, 60 * minute)
    const isEmpty = await untilEmpty(rig, 240 * minute, person.approve)
    // Those that are days late come to texts that have long had their end.
    await rig.conductor.pass(lateness[length] + hour)
    const tally = await judge(rig, person.texts)
    const problems = [...tally.problems]
    if (!isEmpty) problems.push('the outbox did not come to rest')
    return { ...tally, problems }
  } finally {
    await rig.end()
  }
}

export const callbacks: Scenario = {
  name: 'callbacks',
  what: 'callbacks lost, doubled, shuffled, before the answer, for unknown sids, wrongly signed, two days late',
  runs: { quick: 1, usual: 1, full: 3 },
  run,
}
