import type { MessageState } from '../../../db/words.ts'
import { nothing } from '../tally.ts'
import type { Tally } from '../tally.ts'
import type { TypedText } from './person.ts'
import type { CalledText } from './twilio-process.ts'
import type { Rig } from './rig.ts'

/** What the hub says of a text at the end. */
interface Told {
  readonly id: string
  readonly state: MessageState
  readonly sid: string | null
  /** Its place in the outbox, for whoever looks for the reason; null without one. */
  readonly place: string | null
}

const toldOfAll = `SELECT m.id, m.state, m.sid, iif(o.message_seq IS NULL, NULL, format('%s, held because %s, %d decisions, due %d, %d listings',
    o.phase, o.held_because, o.needs_decision, o.due_at, o.listings)) AS place
  FROM message m LEFT JOIN outbox o ON o.message_seq = m.seq WHERE m.direction = 'out'`

/** Ends of a text, by what the carrier has of it. */
const endsAs: Readonly<Record<string, MessageState>> = {
  delivered: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
  sent: 'sent',
}

export interface Judging {
  /** Texts that were not to go out, by id, with how they end instead. */
  readonly kept?: ReadonlyMap<string, MessageState>
}

/** What the judge looks at. */
export type Judged = Pick<Rig, 'rows' | 'uncertain' | 'errors' | 'kills'> & {
  readonly accepted: () => Promise<readonly CalledText[]>
  readonly conductor: Pick<Rig['conductor'], 'realAt'>
}

/** Holds what the person typed against what the carrier took and what the hub says of it. */
export async function judge(rig: Judged, texts: readonly TypedText[], { kept }: Judging = {}): Promise<Tally> {
  const accepted = await rig.accepted()
  const copies = new Map<string, CalledText[]>()
  for (const message of accepted) {
    const key = `${message.to} ${message.body}`
    copies.set(key, [...(copies.get(key) ?? []), message])
  }
  const copiesOf = (text: TypedText): readonly CalledText[] => copies.get(`${text.to} ${text.body}`) ?? []
  const told = new Map((await rig.rows<Told>(toldOfAll)).map((row) => [row.id, row]))
  const problems: string[] = []
  let [lost, doubled, stuck, settledRight, longestWait, longestRealWait] = [0, 0, 0, 0, 0, 0]

  for (const text of texts) {
    const had = copiesOf(text)
    const hub = told.get(text.id)
    const wanted = kept?.get(text.id)
    doubled += Math.max(0, had.length - (wanted === undefined ? 1 : 0))
    if (!hub) {
      lost += 1
      problems.push(`"${text.body}" is not in the store`)
      continue
    }
    const isOpen = !['delivered', 'failed', 'sent', 'canceled', 'expired'].includes(hub.state)
    if (isOpen) {
      stuck += 1
      problems.push(`"${text.body}" is still ${hub.state} (${hub.place})`)
      continue
    }
    const [first] = had
    if (wanted === undefined && !first) {
      lost += 1
      problems.push(`"${text.body}" is ${hub.state} and never reached the carrier`)
      continue
    }
    const end = wanted ?? endsAs[first?.status ?? '']
    if (hub.state !== end) problems.push(`"${text.body}" is ${hub.state} here and ${first?.status ?? 'unknown'} there`)
    else if (wanted === undefined && hub.sid !== first?.sid) problems.push(`"${text.body}" has another text's sid`)
    else if (rig.uncertain.has(text.id) && had.length <= 1) settledRight += 1
    if (first) {
      longestWait = Math.max(longestWait, first.createdAt - text.typedAt)
      const real = rig.conductor.realAt(first.createdAt) - rig.conductor.realAt(text.typedAt)
      longestRealWait = Math.max(longestRealWait, real)
    }
  }

  const overtaken = overtakenBy(texts, copiesOf)
  for (const { body } of overtaken) problems.push(`"${body}" reached the carrier after a later one of its conversation`)
  const ours = new Set(texts.map((text) => `${text.to} ${text.body}`))
  const strangers = accepted.filter((message) => !ours.has(`${message.to} ${message.body}`))
  if (strangers.length > 0) problems.push(`${strangers.length} texts at the carrier that nobody typed`)
  const health = await rig.rows<{ readonly integrity_check: string }>('PRAGMA integrity_check')
  if (health[0]?.integrity_check !== 'ok') problems.push('the store is damaged')
  for (const [event, count] of rig.errors()) problems.push(`the log has "${event}" ${count} times`)
  return {
    ...nothing,
    texts: texts.length,
    kills: rig.kills,
    lost,
    doubled,
    outOfOrder: overtaken.length,
    stuck,
    uncertain: texts.filter((text) => rig.uncertain.has(text.id)).length,
    settledRight,
    longestWait,
    longestRealWait,
    problems,
  }
}

/** Texts that the carrier took after a later one of the same conversation. */
function overtakenBy(
  texts: readonly TypedText[],
  copiesOf: (text: TypedText) => readonly CalledText[],
): readonly TypedText[] {
  const soonest = new Map<string, number>()
  const overtaken: TypedText[] = []
  for (const text of [...texts].reverse()) {
    const position = copiesOf(text)[0]?.position
    if (position === undefined) continue
    const after = soonest.get(text.to) ?? Number.POSITIVE_INFINITY
    if (position > after) overtaken.push(text)
    soonest.set(text.to, Math.min(after, position))
  }
  return overtaken
}

/** Lets time pass until nothing waits in the hub's outbox any more. @returns false where that did not come within `limit` ms */
export function untilEmpty(rig: Rig, limit: number, each: () => Promise<void> = async () => undefined) {
  let askedAt = Number.NEGATIVE_INFINITY
  return rig.conductor.passUntil(async () => {
    await each()
    if (rig.conductor.now - askedAt < 1_000) return false
    askedAt = rig.conductor.now
    return (await rig.rows('SELECT 1 FROM outbox LIMIT 1')).length === 0
  }, limit)
}
