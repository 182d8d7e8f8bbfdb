import { attemptsOf, deleteAttempt, findAttempt, insertAttempt, updateAttempt } from '../../../db/attempts.ts'
import { setOptedOut } from '../../../db/conversations.ts'
import { findMessageBySeq, setMessageState } from '../../../db/messages.ts'
import { overdueRows, removeFromOutbox, rowsInPhase, updateOutbox } from '../../../db/outbox.ts'
import type { DueRow } from '../../../db/outbox.ts'
import { assertNever } from '../assert-never.ts'
import { isFinal, parseStatus } from '../carrier/status.ts'
import type { AttemptPhase, SendOutcome } from '../carrier/types.ts'
import type { Random } from '../random.ts'
import type { Write } from '../store.ts'
import { backoff } from './backoff.ts'
import { firstAsk, hear } from './carrier-word.ts'
import { touchWaiting } from './compose.ts'

/** How long after an uncertain end the carrier's list is first looked through, in milliseconds: its list lags a little. */
export const firstListing = 10_000

/** The carrier's code for "this person replied STOP". */
const optedOutCode = 21_610

/** Takes a text's turn: the attempt is committed before the request leaves, so a crash leaves it uncertain, never forgotten. */
export function claim(write: Write, row: DueRow, attemptId: string): void {
  insertAttempt(write.db, attemptId, row.message_seq, write.now)
  updateOutbox(write.db, row.message_seq, { phase: 'sending' })
  setMessageState(write.db, row.message_seq, { state: 'sending', at: write.now })
  write.message(row.message_seq)
}

/** What a finished request left behind. */
export interface Finished {
  readonly attemptId: string
  readonly phase: AttemptPhase
  readonly outcome: SendOutcome
  readonly callbacksExpected: boolean
}

/** Takes in the end of a request: each outcome has one next step, and none is ever a blind repeat. */
export function finish(write: Write, row: DueRow, { attemptId, phase, outcome, callbacksExpected }: Finished, random: Random): void {
  const { db, now } = write
  const attempt = findAttempt(db, attemptId)
  if (!attempt) return
  write.message(row.message_seq)
  write.wakeOutbox()
  if (attempt.sid !== null && outcome.kind !== 'accepted') {
    // A callback came before the answer did: it was taken, whatever became of the answer.
    updateAttempt(db, attemptId, { phase, ended_at: now })
    settleAccepted(write, row, parseStatus(attempt.carrier_status), callbacksExpected)
    return
  }
  const ending = { phase, ended_at: now }
  if (outcome.kind !== 'accepted' && findMessageBySeq(db, row.message_seq)?.state === 'delivered') {
    // An earlier attempt turned out to have arrived while this one was under way.
    updateAttempt(db, attemptId, { ...ending, outcome: outcome.kind === 'uncertain' ? 'uncertain' : 'not-taken' })
    removeFromOutbox(db, row.message_seq)
    return
  }
  switch (outcome.kind) {
    case 'accepted': {
      const { sid, status, errorCode, errorMessage } = outcome.message
      updateAttempt(db, attemptId, ending)
      hear(write, { ...attempt, ...ending }, { sid, status, errorCode, errorText: errorMessage })
      settleAccepted(write, row, parseStatus(findAttempt(db, attemptId)?.carrier_status), callbacksExpected)
      return
    }
    case 'refused':
      updateAttempt(db, attemptId, { ...ending, outcome: 'refused', ...errorOf(outcome.failure) })
      removeFromOutbox(db, row.message_seq)
      setMessageState(db, row.message_seq, {
        state: 'failed',
        at: now,
        errorCode: outcome.failure.code,
        errorText: outcome.failure.details,
      })
      if (outcome.failure.code === optedOutCode) setOptedOut(db, row.conversation_id, now)
      break
    case 'account-trouble':
      updateAttempt(db, attemptId, { ...ending, outcome: 'not-taken', ...errorOf(outcome.failure) })
      backToQueue(write, row, now, row.tries)
      break
    case 'wait':
      updateAttempt(db, attemptId, { ...ending, outcome: 'not-taken', ...errorOf(outcome.failure) })
      backToQueue(write, row, now + backoff(row.tries, random, outcome.retryAfter), row.tries + 1)
      break
    case 'no-way-out':
      // Being offline costs nothing: neither an attempt nor a longer back-off.
      deleteAttempt(db, attemptId)
      backToQueue(write, row, now, row.tries)
      break
    case 'uncertain':
      updateAttempt(db, attemptId, { ...ending, outcome: 'uncertain', error_text: outcome.details })
      becomeUncertain(write, row.message_seq)
      break
    default:
      assertNever(outcome)
  }
  touchWaiting(write, row.conversation_id)
}

