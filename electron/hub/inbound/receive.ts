import { ensureConversation, setOurNumber } from '../../../db/conversations.ts'
import { hasMessageWithSid, inboundAfter, insertMessage } from '../../../db/messages.ts'
import type { StandsAfter } from '../../../db/messages.ts'
import { noteBroadcastAnswer } from '../broadcast/answers.ts'
import { countSegments } from '../carrier/segments.ts'
import { hearConsent } from '../consent/hear.ts'
import { newId } from '../ids.ts'
import { noteAnswer } from '../ladder/stop.ts'
import { noteMedia } from '../media/note.ts'
import { toAddress } from '../people/number.ts'
import { cancelOnReply } from '../schedule/on-reply.ts'
import { noteProposals } from '../proposal/note.ts'
import type { Write } from '../store.ts'
import { stopTrying } from '../voice/hear.ts'
import type { InboundText } from './types.ts'

/** How a text that was caught up on differs from one a webhook brought. */
export interface CaughtUp {
  /** The carrier's time of the text: its place in the thread where it came while away, or behind a later one (epoch ms). */
  readonly sortAt?: number
  readonly whileAway?: boolean
}

/** A stored inbound text. */
export interface Received {
  readonly conversationId: number
  readonly seq: number
}

/**
 * Stores an inbound text once, by its sid: makes the conversation where there is none, and leaves it unread.
 * Returns null for one that is here already.
 */
export function receiveText(write: Write, text: InboundText, caughtUp: CaughtUp = {}): Received | null {
  const { db, now } = write
  if (hasMessageWithSid(db, text.sid)) return null
  const { kind, address } = toAddress(text.from)
  const ourNumber = text.to === '' ? null : text.to
  const conversationId = ensureConversation(db, kind, address, ourNumber, now)
  const after = caughtUp.sortAt === undefined ? [] : inboundAfter(db, conversationId, caughtUp.sortAt)
  const later = after.filter((other) => other.is_later === 1).map((other) => other.body)
  if (ourNumber !== null && later.length === 0) setOurNumber(db, conversationId, ourNumber)
  const seq = insertMessage(db, {
    id: newId(now),
    conversationId,
    direction: 'in',
    body: text.body,
    state: 'received',
    origin: 'person',
    author: null,
    ourNumber,
    segments: countSegments(text.body).segments,
    createdAt: now,
    // A fresh one stands where it is seen, unless what its sender wrote after it came first.
    sortAt: caughtUp.whileAway || later.length > 0 ? placeOf(caughtUp.sortAt ?? now, after) : null,
    sendAt: null,
    noUseAfter: null,
    sid: text.sid,
    replacesId: null,
    arrivedWhileAway: caughtUp.whileAway === true,
    extra: JSON.stringify(caughtUp.sortAt === undefined ? text.extra : { ...text.extra, carrierAt: caughtUp.sortAt }),
  })
  noteMedia(write, seq, text.media)
  const { body, extra } = text
  const caughtUpAt = caughtUp.sortAt ?? null
  const at = caughtUpAt ?? now
  hearConsent(write, { conversationId, seq, address, ourNumber, body, extra, at, caughtUp: caughtUpAt !== null, later })
  cancelOnReply(write, { conversationId })
  stopTrying(write, conversationId)
  noteAnswer(write, { conversationId, body, optOutType: extra['OptOutType'] })
  noteBroadcastAnswer(write, { conversationId, seq, body })
  noteProposals(write, { conversationId, seq, body: text.body, whileAway: caughtUp.whileAway === true })
  write.message(seq)
  return { conversationId, seq }
}

/** Behind what the same person wrote before it, also where that was heard of only after its time; before what came later. */
function placeOf(at: number, after: readonly StandsAfter[]): number {
  const firstLater = Math.min(...after.filter((other) => other.is_later === 1).map((other) => other.sort_at))
  const earlier = after.filter((other) => other.is_later === 0 && other.sort_at < firstLater)
  return Math.max(at, ...earlier.map((other) => other.sort_at))
}
