import type { Db } from './open.ts'
import type { OutboxPhase } from './outbox.ts'
import { statement } from './statement.ts'
import type { MessageOrigin, MessageState } from './words.ts'

/** Where an outgoing text stands: what it shows, and where its outbox row is. */
export interface StandingRow {
  readonly seq: number
  readonly conversation_id: number
  readonly state: MessageState
  readonly origin: MessageOrigin
  readonly created_at: number
  readonly send_at: number | null
  readonly no_use_after: number | null
  readonly sid: string | null
  readonly error_code: number | null
  /** Null: it is not in the outbox. */
  readonly phase: OutboxPhase | null
}

/** The standing of a text, without what its bubble needs besides: it is read for every callback. */
export function findStanding(db: Db, seq: number): StandingRow | undefined {
  return statement<StandingRow>(
    db,
    `SELECT m.seq, m.conversation_id, m.state, m.origin, m.created_at, m.send_at, m.no_use_after, m.sid, m.error_code, o.phase
     FROM message m LEFT JOIN outbox o ON o.message_seq = m.seq WHERE m.seq = ?`,
  ).get(seq)
}
