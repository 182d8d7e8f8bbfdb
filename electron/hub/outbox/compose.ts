import { findConversation, findWayTo, saveDraft } from '../../../db/conversations.ts'
import {
  findMessage,
  hasMessage,
  insertMessage,
  setMessageState,
  setNoUseAfter,
  setReplaced,
  settleFailure,
} from '../../../db/messages.ts'
import type { MessageRow } from '../../../db/messages.ts'
import { attemptsOf, updateAttempt } from '../../../db/attempts.ts'
import { queueScheduled } from '../../../db/held.ts'
import { enqueue, findOutboxRow, hurryBulk, removeFromOutbox, updateOutbox } from '../../../db/outbox.ts'
import type { Db } from '../../../db/open.ts'
import { wantCancel } from '../../../db/schedules.ts'
import { recordRequest, wasRequested } from '../../../db/requests.ts'
import { insertCallAfter } from '../../../db/call-after.ts'
import type { CallUnless } from '../../../db/call-after.ts'
import { insertCall } from '../../../db/voice.ts'
import type { MessageOrigin, MessageState } from '../../ipc/contract/views.ts'
import { closedReason, closedToCalls } from '../conversation-closed.ts'
import { CallFailure, RepeatFailure } from '../failure.ts'
import type { Write } from '../store.ts'
import { assertLookedBack, assertLookedBackFor } from './look-back.ts'
import { findRepeat, leftUncertain } from './repeat.ts'
import { touchWaiting } from './standing.ts'

/** How long a person's text is of use when nothing else was said: 4 hours, in milliseconds. */
export const defaultUse = 4 * 3_600_000

export interface TextToQueue {
  /** Made by the caller (UUIDv7); a text with this id that is there already is left as it is. */
  readonly id: string
  readonly conversationId: number
  readonly body: string
  readonly author: string | null
  readonly origin: MessageOrigin
  /** The message this one was edited from. */
  readonly replaces: string | null
  /** Epoch milliseconds; null: four hours from now. */
  readonly noUseAfter: number | null
  /** When it is to leave (epoch milliseconds), where that is not now. */
  readonly sendAt?: number | null
  /** It is handed to the carrier now, which holds it until then. */
  readonly byCarrier?: boolean
  /**
   * Guards against saying the same twice: null, or the earlier text that staff were asked about and repeat nevertheless.
   * Absent: not guarded.
   */
  readonly repeats?: string | null
  /** Our number where the conversation does not remember one. */
  readonly ourNumber: string
  readonly segments: number
  /** It is spoken on a call; absent: a text. */
  readonly call?: {
    /** ISO 639-1. */
    readonly language: string
    /** Calls that are made at most while nobody answers. */
    readonly mostCalls: number
  }
  /** Where it has not done by then what was hoped for, its words are spoken on a call; the call's id is the caller's, too. */
  readonly thenCall?: { readonly unless: CallUnless; readonly minutes: number; readonly callId: string }
}

/** States in which a text has ended and may be tried or written anew. */
const ended: ReadonlySet<MessageState> = new Set(['failed', 'expired', 'canceled'])

/**
 * Puts a text into its conversation and into the outbox, in one transaction.
 * @throws {CallFailure} no such conversation; it cannot be texted; the edited message is still on its way.
 * @throws {RepeatFailure} it is guarded, is no edited one, and says what was said a short while ago.
 */
