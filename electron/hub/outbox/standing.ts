import { attemptsOf } from '../../../db/attempts.ts'
import type { AttemptRow } from '../../../db/attempts.ts'
import { hasMessageWithSid, setMessageState } from '../../../db/messages.ts'
import { enqueue, removeFromOutbox, updateOutbox, waitingMessages } from '../../../db/outbox.ts'
import { moveToEnd } from '../../../db/schedules.ts'
import { findStanding } from '../../../db/standing.ts'
import type { StandingRow } from '../../../db/standing.ts'
import type { MessageState } from '../../ipc/contract/views.ts'
import { isFinal, parseStatus, stateOf, statusRank } from '../carrier/status.ts'
import type { Write } from '../store.ts'

/** How long after acceptance the carrier is first asked where callbacks are expected, and where none can come; milliseconds. */
export const firstAsk = { withCallbacks: 60_000, without: 1_500 }

/** How long after an uncertain end the carrier's list is first looked through, in milliseconds: its list lags a little. */
const firstListing = 10_000

/** The state of an outgoing text by its attempt; the words for inbound ones say that it arrived. */
function stateBy(attempt: AttemptRow): MessageState {
  const state = stateOf(parseStatus(attempt.carrier_status), attempt.error_code)
  return state === 'received' ? 'delivered' : state
}

const rank = (attempt: AttemptRow): number => statusRank(parseStatus(attempt.carrier_status))
const isOver = (attempt: AttemptRow): boolean => isFinal(parseStatus(attempt.carrier_status))

/** The attempt by which the carrier has the text, or has delivered it: the furthest, and of equals the newest. */
export function takenBy(attempts: readonly AttemptRow[]): AttemptRow | undefined {
  let furthest: AttemptRow | undefined
  for (const attempt of attempts) {
    if (attempt.sid === null || (isOver(attempt) && stateBy(attempt) !== 'delivered')) continue
    if (!furthest || rank(attempt) >= rank(furthest)) furthest = attempt
  }
  return furthest
}

/**
 * The attempt that speaks for its message: the one by which it was taken; else the newest, where the carrier took and
 * failed it. An older attempt's failure says nothing of the message.
 */
function speakerOf(attempts: readonly AttemptRow[]): AttemptRow | undefined {
  const newest = attempts.at(-1)
  return takenBy(attempts) ?? (newest?.sid ? newest : undefined)
}

/**
 * Lets a message and its outbox row say what its attempts prove, after the carrier said something new of one of them.
 * @param askAt when the carrier is to be asked next, where that is soon
 */
export function followAttempts(write: Write, messageSeq: number, askAt: number | null = null): void {
  const { db, now } = write
  const text = findStanding(db, messageSeq)
  if (!text) return
  const attempts = attemptsOf(db, messageSeq)
  const speaker = speakerOf(attempts)
  const { phase } = text
  // Of one that the carrier has by its only attempt, a bubble shows no more than its state, which tells of itself below.
  if (phase !== 'open' || attempts.length > 1 || text.sid === null) write.message(messageSeq)
  // It waits to go out again: only proof that the carrier has it already can change that.
  if ((phase === 'ready' || phase === 'held' || phase === 'scheduled') && !takenBy(attempts)) return
  if (speaker) showState(write, text, speaker)
  // The request of a row that is `sending` is still under way: its own end settles the row.
  if (phase === 'sending') return
  if (speaker) settle(write, text, attempts, speaker, askAt ?? now + firstAsk.withCallbacks, askAt !== null)
  else if (attempts.at(-1)?.outcome === 'uncertain') becomeUncertain(write, messageSeq, now + firstListing)
}

/**
 * Ends or follows up a message that the carrier took.
 * @param askAt when the carrier is asked for its final word
 */
export function settleTaken(write: Write, messageSeq: number, askAt: number): void {
  const text = findStanding(write.db, messageSeq)
  const attempts = attemptsOf(write.db, messageSeq)
  const speaker = speakerOf(attempts)
  if (!text || !speaker) return
  showState(write, text, speaker)
  settle(write, text, attempts, speaker, askAt, true)
}

