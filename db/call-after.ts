import type { Db } from './open.ts'
import { statement } from './statement.ts'
import type { BroadcastState, MessageState } from './words.ts'

/** What makes the call needless. */
export type CallUnless = 'answered' | 'delivered'

export interface CallAfterRow {
  readonly text_seq: number
  readonly unless: CallUnless
  readonly minutes: number
  readonly call_id: string
  readonly conversation_id: number
  readonly body: string
  readonly author: string | null
  readonly state: MessageState
  /** When it was to leave (epoch ms). */
  readonly meant_at: number
  readonly no_use_after: number | null
  /** When the text was handed to the carrier; null: not yet. */
  readonly left_at: number | null
  /** Whether somebody wrote or called back since. */
  readonly is_answered: 0 | 1
  /** Of the broadcast whose text it is; null: it is of none. */
  readonly broadcast_state: BroadcastState | null
}

export function insertCallAfter(
  db: Db,
  textSeq: number,
  plan: { readonly unless: CallUnless; readonly minutes: number; readonly callId: string },
): void {
  statement(db, 'INSERT INTO call_after (text_seq, unless, minutes, call_id) VALUES (?, ?, ?, ?)').run(
    textSeq,
    plan.unless,
    plan.minutes,
    plan.callId,
  )
}

/** Whether a call is to follow any text: asked after every commit. */
export function hasCallsAfter(db: Db): boolean {
  return (
    statement(db, 'SELECT 1 FROM call_after INDEXED BY call_after_open WHERE outcome IS NULL LIMIT 1').get() !==
    undefined
  )
}

/** Texts that a call is to follow, and how they stand. Few are, of the many there are: they are read first (CROSS JOIN). */
export function openCallsAfter(db: Db): readonly CallAfterRow[] {
  return statement<CallAfterRow>(
    db,
    `SELECT f.text_seq, f.unless, f.minutes, f.call_id, m.conversation_id, m.body, m.author, m.state,
       coalesce(m.send_at, m.created_at) AS meant_at, m.no_use_after,
       (SELECT min(a.started_at) FROM attempt a WHERE a.message_seq = m.seq AND a.sid IS NOT NULL) AS left_at,
       EXISTS (SELECT 1 FROM message r WHERE r.conversation_id = m.conversation_id AND r.direction = 'in'
         AND r.sort_at > m.sort_at) AS is_answered,
       (SELECT b.state FROM broadcast_recipient r INDEXED BY broadcast_recipient_message
          JOIN broadcast b ON b.id = r.broadcast_id WHERE r.message_seq = m.seq) AS broadcast_state
     FROM call_after f INDEXED BY call_after_open CROSS JOIN message m ON m.seq = f.text_seq WHERE f.outcome IS NULL`,
  ).all()
}

/** Says what became of it, once. */
export function setCallAfter(db: Db, textSeq: number, outcome: 'called' | 'not-needed' | 'late'): void {
  statement(db, 'UPDATE call_after SET outcome = ? WHERE text_seq = ? AND outcome IS NULL').run(outcome, textSeq)
}

/**
 * Leaves every call that would be made by itself to a person: whether it was made already nobody here knows. What was ringing is
 * not tried again.
 */
export function leaveCallsToPeople(db: Db): void {
  statement(db, `UPDATE call_after SET outcome = 'late' WHERE outcome IS NULL`).run()
  statement(
    db,
    `UPDATE voice_call SET most_calls = max(1, calls)
     WHERE message_seq IN (SELECT message_seq FROM outbox WHERE phase IN ('sending', 'uncertain', 'open'))`,
  ).run()
}