export function queueText(write: Write, text: TextToQueue): void {
  const { db, now } = write
  if (hasMessage(db, text.id)) return
  const conversation = findWayTo(db, text.conversationId)
  if (!conversation) throw new CallFailure('not-found', 'This conversation is not here any more.')
  const closed = text.call ? closedToCalls(conversation) : closedReason(conversation)
  if (closed) throw new CallFailure('conflict', closed)
  const deadline = text.noUseAfter ?? now + defaultUse
  if (deadline <= now)
    throw new CallFailure('invalid', 'The time after which this text is of no use has passed already.')
  const edited = text.replaces === null ? null : findMessage(db, text.replaces)
  if (edited === undefined)
    throw new CallFailure('not-found', 'The text this one was edited from is not here any more.')
  if (edited) {
    assertReplaceable(db, edited, text.conversationId)
    assertLookedBackFor(write, edited)
  } else if (text.repeats !== undefined) refuseRepeat(write, text.conversationId, text.body, text.repeats)
  const sendAt = text.sendAt !== undefined && text.sendAt !== null && text.sendAt > now ? text.sendAt : null
  const waitsHere = sendAt !== null && text.byCarrier !== true
  const seq = insertMessage(db, {
    id: text.id,
    conversationId: text.conversationId,
    direction: 'out',
    channel: text.call ? 'voice' : 'sms',
    body: text.body,
    state: waitsHere ? 'scheduled' : 'queued',
    origin: text.origin,
    author: text.author,
    ourNumber: conversation.our_number ?? text.ourNumber,
    segments: text.segments,
    createdAt: now,
    sortAt: null,
    sendAt,
    noUseAfter: deadline,
    sid: null,
    replacesId: edited?.id ?? null,
    arrivedWhileAway: false,
    extra: null,
  })
  if (text.call) insertCall(db, seq, { ...text.call, callSid: null })
  if (text.thenCall) insertCallAfter(db, seq, text.thenCall)
  const isBulk = text.origin === 'broadcast'
  enqueue(db, {
    message_seq: seq,
    conversation_id: text.conversationId,
    phase: waitsHere ? 'scheduled' : 'ready',
    priority: isBulk ? 1 : 0,
    due_at: waitsHere ? (sendAt ?? now) : now,
    deadline,
  })
  // In order within the conversation, and yet not behind a whole broadcast.
  if (!isBulk && !waitsHere) hurryBulk(db, text.conversationId)
  if (edited) {
    if (isHeld(db, edited.seq)) withdraw(write, edited)
    setReplaced(db, edited.seq, text.id)
    write.message(edited.seq)
  }
  if (text.origin === 'person') saveDraft(db, text.conversationId, '', now)
  write.message(seq)
  write.wakeOutbox()
}

function refuseRepeat({ db, now }: Write, conversationId: number, body: string, known: string | null): void {
  const earlier = findRepeat(db, conversationId, body, now)
  if (earlier && earlier.messageId !== known) throw new RepeatFailure(earlier)
}

function isHeld(db: Db, messageSeq: number): boolean {
  return findOutboxRow(db, messageSeq)?.phase === 'held'
}

/** An ended text may be written anew, and one that waits for a look may go in another one's favor. */
function assertReplaceable(db: Db, edited: MessageRow, conversationId: number): void {
  if (edited.conversation_id !== conversationId)
    throw new CallFailure('invalid', 'That text belongs to another conversation.')
  if (!ended.has(edited.state) && !isHeld(db, edited.seq)) {
    throw new CallFailure('conflict', 'The first text is on its way after all, so the edited one was not sent.')
  }
  if (edited.replaced_by_id) throw new CallFailure('conflict', 'An edited text was sent in place of this one.')
}

/** Runs a creating call once: a repeat with the same request id changes nothing. */
export function once(write: Write, requestId: string, name: string, work: () => void): void {
  if (wasRequested(write.db, requestId)) return
  work()
  recordRequest(write.db, requestId, name, write.now)
}

/** @throws {CallFailure} it is not here any more. */
export function messageOrRefuse(write: Write, messageId: string): MessageRow {
  const message = findMessage(write.db, messageId)
  if (!message) throw new CallFailure('not-found', 'This text is not here any more.')
  return message
}

/**
 * "Try again": puts an ended message back into the outbox, for a new attempt of the same message.
 * @throws {CallFailure} it is on its way, was replaced, or its conversation cannot be texted.
 */
export function retryMessage(write: Write, requestId: string, messageId: string): void {
  once(write, requestId, 'messages.retry', () => {
    const { db, now } = write
    const message = messageOrRefuse(write, messageId)
    if (message.direction !== 'out' || !ended.has(message.state)) {
      throw new CallFailure('conflict', 'This text is on its way already.')
    }
    if (message.replaced_by_id) throw new CallFailure('conflict', 'An edited text was sent in place of this one.')
    assertLookedBackFor(write, message)
    // A failure that the carrier reported before it answered, or one that it contradicts now.
    const row = findOutboxRow(db, message.seq)
    if (row && row.phase !== 'open') throw new CallFailure('conflict', 'This text is on its way already.')
    if (row) removeFromOutbox(db, message.seq)
    const conversation = findConversation(db, message.conversation_id)
    const closed = conversation && (message.channel === 'voice' ? closedToCalls : closedReason)(conversation)
    if (closed) throw new CallFailure('conflict', closed)
    setNoUseAfter(db, message.seq, now + defaultUse)
    setMessageState(db, message.seq, { state: 'queued', at: now })
    enqueue(db, {
      message_seq: message.seq,
      conversation_id: message.conversation_id,
      phase: 'ready',
      priority: message.origin === 'broadcast' ? 1 : 0,
      due_at: now,
      deadline: now + defaultUse,
    })
    write.message(message.seq)
    write.wakeOutbox()
  })
}

