import { attemptsOf, deleteAttempt, findAttempt, insertAttempt, updateAttempt } from '../../../db/attempts.ts'
import type { AttemptRow } from '../../../db/attempts.ts'
import { deriveOptOut } from '../../../db/consent.ts'
import { isOfCanceled } from '../../../db/broadcasts.ts'
import { forgetOurNumber } from '../../../db/conversations.ts'
import { setMessageState } from '../../../db/messages.ts'
import {
  clampDue,
  findOutboxRow,
  overdueRows,
  removeFromOutbox,
  rowsInPhase,
  updateOutbox,
} from '../../../db/outbox.ts'
import type { DueRow } from '../../../db/outbox.ts'
import { moveToEnd, promotedTooSoon } from '../../../db/schedules.ts'
import { findCall, updateCall } from '../../../db/voice.ts'
import { assertNever } from '../assert-never.ts'
import type { AttemptPhase, SendOutcome } from '../carrier/types.ts'
import { learnRefusal } from '../consent/hear.ts'
import type { Random } from '../random.ts'
import { keepRefused } from '../schedule/hand-over.ts'
import type { MissedBecause } from '../schedule/reasons.ts'
import type { Write } from '../store.ts'
import { backoff, longestRest } from './backoff.ts'
import { hear } from './carrier-word.ts'
import { becomeUncertain, firstAsk, settleTaken, takenBy, touchWaiting, withdrawText } from './standing.ts'
import { hasWaitedLong } from './wait.ts'

/** The carrier's code for "this person replied STOP". */
const optedOutCode = 21_610

/**
 * Takes a text's turn: the attempt is committed before the request leaves, so a crash leaves it uncertain, never forgotten.
 * False where the text does not wait any more.
 */
export function claim(write: Write, row: DueRow, attemptId: string, account: string): boolean {
  if (findOutboxRow(write.db, row.message_seq)?.phase !== 'ready') return false
  insertAttempt(write.db, attemptId, row.message_seq, write.now, account)
  updateOutbox(write.db, row.message_seq, { phase: 'sending' })
  if (row.channel === 'voice') beginCall(write, row.message_seq)
  setMessageState(write.db, row.message_seq, { state: 'sending', at: write.now })
  write.message(row.message_seq)
  return true
}

/** Of the call before nothing counts any more. */
function beginCall(write: Write, messageSeq: number): void {
  const call = findCall(write.db, messageSeq)
  if (!call) return
  updateCall(write.db, call, {
    progress: 'waiting',
    sequence: -1,
    answered_by: null,
    left_at: null,
    outcome: null,
    duration: null,
    again_at: null,
    calls: call.calls + 1,
  })
}

/** What a finished request left behind. */
export interface Finished {
  readonly attemptId: string
  readonly phase: AttemptPhase
  readonly outcome: SendOutcome
  readonly callbacksExpected: boolean
  /** The carrier refused the number that this conversation was texted at; our own may do. */
  readonly isForeign: boolean
}

/** Takes in the end of a request: each outcome has one next step, and none is ever a blind repeat. */
export function finish(write: Write, row: DueRow, finished: Finished, random: Random): void {
  const { db, now } = write
  const { attemptId, phase, outcome } = finished
  const attempt = findAttempt(db, attemptId)
  if (!attempt) return
  write.message(row.message_seq)
  write.wakeOutbox()
  updateAttempt(db, attemptId, { phase, ended_at: now })
  noteOutcome(write, attempt, outcome)
  const isTaken = Boolean(findAttempt(db, attemptId)?.sid) || takenBy(attemptsOf(db, row.message_seq)) !== undefined
  // Taken by this attempt, whatever became of its answer, or by an earlier one that proof came of meanwhile.
  if (isTaken) {
    settleTaken(write, row.message_seq, now + (finished.callbacksExpected ? firstAsk.withCallbacks : firstAsk.without))
  } else nextStep(write, row, outcome, random)
  if (finished.isForeign) {
    forgetOurNumber(db, row.conversation_id)
    deriveOptOut(db, row.conversation_id)
  }
  touchWaiting(write, row.conversation_id)
}

/** What the end of its request says of the attempt. A callback that came before the answer did has said more. */
function noteOutcome(write: Write, attempt: AttemptRow, outcome: SendOutcome): void {
  const { db } = write
  if (outcome.kind === 'accepted') {
    const { sid, status, errorCode, errorMessage } = outcome.message
    hear(write, attempt.id, { sid, status, errorCode, errorText: errorMessage }, 'answer')
    return
  }
  if (attempt.sid !== null) return
  switch (outcome.kind) {
    case 'refused':
      updateAttempt(db, attempt.id, { outcome: 'refused', ...errorOf(outcome.failure) })
      return
    case 'account-trouble':
    case 'wait':
      updateAttempt(db, attempt.id, { outcome: 'not-taken', ...errorOf(outcome.failure) })
      return
    case 'no-way-out':
      // Being offline costs nothing.
      deleteAttempt(db, attempt.id)
      return
    case 'uncertain':
      updateAttempt(db, attempt.id, { outcome: 'uncertain', error_text: outcome.details })
      return
    default:
      assertNever(outcome)
  }
}