function settleAccepted(write: Write, row: DueRow, status: ReturnType<typeof parseStatus>, callbacksExpected: boolean): void {
  if (isFinal(status)) removeFromOutbox(write.db, row.message_seq)
  else {
    const wait = callbacksExpected ? firstAsk.withCallbacks : firstAsk.without
    updateOutbox(write.db, row.message_seq, { phase: 'open', due_at: write.now + wait, tries: 0 })
  }
  touchWaiting(write, row.conversation_id)
}

function errorOf(failure: { readonly code: number | null; readonly details: string | null }) {
  return { error_code: failure.code, error_text: failure.details }
}

function backToQueue(write: Write, row: DueRow, dueAt: number, tries: number): void {
  updateOutbox(write.db, row.message_seq, { phase: 'ready', due_at: dueAt, tries })
  setMessageState(write.db, row.message_seq, { state: 'queued', at: write.now })
}

function becomeUncertain(write: Write, messageSeq: number): void {
  updateOutbox(write.db, messageSeq, { phase: 'uncertain', due_at: write.now + firstListing, listings: 0, first_listing_at: null })
  setMessageState(write.db, messageSeq, { state: 'uncertain', at: write.now })
  write.message(messageSeq)
}

/**
 * At the start: a request that was under way when the app ended may have been taken or not.
 * Returns how many there were.
 */
export function recoverInterrupted(write: Write): number {
  const rows = rowsInPhase(write.db, 'sending', Number.MAX_SAFE_INTEGER, -1)
  for (const row of rows) {
    const last = attemptsOf(write.db, row.message_seq).at(-1)
    if (last?.outcome === 'accepted') {
      // A callback had come before the answer: the message has moved on already.
      if (isFinal(parseStatus(last.carrier_status))) removeFromOutbox(write.db, row.message_seq)
      else updateOutbox(write.db, row.message_seq, { phase: 'open', due_at: write.now })
      continue
    }
    if (last) updateAttempt(write.db, last.id, { outcome: 'uncertain', ended_at: write.now })
    becomeUncertain(write, row.message_seq)
    updateOutbox(write.db, row.message_seq, { due_at: write.now })
  }
  return rows.length
}

/** Ends the texts whose use has passed while they waited here: they show as Expired, never silently. */
export function expireOverdue(write: Write): void {
  for (const row of overdueRows(write.db, write.now)) {
    removeFromOutbox(write.db, row.message_seq)
    setMessageState(write.db, row.message_seq, { state: 'expired', at: write.now })
    write.message(row.message_seq)
    touchWaiting(write, row.conversation_id)
    write.wakeOutbox()
  }
}

/** Scheduled texts whose time has come wait for their turn. */
export function promoteScheduled(write: Write): void {
  for (const row of rowsInPhase(write.db, 'scheduled', write.now, 500)) {
    updateOutbox(write.db, row.message_seq, { phase: 'ready' })
    setMessageState(write.db, row.message_seq, { state: 'queued', at: write.now })
    write.message(row.message_seq)
    write.wakeOutbox()
  }
}
