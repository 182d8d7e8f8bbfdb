import { findConversation } from '../../../db/conversations.ts'
import { findMessage, hasMessage, setMessageState } from '../../../db/messages.ts'
import type { MessageRow } from '../../../db/messages.ts'
import { enqueue, findOutboxRow, updateOutbox } from '../../../db/outbox.ts'
import {
  findSchedule,
  moveToEnd,
  moveWaiting,
  rewriteMessage,
  saveSchedule,
  setByCarrier,
} from '../../../db/schedules.ts'
import type { ScheduleRow } from '../../../db/schedules.ts'
import { closedReason } from '../conversation-closed.ts'
import { CallFailure } from '../failure.ts'
import { cancelMessage, messageOrRefuse, once, queueText } from '../outbox/compose.ts'
import type { TextToQueue } from '../outbox/compose.ts'
import { assertLookedBack } from '../outbox/look-back.ts'
import { touchWaiting } from '../outbox/standing.ts'
import type { Write } from '../store.ts'
import { assertHeldByCarrier } from './hand-over.ts'
import { chooseInstant } from './wall-clock.ts'
import type { WallClock } from './wall-clock.ts'
import { problemWords } from './words.ts'

const minute = 60_000

/** When a text goes out, and what happens otherwise. */
export interface Plan extends WallClock {
  /** Minutes after its time during which it is of use. */
  readonly useMinutes: number
  /** A text from the same number cancels it. */
  readonly cancelOnReply: boolean
  /** The carrier holds it until its time, so that it goes out with this laptop closed; absent: this laptop does. */
  readonly byCarrier?: boolean | undefined
}

/** A text for a time to come, in place of one that waits or has ended where `replaces` names it. */
export type TextToSchedule = Omit<TextToQueue, 'noUseAfter' | 'sendAt' | 'repeats'>

/** @throws {CallFailure} the time is past, is skipped that night, or is too far ahead. */
function instantOrRefuse({ now, zone }: Write, plan: Plan): number {
  const chosen = chooseInstant(plan, zone, now)
  if (chosen.kind !== 'at') throw new CallFailure('invalid', problemWords(chosen))
  return chosen.at
}

function rowOf({ zone }: Write, messageSeq: number, plan: Plan): Omit<ScheduleRow, 'cancel_wanted'> {
  return {
    message_seq: messageSeq,
    day: plan.day,
    minutes: plan.minutes,
    zone,
    cancel_on_reply: plan.cancelOnReply ? 1 : 0,
    use_minutes: plan.useMinutes,
    by_carrier: plan.byCarrier === true ? 1 : 0,
  }
}

/**
 * Puts a text into its conversation, to leave at a wall-clock time of the camp's zone. A text whose id is there already is left
 * as it is.
 * @param hasService whether a Messaging Service sends: only it holds texts
 * @throws {CallFailure} the time cannot be; the carrier would not hold it; or what `queueText` refuses.
 */
export function scheduleText(write: Write, text: TextToSchedule, plan: Plan, hasService = false): void {
  if (hasMessage(write.db, text.id)) return
  const sendAt = instantOrRefuse(write, plan)
  if (plan.byCarrier) assertHeldByCarrier(sendAt, write.now, { hasService, cancelOnReply: plan.cancelOnReply })
  scheduleAt(write, text, plan, sendAt)
}

/**
 * The same for an instant (epoch ms) that was worked out already, as of the quiet hours' end.
 * @throws {CallFailure} what `queueText` refuses.
 */
export function scheduleAt(write: Write, text: TextToSchedule, plan: Plan, sendAt: number): void {
  if (hasMessage(write.db, text.id)) return
  const byCarrier = plan.byCarrier === true
  queueText(write, { ...text, sendAt, byCarrier, noUseAfter: sendAt + plan.useMinutes * minute })
  const message = messageOrRefuse(write, text.id)
  saveSchedule(write.db, rowOf(write, message.seq, plan))
  write.stale('scheduled')
}

