import { attemptsOf, findAttempt, findAttemptBySid, recordCarrierStatus, updateAttempt } from '../../../db/attempts.ts'
import type { AttemptRow } from '../../../db/attempts.ts'
import { findMessageBySeq, setMessageState } from '../../../db/messages.ts'
import { findOutboxRow, removeFromOutbox, updateOutbox } from '../../../db/outbox.ts'
import { isFinal, laterStatus, parseStatus, stateOf } from '../carrier/status.ts'
import type { CarrierStatus } from '../carrier/types.ts'
import type { Write } from '../store.ts'
import { touchWaiting } from './compose.ts'

/** What the carrier says of one text, whoever asked: a callback, an answer, a listing. */
export interface CarrierWord {
  readonly sid: string
  readonly status: CarrierStatus
  readonly errorCode: number | null
  readonly errorText: string | null
}

/** What is to be done after a word was heard: nothing, or fetch the message by its sid because two final words differ. */
export type Heard = 'done' | { readonly askAgain: true; readonly messageSeq: number }

/** How long after acceptance the carrier is first asked where callbacks are expected, in milliseconds. */
export const firstAsk = { withCallbacks: 60_000, without: 1_500 }

/**
 * Takes in what the carrier says of an attempt. The rank of its words only rises, so they may come doubled, late or out of
 * order; proof of the carrier beats any guess of ours; `delivered` counts whichever attempt it is of.
 * @param certain the word was just fetched by sid, so it also settles a conflict of two final ones.
 */
export function hear(write: Write, attempt: AttemptRow, word: CarrierWord, certain = false): Heard {
  const { db, now } = write
  const known = attempt.carrier_status === null ? null : parseStatus(attempt.carrier_status)
  const merged = known === null || certain ? word.status : laterStatus(known, word.status)
  if (merged === 'conflict') return { askAgain: true, messageSeq: attempt.message_seq }
  const newlyAccepted = attempt.sid === null
  const isNews = merged !== known || newlyAccepted
  if (!isNews) return 'done'
  // A code belongs to the status it came with; a word that changed nothing must not take it away.
  const code = merged === word.status ? word.errorCode : attempt.error_code
  const text = merged === word.status ? word.errorText : attempt.error_text
  updateAttempt(db, attempt.id, {
    sid: word.sid,
    outcome: 'accepted',
    carrier_status: merged,
    error_code: code,
    error_text: text,
    ...(newlyAccepted ? { ended_at: now } : {}),
  })
  moveMessage(write, attempt, { sid: word.sid, status: merged, errorCode: code, errorText: text }, certain)
  return 'done'
}

/** The message follows its newest attempt, or any attempt that arrived. */
function moveMessage(write: Write, attempt: AttemptRow, word: CarrierWord, certain: boolean): void {
  const { db, now } = write
  const message = findMessageBySeq(db, attempt.message_seq)
  if (!message) return
  write.message(message.seq)
  const attempts = attemptsOf(db, message.seq)
  const isNewest = attempts[attempts.length - 1]?.id === attempt.id
  const state = stateOf(word.status, word.errorCode)
  const row = findOutboxRow(db, message.seq)
  // An older attempt says nothing of the message, unless it arrived: then the newer one must not go out as well.
  if (!isNewest && state !== 'delivered') return
  // It did arrive once; what becomes of a second attempt cannot change that. Only the carrier's last word on this one can.
  if (message.state === 'delivered' && state !== 'delivered' && !(certain && attempts.length === 1)) return
  setMessageState(db, message.seq, { state, at: now, sid: word.sid, errorCode: word.errorCode, errorText: word.errorText })
  if (!row) return
  // The request of a row that is `sending` is still under way: its own end settles the row.
  if (row.phase === 'sending') return
  if (isFinal(word.status)) removeFromOutbox(db, message.seq)
  else if (row.phase !== 'open') updateOutbox(db, message.seq, { phase: 'open', due_at: now + firstAsk.withCallbacks, needs_decision: 0 })
  if (row.phase !== 'open') {
    touchWaiting(write, message.conversation_id)
    write.wakeOutbox()
  }
}

/**
 * Takes in a status callback: kept once by (sid, status), and applied to the attempt it names, even before the create's own
 * answer. One that belongs to no attempt of ours is kept and changes nothing.
 */
export function hearCallback(
  write: Write,
  callback: CarrierWord & { readonly attemptId: string | null; readonly parameters: Readonly<Record<string, string>> },
): Heard {
  const { db, now } = write
  const isNew = recordCarrierStatus(db, {
    sid: callback.sid,
    status: callback.status,
    attemptId: callback.attemptId,
    errorCode: callback.errorCode,
    receivedAt: now,
    parameters: JSON.stringify(callback.parameters),
  })
  if (!isNew) return 'done'
  const attempt = findAttemptBySid(db, callback.sid) ?? unclaimed(write, callback.attemptId)
  return attempt ? hear(write, attempt, callback) : 'done'
}

/** The attempt a callback names, unless it is known to be another message of the carrier's. */
function unclaimed(write: Write, attemptId: string | null): AttemptRow | undefined {
  const attempt = attemptId === null ? undefined : findAttempt(write.db, attemptId)
  return attempt?.sid === null ? attempt : undefined
}
