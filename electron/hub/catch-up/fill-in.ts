import { findAttemptBySid, insertAttempt } from '../../../db/attempts.ts'
import { absentAttemptsTo, restoredTextsTo, unclaimedBodiesTo } from '../../../db/catch-up.ts'
import { ensureConversation } from '../../../db/conversations.ts'
import { hasMessageWithSid, insertMessage } from '../../../db/messages.ts'
import { enqueue } from '../../../db/outbox.ts'
import { sameBody } from '../carrier/body-match.ts'
import { isFinal } from '../carrier/status.ts'
import type { CarrierMessage } from '../carrier/types.ts'
import { newId } from '../ids.ts'
import { mostMedia } from '../inbound/parameters.ts'
import { receiveText } from '../inbound/receive.ts'
import type { InboundMedia, InboundText } from '../inbound/types.ts'
import { notifiedWords } from '../media/words.ts'
import { hear } from '../outbox/carrier-word.ts'
import type { ArrivalKind } from '../line.ts'
import { toAddress } from '../people/number.ts'
import type { Write } from '../store.ts'

/** An inbound text younger than this was not missed, only heard of by asking: it counts as live. Milliseconds. */
const stillLive = 60_000
/** A text may be in the carrier's list under a time this much earlier than it was written or tried, by clocks that differ; ms. */
const clockSlack = 60_000
/** How long after it is stored the carrier is asked about a text that was sent elsewhere. */
const firstAsk = 2_000

/** What one message of the carrier's list added to the store. */
export type FilledIn =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'text-in'
      /** A text, or a call whose `body` says which. */
      readonly what: ArrivalKind
      readonly conversationId: number
      readonly body: string
      readonly whileAway: boolean
    }
  /** Sent elsewhere; `at` null where Twilio answered by itself. */
  | { readonly kind: 'text-out'; readonly at: number | null }
  | { readonly kind: 'status' }

/**
 * Adds what the carrier's list knows and the store does not: an inbound text that no webhook brought, a status, a text that
 * was sent from another laptop or the carrier's console.
 * @param ahead milliseconds that this laptop's clock is ahead of the carrier's, by which messages are dated
 */
export function fillIn(write: Write, message: CarrierMessage, ahead: number): FilledIn {
  return message.direction === 'inbound' ? fillInbound(write, message, ahead) : fillOutbound(write, message, ahead)
}

function fillInbound(write: Write, message: CarrierMessage, ahead: number): FilledIn {
  const at = (message.dateSent ?? message.dateCreated) + ahead
  const whileAway = write.now - at > stillLive
  const { sid, from, to, body } = message
  const text: InboundText = { sid, from: from ?? '', to, body, media: mediaOf(message), extra: {} }
  const received = receiveText(write, text, { sortAt: at, whileAway })
  return received
    ? { kind: 'text-in', what: 'text', conversationId: received.conversationId, body: notifiedWords(text), whileAway }
    : { kind: 'nothing' }
}

/** The list tells how many there are; where they are is asked once they are fetched. */
function mediaOf(message: CarrierMessage): readonly InboundMedia[] {
  return Array.from({ length: Math.min(mostMedia, message.mediaCount) }, () => ({ url: null, contentType: '' }))
}

function fillOutbound(write: Write, message: CarrierMessage, ahead: number): FilledIn {
  const { db, now } = write
  const { sid, status, errorCode, errorMessage } = message
  const attempt = findAttemptBySid(db, sid)
  if (attempt) {
    if (attempt.carrier_status === status) return { kind: 'nothing' }
    // The sid is known, so this is the carrier's word on it like a callback's, not a guess.
    hear(write, attempt.id, { sid, status, errorCode, errorText: errorMessage }, 'callback')
    return { kind: 'status' }
  }
  if (hasMessageWithSid(db, sid)) return { kind: 'nothing' }
  const { kind, address } = toAddress(message.to)
  // One of ours may be waiting to find itself in this list; it is not to be mistaken for another laptop's.
  if (unclaimedBodiesTo(db, address).some((body) => sameBody(body, message.body))) return { kind: 'nothing' }
  if (settleRestored(write, message, address, ahead) || settleAbsent(write, message, address, ahead)) {
    return { kind: 'status' }
  }
  const at = (message.dateSent ?? message.dateCreated) + ahead
  storeElsewhere(write, message, ensureConversation(db, kind, address, message.from, now), at)
  return { kind: 'text-out', at: message.isReply ? null : at }
}

/**
 * After the store was put back from a copy, a text that it calls open may have gone out since. The first such text to the same
 * number with the same words, written before, is that one: it must not wait for a look that would send it twice.
 */
function settleRestored(write: Write, message: CarrierMessage, address: string, ahead: number): boolean {
  const { db, now } = write
  // By this laptop's clock, which wrote down when it was written.
  const taken = message.dateCreated + Math.max(0, ahead) + clockSlack
  const text = restoredTextsTo(db, address).find(
    ({ body, created_at }) => sameBody(body, message.body) && created_at <= taken,
  )
  if (!text) return false
  const attemptId = newId(now)
  insertAttempt(db, attemptId, text.message_seq, message.dateCreated)
  const { sid, status, errorCode, errorMessage } = message
  hear(write, attemptId, { sid, status, errorCode, errorText: errorMessage }, 'list')
  return true
}

/**
 * Somebody said too early that the carrier had not taken an attempt, and here it is: the text is not to go out again, or is said
 * to have arrived twice where it did.
 */
function settleAbsent(write: Write, message: CarrierMessage, address: string, ahead: number): boolean {
  const taken = message.dateCreated + Math.max(0, ahead) + clockSlack
  const attempt = absentAttemptsTo(write.db, address).find(
    ({ body, started_at }) => sameBody(body, message.body) && started_at <= taken,
  )
  if (!attempt) return false
  const { sid, status, errorCode, errorMessage } = message
  hear(write, attempt.id, { sid, status, errorCode, errorText: errorMessage }, 'list')
  return true
}

/** Keeps a text that this laptop did not send, with an attempt of its own, so that its status is followed like any other. */
function storeElsewhere(write: Write, message: CarrierMessage, conversationId: number, at: number): void {
  const { db, now } = write
  const seq = insertMessage(db, {
    id: newId(now),
    conversationId,
    direction: 'out',
    body: message.body,
    state: 'sending',
    origin: 'elsewhere',
    author: null,
    ourNumber: message.from,
    segments: Math.max(1, message.segments),
    createdAt: at,
    sortAt: at,
    sendAt: null,
    noUseAfter: null,
    sid: null,
    replacesId: null,
    arrivedWhileAway: false,
    extra: null,
  })
  const attemptId = newId(now)
  insertAttempt(db, attemptId, seq, at)
  if (!isFinal(message.status)) {
    enqueue(db, {
      message_seq: seq,
      conversation_id: conversationId,
      phase: 'open',
      priority: 1,
      due_at: now + firstAsk,
      deadline: Number.MAX_SAFE_INTEGER,
    })
    write.wakeOutbox()
  }
  const { sid, status, errorCode, errorMessage } = message
  hear(write, attemptId, { sid, status, errorCode, errorText: errorMessage }, 'answer')
  write.message(seq)
}