/** A text that still waits here for its time. @throws {CallFailure} it does not. */
function waitingOrRefuse(write: Write, messageId: string): MessageRow {
  const message = messageOrRefuse(write, messageId)
  const phase = findOutboxRow(write.db, message.seq)?.phase
  if (message.state === 'scheduled' && phase === 'open') {
    throw new CallFailure('conflict', 'Twilio holds this text. Cancel it first, then write it anew.')
  }
  if (message.state !== 'scheduled' || (phase !== 'scheduled' && phase !== 'held')) {
    throw new CallFailure('conflict', 'Too late: this text does not wait for its time any more.')
  }
  return message
}

/**
 * Gives a planned text other words or another time.
 * @throws {CallFailure} it has left, or was canceled; the time cannot be.
 */
export function editScheduled(
  write: Write,
  requestId: string,
  messageId: string,
  text: { readonly body: string; readonly segments: number },
  plan: Plan,
): void {
  once(write, requestId, 'schedule.edit', () => {
    const message = waitingOrRefuse(write, messageId)
    const sendAt = instantOrRefuse(write, plan)
    if (message.body !== text.body) rewriteMessage(write.db, message.seq, text.body, text.segments)
    moveWaiting(write.db, message.seq, sendAt, sendAt + plan.useMinutes * minute)
    saveSchedule(write.db, rowOf(write, message.seq, plan))
    write.message(message.seq)
    write.stale('scheduled')
    write.wakeOutbox()
  })
}

/**
 * "Send now": it goes out at once, and is of use for as long as it would have been.
 * @throws {CallFailure} it has left, or was canceled; its conversation cannot be texted.
 */
export function sendScheduledNow(write: Write, requestId: string, messageId: string): void {
  once(write, requestId, 'schedule.sendNow', () => {
    const { db, now } = write
    const message = waitingOrRefuse(write, messageId)
    if (findOutboxRow(db, message.seq)?.held_because === 'restored') assertLookedBack(write)
    const conversation = findConversation(db, message.conversation_id)
    const closed = conversation && closedReason(conversation)
    if (closed) throw new CallFailure('conflict', closed)
    const use = (findSchedule(db, message.seq)?.use_minutes ?? 240) * minute
    moveWaiting(db, message.seq, now, now + use)
    moveToEnd(db, message.seq, now)
    // A person let it go now: it is not held for an outage that is going on.
    updateOutbox(db, message.seq, { phase: 'ready', waits_since: null, looked: 1, held_because: null })
    setMessageState(db, message.seq, { state: 'queued', at: now })
    write.message(message.seq)
    touchWaiting(write, message.conversation_id)
    write.stale('scheduled')
    write.wakeOutbox()
  })
}

/** "Cancel". One that was canceled already stays so. @throws {CallFailure} it has left, or may have. */
export function cancelScheduled(write: Write, messageId: string): void {
  cancelMessage(write, messageId)
  write.stale('scheduled')
}

/**
 * "Undo" of a cancel: the text waits for its time again.
 * @throws {CallFailure} it was not canceled, another one went in its place, or its time has passed.
 */
export function takeBackCancel(write: Write, requestId: string, messageId: string): void {
  once(write, requestId, 'schedule.takeBack', () => {
    const { db, now } = write
    const message = findMessage(db, messageId)
    const plan = message && findSchedule(db, message.seq)
    if (!message || !plan) throw new CallFailure('not-found', 'This text is not here any more.')
    if (message.state !== 'canceled' || findOutboxRow(db, message.seq) || message.send_at === null) {
      throw new CallFailure('conflict', 'This text was not canceled.')
    }
    if (message.replaced_by_id) throw new CallFailure('conflict', 'An edited text was sent in place of this one.')
    const conversation = findConversation(db, message.conversation_id)
    const closed = conversation && closedReason(conversation)
    if (closed) throw new CallFailure('conflict', closed)
    const sendAt = message.send_at
    if (sendAt <= now) throw new CallFailure('conflict', 'Its time has passed meanwhile, so it stays canceled.')
    enqueue(db, {
      message_seq: message.seq,
      conversation_id: message.conversation_id,
      phase: 'scheduled',
      priority: 0,
      due_at: sendAt,
      deadline: sendAt + plan.use_minutes * minute,
    })
    // Whoever held it before, it waits here now.
    setByCarrier(db, message.seq, 0)
    setMessageState(db, message.seq, { state: 'scheduled', at: now })
    write.message(message.seq)
    write.stale('scheduled')
    write.wakeOutbox()
  })
}