/** What a text does that the carrier has not taken, as far as is known. */
function nextStep(write: Write, row: DueRow, outcome: SendOutcome, random: Random): void {
  const { db, now } = write
  switch (outcome.kind) {
    case 'refused': {
      const { code, details } = outcome.failure
      if (keepRefused(write, row.message_seq, row.hold_until, code)) return
      removeFromOutbox(db, row.message_seq)
      setMessageState(db, row.message_seq, { state: 'failed', at: now, errorCode: code, errorText: details })
      if (code === optedOutCode) learnRefusal(write, row.conversation_id, row.address, row.our_number)
      return
    }
    case 'account-trouble':
    case 'no-way-out':
      backToQueue(write, row, now, row.tries)
      return
    case 'wait':
      backToQueue(
        write,
        row,
        now + Math.min(longestRest, backoff(row.tries, random, outcome.retryAfter)),
        row.tries + 1,
      )
      return
    case 'accepted':
    case 'uncertain':
      becomeUncertain(write, row.message_seq)
      return
    default:
      assertNever(outcome)
  }
}

/** What the store would not take in of a request's end, by a fault of ours: the text is uncertain, and a person is asked. */
export function leaveUncertain(write: Write, row: DueRow, attemptId: string): void {
  updateAttempt(write.db, attemptId, { outcome: 'uncertain', ended_at: write.now })
  becomeUncertain(write, row.message_seq)
  updateOutbox(write.db, row.message_seq, { needs_decision: 1 })
}

function errorOf(failure: { readonly code: number | null; readonly details: string | null }) {
  return { error_code: failure.code, error_text: failure.details }
}

function backToQueue(write: Write, row: DueRow, dueAt: number, tries: number): void {
  // Its broadcast was canceled, or it was to be looked at, while the request was under way.
  const held = findOutboxRow(write.db, row.message_seq)?.held_because ?? null
  if (held !== null && isOfCanceled(write.db, row.message_seq)) {
    withdrawText(write, row)
    return
  }
  updateOutbox(write.db, row.message_seq, { phase: held === null ? 'ready' : 'held', due_at: dueAt, tries })
  setMessageState(write.db, row.message_seq, { state: 'queued', at: write.now })
}

/**
 * At the start: a request that was under way when the app ended may have been taken or not.
 * Returns how many there were.
 */
export function recoverInterrupted(write: Write): number {
  const { db, now } = write
  const rows = rowsInPhase(db, 'sending', Number.MAX_SAFE_INTEGER, -1)
  for (const row of rows) {
    const last = attemptsOf(db, row.message_seq).at(-1)
    if (last?.outcome === 'open') updateAttempt(db, last.id, { outcome: 'uncertain', ended_at: now })
    // A callback had come before the answer, or of an earlier attempt: the message has moved on already.
    const isTaken = Boolean(last?.sid) || takenBy(attemptsOf(db, row.message_seq)) !== undefined
    if (isTaken) settleTaken(write, row.message_seq, now)
    else becomeUncertain(write, row.message_seq, now)
  }
  return rows.length
}

/** After the laptop's clock was set back, what rests until a time far ahead is looked at now. */
export function wakeOversleepers(write: Write): void {
  for (const phase of ['ready', 'uncertain', 'open'] as const) {
    clampDue(write.db, phase, write.now + longestRest, write.now)
  }
}

/** Ends the texts whose use has passed while they waited here: they show as Expired, never silently. */
export function expireOverdue(write: Write): void {
  for (const row of overdueRows(write.db, write.now)) {
    removeFromOutbox(write.db, row.message_seq)
    const missed: MissedBecause | null = row.phase === 'scheduled' ? 'local:missed' : null
    setMessageState(write.db, row.message_seq, { state: 'expired', at: write.now, errorText: missed })
    write.message(row.message_seq)
    touchWaiting(write, row.conversation_id)
    if (missed !== null) write.stale('scheduled')
    write.wakeOutbox()
  }
}

/**
 * After the laptop's clock was set back, a planned text whose time had come by the wrong clock waits for its time again, where
 * nobody has looked at it and nothing has left.
 */
export function waitAgain(write: Write): void {
  for (const { message_seq: seq, send_at: sendAt } of promotedTooSoon(write.db, write.now)) {
    updateOutbox(write.db, seq, { phase: 'scheduled', due_at: sendAt, waits_since: sendAt, held_because: null })
    setMessageState(write.db, seq, { state: 'scheduled', at: write.now })
    write.message(seq)
    write.stale('scheduled')
  }
}

/** Scheduled texts whose time has come wait for their turn; those that are late by long, for a person's look. */
export function promoteScheduled(write: Write): void {
  for (const row of rowsInPhase(write.db, 'scheduled', write.now, 500)) {
    const isLate = hasWaitedLong(row.due_at, write.now)
    // It stands where it is said, not where it was written.
    moveToEnd(write.db, row.message_seq, write.now)
    updateOutbox(write.db, row.message_seq, isLate ? { phase: 'held', held_because: 'waited' } : { phase: 'ready' })
    setMessageState(write.db, row.message_seq, { state: 'queued', at: write.now })
    write.message(row.message_seq)
    write.stale('scheduled')
    write.wakeOutbox()
  }
}
