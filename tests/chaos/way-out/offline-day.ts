import type { MessageState } from '../../../db/words.ts'
import { seededRandom } from '../../../electron/hub/random.ts'
import { judge, untilEmpty } from '../rig/judge.ts'
import { createPerson, parentNumbers, planTexts } from '../rig/person.ts'
import { createRig } from '../rig/rig.ts'
import type { Length, Run, Scenario } from '../scenario.ts'
import type { Tally } from '../tally.ts'
import { openThinLink } from './thin-link.ts'
import type { ThinLink } from './thin-link.ts'

const sizes: Readonly<Record<Length, number>> = { quick: 30, usual: 100, full: 300 }
const hour = 3_600_000

async function run({ seed, length }: Run): Promise<Tally> {
  let made: ThinLink | null = null
  const rig = await createRig({
    seed,
    async api(origin) {
      made = await openThinLink({ target: origin, random: seededRandom(seed ^ 0x7411), rate: 2_000, resets: 30 })
      return made.origin
    },
  })
  const link = made as ThinLink | null
  if (!link) throw new Error('There is no link.')
  try {
    rig.conductor.join(link)
    await rig.startHub()
    const problems: string[] = []
    const count = sizes[length]
    const numbers = parentNumbers(Math.ceil(count / 5))
    const start = rig.conductor.now
    await link.set(false)
    // The morning's texts are of use for four hours as usual; those of the afternoon for a day.
    const morning = planTexts(Math.floor(count / 3), numbers, start, 3 * hour)
    const afternoon = planTexts(count - morning.length, numbers, start + 4 * hour, 4 * hour).map((text) => ({
      ...text,
      body: `${text.body}, later`,
      noUseAfter: text.at + 24 * hour,
    }))
    const person = createPerson(rig, [...morning, ...afternoon])
    await rig.conductor.passUntil(async () => {
      await person.typeDue()
      return rig.conductor.now >= start + 8 * hour
    }, 10 * hour)
    const taken = (await rig.accepted()).length
    if (taken > 0) problems.push(`${taken} texts left while nobody could be reached`)

    await link.set(true)
    if (!(await untilEmpty(rig, 20 * hour, person.approve))) problems.push('the outbox did not come to rest')
    const expired = person.texts.filter((text) => text.noUseAfter === undefined)
    const kept = new Map(expired.map(({ id }): [string, MessageState] => [id, 'expired']))
    const tally = await judge(rig, person.texts, { kept })
    return { ...tally, problems: [...problems, ...tally.problems] }
  } finally {
    await rig.end()
    await link.stop()
  }
}

/** A whole day without internet, and a link that is hardly one after it. */
export const offlineDay: Scenario = {
  name: 'offline-day',
  what: 'offline for 8 h with texts typed, then a link of 2 KB/s that breaks 30 % of connections',
  runs: { quick: 0, usual: 1, full: 3 },
  run,
}
