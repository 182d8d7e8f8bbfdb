import type { ScheduleCheck } from '../../../electron/ipc/contract/schedule-views.ts'
import type { ConversationView } from '../../../electron/ipc/contract/views.ts'
import { newId } from '../../../electron/hub/ids.ts'
import { instantOf, localTimeAt } from '../../../electron/hub/local-time.ts'
import { between, pick, seededRandom } from '../../../electron/hub/random.ts'
import { judge, untilEmpty } from '../rig/judge.ts'
import { createPerson, parentNumbers } from '../rig/person.ts'
import type { TypedText } from '../rig/person.ts'
import { createRig } from '../rig/rig.ts'
import type { Length, Run, Scenario } from '../scenario.ts'
import type { Tally } from '../tally.ts'

const sizes: Readonly<Record<Length, number>> = { quick: 20, usual: 60, full: 150 }
const minute = 60_000
const day = 24 * 60 * minute
/** How often somebody looks at what is held, in ms. */
const lookEvery = 30_000
const jumps = [2 * day, -2 * day, 60 * minute, -60 * minute, 5 * minute] as const

/** Nights on which the clocks are put back, forward, and left alone: the day that begins, and its zone. */
const nights = [
  { day: '2026-11-01', zone: 'America/Chicago' },
  { day: '2027-03-14', zone: 'America/Chicago' },
  { day: '2026-10-25', zone: 'Europe/Berlin' },
  { day: '2026-07-14', zone: 'America/New_York' },
] as const

interface Planned extends TypedText {
  readonly day: string
  readonly minutes: number
}

async function run({ seed, length }: Run): Promise<Tally> {
  const random = seededRandom(seed ^ 0x5c4ed)
  const night = pick(random, nights)
  // Ten minutes past midnight.
  const rig = await createRig({ seed, start: instantOf(night.day, 10, night.zone) })
  try {
    await rig.startHub()
    await rig.callSurely('settings.update', { timeZone: night.zone })
    const problems: string[] = []
    const count = sizes[length]
    // One text to each number: they leave in the order of their times, which is not the one they are written in.
    const texts: Planned[] = []
    const start = rig.conductor.now
    for (const [index, to] of parentNumbers(count).entries()) {
      const minutes = between(random, 20, 4 * 60)
      const clock = { day: night.day, minutes }
      const check = await rig.call<ScheduleCheck>('schedule.check', clock)
      const isShown = localTimeAt(instantOf(night.day, minutes, night.zone), night.zone).minutes === minutes
      if (check.ok !== isShown) problems.push(`${minutes} minutes after midnight is ${check.ok ? 'taken' : 'refused'}`)
      if (!check.ok) continue
      const text: Planned = {
        ...clock,
        to,
        body: `Planned ${index + 1}`,
        at: start,
        id: newId(rig.conductor.now),
        typedAt: rig.conductor.now,
        isAcknowledged: true,
      }
      const { id: conversationId } = await rig.callSurely<ConversationView>('conversations.open', { address: to })
      const plan = { ...clock, useMinutes: 10_000, cancelOnReply: false }
      await rig.callSurely('schedule.create', { id: text.id, conversationId, body: text.body, replaces: null, ...plan })
      texts.push(text)
    }
    const person = createPerson(rig, [])
    // What a kill does to a request under way is the outbox's own scenario; with a wrong clock only a person could settle it.
    const isSending = async () =>
      (await rig.rows(`SELECT 1 FROM outbox WHERE phase IN ('sending', 'uncertain') LIMIT 1`)).length > 0
    /** What a person let go leaves when they say so. */
    const letGo = new Set<string>()
    let lookedAt = start
    const look = async (): Promise<void> => {
      if (rig.conductor.now - lookedAt < lookEvery) return
      lookedAt = rig.conductor.now
      const held = await rig.rows<Body>(
        `SELECT m.body FROM outbox o JOIN message m ON m.seq = o.message_seq WHERE o.phase = 'held'`,
      )
      if (held.length === 0) return
      for (const { body } of held) letGo.add(body)
      await person.approve()
    }
    let ahead = 0
    let rightSince = start
    let nextJump = start + 5 * minute
    let nextTurn = start + 7 * minute
    let nextZone = start + 30 * minute
    let isAway = false
    let isUp = true
    let nextKill = start + between(random, 20, 90) * minute
    await rig.conductor.passUntil(
      async () => {
        await rig.revive()
        const { now } = rig.conductor
        // Only by the right clock does a person look at what waits, and not in the minute in which the hub notices.
        if (ahead === 0 && now >= rightSince + 90_000) await look()
        if (now >= nextJump) {
          nextJump = now + between(random, 3, 12) * minute
          const span = ahead === 0 ? pick(random, jumps) : -ahead
          ahead += span
          if (ahead === 0) rightSince = now
          await rig.askHub({ kind: 'jump', span })
        }
        if (now >= nextTurn && !(await isSending())) {
          nextTurn = now + between(random, 2, 9) * minute
          isUp = !isUp
          await rig.twilio({ kind: 'network', state: isUp ? 'up' : 'refused' })
        }
        if (now >= nextZone) {
          // Somebody chooses the wrong zone, one in which it is earlier, and sets it right again.
          nextZone = now + between(random, 15, 40) * minute
          isAway = !isAway
          await rig.callSurely('settings.update', { timeZone: isAway ? 'Pacific/Honolulu' : night.zone })
        }
        if (now >= nextKill && ahead === 0 && !(await isSending())) {
          nextKill = Number.POSITIVE_INFINITY
          await rig.kill()
        }
        return now >= start + 5 * 60 * minute
      },
      6 * 60 * minute,
    )
    if (ahead !== 0) await rig.askHub({ kind: 'jump', span: -ahead })
    await rig.callSurely('settings.update', { timeZone: night.zone })
    await rig.twilio({ kind: 'network', state: 'up' })
    if (!(await untilEmpty(rig, 12 * 60 * minute, look))) problems.push('the outbox did not come to rest')
    const tally = await judge(rig, texts)
    for (const row of await rig.rows<Left>(leftAt)) {
      const shown = localTimeAt(row.send_at, row.zone)
      if (shown.day !== row.day || shown.minutes !== row.minutes) {
        problems.push(`"${row.body}" was to go at another time than was chosen`)
      }
      if (row.started_at < row.send_at && !letGo.has(row.body))
        problems.push(`"${row.body}" left ${Math.round((row.send_at - row.started_at) / 1000)} s before its time`)
    }
    return { ...tally, problems: [...problems, ...tally.problems] }
  } finally {
    await rig.end()
  }
}

interface Body {
  readonly body: string
}

interface Left extends Body {
  readonly day: string
  readonly minutes: number
  readonly zone: string
  readonly send_at: number
  /** By the hub's clock, whatever it said then. */
  readonly started_at: number
}

const leftAt = `SELECT m.body, s.day, s.minutes, s.zone, m.send_at, (SELECT min(started_at) FROM attempt a
    WHERE a.message_seq = m.seq) AS started_at FROM schedule s JOIN message m ON m.seq = s.message_seq`

/** Texts are planned for a night on which the clocks change, while the laptop's clock jumps and the zone is changed. */
export const plannedTexts: Scenario = {
  name: 'planned',
  what: 'planned texts over a DST night, clock jumps of ± 2 days, another time zone, a kill',
  runs: { quick: 0, usual: 3, full: 20 },
  run,
}