/** "Send now anyway": the text does not wait behind earlier ones that are held or uncertain. */
export function passEarlierTexts(write: Write, requestId: string, messageId: string): void {
  once(write, requestId, 'messages.sendNow', () => {
    const message = messageOrRefuse(write, messageId)
    const row = findOutboxRow(write.db, message.seq)
    if (!row || (row.phase !== 'ready' && row.phase !== 'held')) {
      throw new CallFailure('conflict', 'This text does not wait any more.')
    }
    if (row.held_because === 'restored') assertLookedBack(write)
    assertLookedBackFor(write, message)
    // A person has looked at it: it is not held again for the same outage.
    const { db, now } = write
    updateOutbox(db, message.seq, {
      passes: 1,
      phase: 'ready',
      due_at: now,
      looked: 1,
      waits_since: null,
      held_because: null,
    })
    queueScheduled(db, [message.seq], now)
    touchWaiting(write, message.conversation_id)
    write.message(message.seq)
    write.wakeOutbox()
  })
}

/**
 * Withdraws a text that has not left this laptop. One that was canceled already stays so.
 * @throws {CallFailure} it has left, or may have.
 */
export function cancelMessage(write: Write, messageId: string): void {
  const message = messageOrRefuse(write, messageId)
  if (message.state === 'canceled') return
  const row = findOutboxRow(write.db, message.seq)
  if (row?.phase === 'open' && message.state === 'scheduled') {
    // The carrier holds it: it is canceled once the carrier says so.
    wantCancel(write.db, message.seq, 'person')
    write.message(message.seq)
    write.stale('scheduled')
    return
  }
  if (!row || !['scheduled', 'ready', 'held'].includes(row.phase)) {
    throw new CallFailure('conflict', 'Too late to cancel: this text has left this laptop.')
  }
  withdraw(write, message)
  if (message.state === 'scheduled') write.stale('scheduled')
  write.message(message.seq)
  write.wakeOutbox()
}

function withdraw(write: Write, message: MessageRow): void {
  removeFromOutbox(write.db, message.seq)
  setMessageState(write.db, message.seq, { state: 'canceled', at: write.now })
  touchWaiting(write, message.conversation_id)
}

/**
 * A person's word on an uncertain text: it did not arrive (so it goes out again), or it is left as it is.
 * Either yields to later proof from the carrier.
 * @throws {CallFailure} the carrier has settled it meanwhile.
 */
export function decideUncertain(
  write: Write,
  requestId: string,
  messageId: string,
  decision: 'send-again' | 'leave',
): void {
  once(write, requestId, 'messages.decide', () => {
    const { db, now } = write
    const message = messageOrRefuse(write, messageId)
    const row = findOutboxRow(db, message.seq)
    if (message.state !== 'uncertain' || row?.phase !== 'uncertain') {
      throw new CallFailure('conflict', 'This text is not uncertain any more.')
    }
    if (decision === 'send-again') {
      assertLookedBackFor(write, message)
      for (const attempt of attemptsOf(db, message.seq)) {
        if (attempt.outcome === 'uncertain') updateAttempt(db, attempt.id, { outcome: 'absent' })
      }
      const deadline = Math.max(row.deadline, now + defaultUse)
      setNoUseAfter(db, message.seq, deadline)
      updateOutbox(db, message.seq, {
        phase: 'ready',
        due_at: now,
        deadline,
        listings: 0,
        first_listing_at: null,
        needs_decision: 0,
        looked: 1,
        waits_since: null,
        held_because: null,
      })
      setMessageState(db, message.seq, { state: 'queued', at: now })
    } else {
      removeFromOutbox(db, message.seq)
      settleFailure(db, message.seq)
      setMessageState(db, message.seq, { state: 'failed', at: now, errorText: leftUncertain })
    }
    write.message(message.seq)
    touchWaiting(write, message.conversation_id)
    write.wakeOutbox()
  })
}
