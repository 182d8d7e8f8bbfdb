import type { Db } from './open.ts'
import { statement } from './statement.ts'
import type { CallOutcome, CallProgress } from './voice.ts'
import type { BroadcastAnswer, MessageState } from './words.ts'

// Read only: how far a broadcast has come, and what became of each of its texts.

/** How many recipients stand where: by their message's state, `null` for those whose text is not in the outbox yet. */
export interface StandingCount {
  readonly state: MessageState | null
  readonly refused: string | null
  readonly n: number
  readonly segments: number
}

export function standingsOf(db: Db, broadcastId: string): readonly StandingCount[] {
  return statement<StandingCount>(
    db,
    `SELECT m.state, r.refused, count(*) AS n, sum(r.segments) AS segments
     FROM broadcast_recipient r LEFT JOIN message m ON m.seq = r.message_seq
     WHERE r.broadcast_id = ? GROUP BY m.state, r.refused`,
  ).all(broadcastId)
}

/** How many recipients' calls have come to which end, or go on. */
export interface CallCount {
  readonly state: MessageState
  readonly progress: CallProgress
  readonly outcome: CallOutcome | null
  readonly answered_by: 'person' | 'machine' | null
  readonly n: number
}

export function callStandingsOf(db: Db, broadcastId: string): readonly CallCount[] {
  return statement<CallCount>(
    db,
    `SELECT m.state, v.progress, v.outcome, v.answered_by, count(*) AS n
     FROM broadcast_recipient r JOIN message m ON m.seq = r.message_seq JOIN voice_call v ON v.message_seq = r.message_seq
     WHERE r.broadcast_id = ? GROUP BY m.state, v.progress, v.outcome, v.answered_by`,
  ).all(broadcastId)
}

/** The same of the calls that followed a broadcast's texts, where those were not answered. */
export function callsAfterStandingsOf(db: Db, broadcastId: string): readonly CallCount[] {
  return statement<CallCount>(
    db,
    `SELECT m.state, v.progress, v.outcome, v.answered_by, count(*) AS n
     FROM broadcast_recipient r JOIN call_after f ON f.text_seq = r.message_seq JOIN message m ON m.id = f.call_id
       JOIN voice_call v ON v.message_seq = m.seq
     WHERE r.broadcast_id = ? GROUP BY m.state, v.progress, v.outcome, v.answered_by`,
  ).all(broadcastId)
}

export function answersOf(
  db: Db,
  broadcastId: string,
): readonly { readonly answer: BroadcastAnswer; readonly n: number }[] {
  return statement<{ answer: BroadcastAnswer; n: number }>(
    db,
    `SELECT answer, count(*) AS n FROM broadcast_recipient WHERE broadcast_id = ? AND answer IS NOT NULL GROUP BY answer`,
  ).all(broadcastId)
}

export function countLeftOut(db: Db, broadcastId: string): number {
  return (
    statement<{ n: number }>(db, 'SELECT count(*) AS n FROM broadcast_left_out WHERE broadcast_id = ?').get(broadcastId)
      ?.n ?? 0
  )
}

/** A recipient with what became of the text. */
export interface RecipientRow {
  readonly position: number
  readonly conversation_id: number
  readonly address: string
  readonly name: string
  readonly players: string
  readonly player_ids: string
  readonly body: string
  readonly segments: number
  readonly refused: string | null
  readonly answer: BroadcastAnswer | null
  readonly answer_body: string | null
  readonly state: MessageState | null
  readonly error_code: number | null
  readonly error_text: string | null
  readonly sent_at: number | null
  readonly delivered_at: number | null
  /** Of its call, or of the one that followed its text; null where there is none. */
  readonly call_state: MessageState | null
  readonly call_progress: CallProgress | null
  readonly call_outcome: CallOutcome | null
  readonly answered_by: 'person' | 'machine' | null
  readonly again_at: number | null
  /** The call followed a text. */
  readonly is_called_after: 0 | 1
}

export function recipientsOf(
  db: Db,
  broadcastId: string,
  afterPosition: number,
  limit: number,
): readonly RecipientRow[] {
  return statement<RecipientRow>(
    db,
    `SELECT r.position, r.conversation_id, c.address, r.name, r.players, r.player_ids, r.body, r.segments, r.refused, r.answer,
       a.body AS answer_body, m.state, m.error_code, m.error_text, m.sent_at, m.delivered_at,
       k.state AS call_state, v.progress AS call_progress, v.outcome AS call_outcome, v.answered_by, v.again_at,
       f.text_seq IS NOT NULL AS is_called_after
     FROM broadcast_recipient r JOIN conversation c ON c.id = r.conversation_id
       LEFT JOIN message m ON m.seq = r.message_seq LEFT JOIN message a ON a.seq = r.answer_seq
       LEFT JOIN call_after f ON f.text_seq = r.message_seq
       LEFT JOIN message k ON k.seq = coalesce((SELECT seq FROM message WHERE id = f.call_id), r.message_seq)
       LEFT JOIN voice_call v ON v.message_seq = k.seq
     WHERE r.broadcast_id = ? AND r.position > ? ORDER BY r.position LIMIT ?`,
  ).all(broadcastId, afterPosition, limit)
}

/** The text of a broadcast as the first on its list reads it; undefined while it has no list. */
export function firstTextOf(db: Db, broadcastId: string): string | undefined {
  return statement<{ body: string }>(
    db,
    'SELECT body FROM broadcast_recipient WHERE broadcast_id = ? ORDER BY position LIMIT 1',
  ).get(broadcastId)?.body
}

export interface LeftOutRow {
  readonly position: number
  readonly name: string
  readonly players: string
  readonly reason: string
}

export function leftOutOf(db: Db, broadcastId: string): readonly LeftOutRow[] {
  return statement<LeftOutRow>(
    db,
    'SELECT position, name, players, reason FROM broadcast_left_out WHERE broadcast_id = ? ORDER BY position',
  ).all(broadcastId)
}
