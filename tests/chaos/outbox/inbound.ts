import { between, pick, seededRandom } from '../../../electron/hub/random.ts'
import { judgeReceived, postText, textFrom } from '../rig/parents.ts'
import type { ParentText } from '../rig/parents.ts'
import { parentNumbers } from '../rig/person.ts'
import { createRig } from '../rig/rig.ts'
import type { Rig } from '../rig/rig.ts'
import type { Length, Scenario } from '../scenario.ts'
import { nothing } from '../tally.ts'
import type { Tally } from '../tally.ts'

const sizes: Readonly<Record<Length, number>> = { quick: 60, usual: 250, full: 500 }
const minute = 60_000

/** What keeps webhooks from the hub. */
type Trouble = 'none' | 'tunnel down' | 'app closed' | 'killed' | 'no internet'
const troubles: readonly Trouble[] = ['none', 'none', 'tunnel down', 'app closed', 'killed', 'no internet']

async function begin(rig: Rig, trouble: Trouble): Promise<void> {
  switch (trouble) {
    case 'none':
      return
    case 'tunnel down':
      return rig.gate?.shut()
    case 'app closed':
      return rig.quit()
    case 'killed':
      return rig.kill()
    case 'no internet':
      await rig.twilio({ kind: 'network', state: 'refused' })
  }
}

async function end(rig: Rig, trouble: Trouble): Promise<void> {
  switch (trouble) {
    case 'none':
      return
    case 'tunnel down':
      return rig.gate?.open()
    case 'app closed':
      return rig.startHub()
    case 'killed':
      await rig.revive()
      return
    case 'no internet':
      await rig.twilio({ kind: 'network', state: 'up' })
  }
}

/** A webhook tells no time: what the hub first hears of by one stands last, so only its parent's last text may come so. */
const isLast = (texts: readonly ParentText[], text: ParentText): boolean =>
  texts.filter(({ from }) => from === text.from).at(-1) === text

const isHere = async (rig: Rig, { sid }: ParentText): Promise<boolean> =>
  (await rig.rows(`SELECT 1 FROM message WHERE sid = '${sid}'`)).length > 0

/** Parents text all along, whatever is down; each text arrives once, and a conversation's in the order it was written. */
async function run({ seed, length }: { readonly seed: number; readonly length: Length }): Promise<Tally> {
  const count = sizes[length]
  // A webhook takes up to 15 s, so that those of several parents overtake each other.
  const rig = await createRig({ seed, gated: true, reserve: true, timing: { inbound: [40, 15_000] } })
  try {
    await rig.startHub()
    const random = seededRandom(seed ^ 0x1b0d)
    const parents = parentNumbers(12)
    const texts: ParentText[] = []
    const lastAt = new Map<string, number>()
    const problems: string[] = []
    let trouble: Trouble = 'none'
    let turnAt = rig.conductor.now + minute
    while (texts.length < count) {
      await rig.conductor.pass(between(random, 100, 8_000))
      const { now } = rig.conductor
      if (now >= turnAt) {
        await end(rig, trouble)
        // After trouble a quiet time, or the next trouble at once.
        trouble = pick(random, troubles)
        await begin(rig, trouble)
        turnAt = now + between(random, 5_000, trouble === 'none' ? 4 * minute : 12 * minute)
      }
      const from = pick(random, parents)
      // The order of one parent's texts is plain only where a webhook had its time.
      if (now - (lastAt.get(from) ?? 0) > 20_000) {
        lastAt.set(from, now)
        texts.push(await textFrom(rig, from, `Parent's text ${texts.length + 1}`))
      }
      // Twilio posts one again, be it old; or the last one before its own webhook comes.
      const again = random.next() < 0.15 ? pick(random, texts) : random.next() < 0.1 ? texts.at(-1) : undefined
      const isRecent = again !== undefined && now - (lastAt.get(again.from) ?? 0) < minute
      if (isRecent && trouble === 'none' && (isLast(texts, again) || (await isHere(rig, again)))) {
        const status = await postText(rig, again)
        if (status !== 200) problems.push(`a webhook was answered with ${status}`)
      }
    }
    await end(rig, trouble)
    // The way in is a plain address here: nothing tells the hub that it was down, so what it missed comes by its regular look.
    await rig.conductor.pass(12 * minute)
    const received = await judgeReceived(rig, texts)
    for (const [event, times] of rig.errors()) problems.push(`the log has "${event}" ${times} times`)
    return { ...nothing, texts: count, kills: rig.kills, ...received, problems: [...received.problems, ...problems] }
  } finally {
    await rig.end()
  }
}

export const inbound: Scenario = {
  name: 'inbound',
  what: 'parents text while the tunnel or the internet is down, the app closed or killed; webhooks doubled and shuffled',
  runs: { quick: 1, usual: 1, full: 4 },
  run,
}
