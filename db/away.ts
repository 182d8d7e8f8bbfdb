import type { Db } from './open.ts'
import { statement } from './statement.ts'
import type { MessageState } from './words.ts'

/** The newest message's `seq`; 0 in an empty store. What is stored later has a higher one. */
export function newestSeq(db: Db): number {
  return statement<{ seq: number }>(db, 'SELECT coalesce(max(seq), 0) AS seq FROM message').get()?.seq ?? 0
}

/** Outgoing messages without a final outcome, oldest first. */
export function unfinishedTexts(db: Db, limit: number): readonly number[] {
  return statement<{ seq: number }>(db, 'SELECT message_seq AS seq FROM outbox ORDER BY message_seq LIMIT ?')
    .all(limit)
    .map((row) => row.seq)
}

/** Messages by their `seq`: after the first, up to and including the second. */
export interface SeqSpan {
  readonly after: number
  readonly through: number
}

/** Outgoing messages stored within a span, oldest first. */
export function textsWritten(db: Db, { after, through }: SeqSpan, limit: number): readonly number[] {
  return statement<{ seq: number }>(
    db,
    `SELECT seq FROM message WHERE seq > $after AND seq <= $through AND direction = 'out' ORDER BY seq LIMIT $limit`,
  )
    .all({ after, through, limit })
    .map((row) => row.seq)
}

/** Inbound texts stored within a span. */
export function countInbound(db: Db, { after, through }: SeqSpan): number {
  return (
    statement<{ n: number }>(
      db,
      `SELECT count(*) AS n FROM message WHERE seq > $after AND seq <= $through AND direction = 'in'`,
    ).get({ after, through })?.n ?? 0
  )
}

/** A conversation in which texts came in. */
export interface WriterRow {
  readonly conversation_id: number
  readonly texts: number
  /** The first of these texts, by the conversation's order (epoch ms). */
  readonly first_at: number
  /** The last of these texts. */
  readonly last_seq: number
  readonly needs_reply: 0 | 1
}

/**
 * Who wrote while nobody could hear it: inbound texts of the span that were caught up on, or that came from `backAt` on.
 * Who still waits for an answer comes first, the longest waiting before the others.
 */
export function writersWithin(db: Db, { after, through }: SeqSpan, backAt: number): readonly WriterRow[] {
  return statement<WriterRow>(
    db,
    `SELECT w.*, c.needs_reply FROM (
       SELECT conversation_id, count(*) AS texts, min(sort_at) AS first_at, max(seq) AS last_seq
       FROM message WHERE seq > $after AND seq <= $through AND direction = 'in'
         AND (arrived_while_away = 1 OR created_at >= $backAt)
       GROUP BY conversation_id) w JOIN conversation c ON c.id = w.conversation_id
     ORDER BY c.needs_reply DESC, w.first_at, w.conversation_id`,
  ).all({ after, through, backAt })
}

/** How an outgoing message stands. */
export interface StandingRow {
  readonly seq: number
  readonly conversation_id: number
  readonly state: MessageState
  readonly sent_at: number | null
  readonly send_at: number | null
  readonly settled: 0 | 1
  /** It waits for a person's look. */
  readonly held: 0 | 1
}

/** How these messages stand now, oldest first. */
export function standingOf(db: Db, seqs: readonly number[]): readonly StandingRow[] {
  return statement<StandingRow>(
    db,
    `SELECT seq, m.conversation_id, state, sent_at, send_at, settled, coalesce(o.phase = 'held', 0) AS held
     FROM message m LEFT JOIN outbox o ON o.message_seq = m.seq
     WHERE seq IN (SELECT value FROM json_each($seqs)) ORDER BY seq`,
  ).all({ seqs: JSON.stringify(seqs) })
}
