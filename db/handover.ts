import type { Db } from './open.ts'
import { statement } from './statement.ts'

/** A conversation that waits for somebody, with since when (epoch ms). Guardians are JSON. */
export interface WaitingConversationRow {
  readonly id: number
  readonly kind: 'phone' | 'shortcode' | 'alphanumeric' | 'withheld'
  readonly address: string
  readonly guardians: string
  readonly since: number
}

const guardians = `(SELECT json_group_array(name) FROM (
  SELECT DISTINCT trim(g.first_name || ' ' || g.last_name) AS name
  FROM guardian_number n JOIN guardian g ON g.id = n.guardian_id WHERE n.address = c.address ORDER BY g.id)) AS guardians`

/** Conversations that wait for an answer, the longest silent ones first. They wait since the first text nobody answered. */
export function conversationsInNeed(db: Db, limit: number): readonly WaitingConversationRow[] {
  return statement<WaitingConversationRow>(
    db,
    `SELECT c.id, c.kind, c.address, ${guardians},
       coalesce((SELECT min(m.sort_at) FROM message m WHERE m.conversation_id = c.id AND m.direction = 'in'
         AND m.sort_at > coalesce((SELECT o.sort_at FROM message o WHERE o.conversation_id = c.id
           AND o.direction = 'out' ORDER BY o.sort_at DESC, o.seq DESC LIMIT 1), 0)), c.last_at) AS since
     FROM conversation c WHERE c.needs_reply = 1 ORDER BY c.last_at, c.id LIMIT ?`,
  ).all(limit)
}

/** Conversations with texts that failed and that nobody has dealt with, newest first. */
export function conversationsWithFailures(db: Db, limit: number): readonly WaitingConversationRow[] {
  return statement<WaitingConversationRow>(
    db,
    `SELECT c.id, c.kind, c.address, ${guardians}, c.last_at AS since
     FROM conversation c WHERE c.failed_count > 0 ORDER BY c.last_at DESC, c.id DESC LIMIT ?`,
  ).all(limit)
}

/** Conversations with texts of which nobody knows whether they went, with when each began to be unknown; oldest first. */
export function conversationsInDoubt(db: Db, limit: number): readonly WaitingConversationRow[] {
  return statement<WaitingConversationRow>(
    db,
    `SELECT c.id, c.kind, c.address, ${guardians}, min(m.sort_at) AS since
     FROM outbox o JOIN message m ON m.seq = o.message_seq JOIN conversation c ON c.id = o.conversation_id
     WHERE o.phase = 'uncertain' GROUP BY c.id ORDER BY since, c.id LIMIT ?`,
  ).all(limit)
}

/** Conversations in which a text seems to ask for no more, and nobody has looked at it; oldest first. */
export function conversationsNearStop(db: Db, limit: number): readonly WaitingConversationRow[] {
  return statement<WaitingConversationRow>(
    db,
    `SELECT c.id, c.kind, c.address, ${guardians}, min(m.sort_at) AS since
     FROM near_stop s JOIN message m ON m.seq = s.message_seq JOIN conversation c ON c.id = s.conversation_id
     WHERE s.settled_at IS NULL GROUP BY c.id ORDER BY since, c.id LIMIT ?`,
  ).all(limit)
}

/** In how many conversations a text seems to ask for no more. */
export function countNearStops(db: Db): number {
  return (
    statement<{ n: number }>(
      db,
      'SELECT count(DISTINCT conversation_id) AS n FROM near_stop WHERE settled_at IS NULL',
    ).get()?.n ?? 0
  )
}

/** In how many conversations nobody knows of some text whether it went. */
export function countInDoubt(db: Db): number {
  return (
    statement<{ n: number }>(
      db,
      `SELECT count(DISTINCT conversation_id) AS n FROM outbox WHERE phase = 'uncertain'`,
    ).get()?.n ?? 0
  )
}

export interface OpenBroadcastRow {
  readonly id: string
  readonly name: string
  readonly state: 'preparing' | 'running' | 'paused'
  /** Families it has still to be queued for, or whose text has not left. */
  readonly left: number
}

/** Broadcasts that are under way or stand still half-way, oldest first. */
export function openBroadcasts(db: Db): readonly OpenBroadcastRow[] {
  return statement<OpenBroadcastRow>(
    db,
    `SELECT b.id, b.name, b.state,
       (SELECT count(*) FROM broadcast_recipient r LEFT JOIN message m ON m.seq = r.message_seq
        WHERE r.broadcast_id = b.id AND r.refused IS NULL
          AND (r.message_seq IS NULL OR m.state IN ('queued', 'sending', 'uncertain'))) AS left
     FROM broadcast b WHERE b.state IN ('preparing', 'running', 'paused') ORDER BY b.created_at, b.id`,
  ).all()
}