/** @param sooner whether a row that is followed already is asked for at that time too */
function settle(
  write: Write,
  text: StandingRow,
  attempts: readonly AttemptRow[],
  speaker: AttemptRow,
  askAt: number,
  sooner: boolean,
): void {
  const { db } = write
  const { seq, phase } = text
  const hasArrived = isOver(speaker) && !attempts.some((attempt) => attempt.contradicted === 1)
  if (hasArrived || openAttempts(attempts).length === 0) removeFromOutbox(db, seq)
  else if (phase === null) insertRow(write, text, 'open', askAt)
  else if (phase !== 'open') updateOutbox(db, seq, { phase: 'open', due_at: askAt, tries: 0, needs_decision: 0 })
  else if (sooner) updateOutbox(db, seq, { due_at: askAt })
  // Nothing waits for a text that the carrier has: its leaving moves nobody.
  if (phase === 'open' && !sooner) return
  if (phase !== 'open') touchWaiting(write, text.conversation_id)
  write.wakeOutbox()
}

/** Attempts of which the carrier has more to say. */
export function openAttempts(attempts: readonly AttemptRow[]): readonly AttemptRow[] {
  return attempts.filter((attempt) => attempt.sid !== null && (attempt.contradicted === 1 || !isOver(attempt)))
}

function showState(write: Write, text: StandingRow, speaker: AttemptRow): void {
  const state = stateBy(speaker)
  if (text.state === state && text.sid === speaker.sid && text.error_code === speaker.error_code) return
  const isNew = speaker.sid !== text.sid && speaker.sid !== null && !hasMessageWithSid(write.db, speaker.sid)
  setMessageState(write.db, text.seq, {
    state,
    at: write.now,
    sid: isNew ? speaker.sid : null,
    errorCode: speaker.error_code,
    errorText: speaker.error_text,
  })
  write.message(text.seq)
  if (text.state === 'scheduled' || state === 'scheduled') write.stale('scheduled')
  // It stands where it is said, not where it was written.
  if (text.state === 'scheduled' && state !== 'scheduled' && state !== 'canceled')
    moveToEnd(write.db, text.seq, write.now)
}

/** Nobody knows whether the carrier took it: its list is looked through from `askAt` on. */
export function becomeUncertain(write: Write, messageSeq: number, askAt = write.now + firstListing): void {
  const { db, now } = write
  const text = findStanding(db, messageSeq)
  if (!text) return
  if (text.phase === null) insertRow(write, text, 'uncertain', askAt)
  updateOutbox(db, messageSeq, {
    phase: 'uncertain',
    due_at: askAt,
    listings: 0,
    first_listing_at: null,
    needs_decision: 0,
  })
  setMessageState(db, messageSeq, { state: 'uncertain', at: now })
  write.message(messageSeq)
  touchWaiting(write, text.conversation_id)
  write.wakeOutbox()
}

/** Takes a text that has not left out of the outbox: it is canceled, and what waited behind it may go. */
export function withdrawText(
  write: Write,
  row: { readonly message_seq: number; readonly conversation_id: number },
): void {
  removeFromOutbox(write.db, row.message_seq)
  setMessageState(write.db, row.message_seq, { state: 'canceled', at: write.now })
  write.message(row.message_seq)
  touchWaiting(write, row.conversation_id)
  write.wakeOutbox()
}

/** A message that had left the outbox comes back into it. */
function insertRow(write: Write, text: StandingRow, phase: 'open' | 'uncertain', dueAt: number): void {
  enqueue(write.db, {
    message_seq: text.seq,
    conversation_id: text.conversation_id,
    phase,
    priority: text.origin === 'broadcast' ? 1 : 0,
    due_at: dueAt,
    deadline: text.no_use_after ?? write.now,
    waits_since: text.send_at ?? text.created_at,
  })
}

/** The bubbles that waited behind a text say something else now. */
export function touchWaiting(write: Write, conversationId: number): void {
  for (const seq of waitingMessages(write.db, conversationId)) write.message(seq)
}
