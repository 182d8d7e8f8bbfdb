import type { Db } from './open.ts'
import type { Channel, HeldBecause } from './words.ts'
import { statement } from './statement.ts'

export type { HeldBecause } from './words.ts'

export type OutboxPhase = 'scheduled' | 'ready' | 'held' | 'sending' | 'uncertain' | 'open'

export interface OutboxRow {
  readonly message_seq: number
  readonly conversation_id: number
  readonly phase: OutboxPhase
  readonly priority: 0 | 1
  readonly due_at: number
  readonly tries: number
  readonly deadline: number
  readonly passes: 0 | 1
  readonly listings: number
  readonly first_listing_at: number | null
  readonly needs_decision: 0 | 1
  /**
   * Why it is held; null for what is not. What is `sending` or `uncertain` may have it too: should the carrier not know of it, it
   * is held, and does not go out again by itself.
   */
  readonly held_because: HeldBecause | null
  /** Since when it waits for its turn (epoch ms); null: a person let it go, and it counts from when there is a way out. */
  readonly waits_since: number | null
  /** A person has looked at it and let it go. */
  readonly looked: 0 | 1
}

/** A row whose turn it is, with all that its request needs. */
export interface DueRow extends OutboxRow {
  readonly message_id: string
  readonly channel: Channel
  readonly body: string
  readonly segments: number
  readonly address: string
  readonly our_number: string | null
  /** When the carrier is to send it, where it holds it until then (epoch ms); null: at once. */
  readonly hold_until: number | null
}

/**
 * Puts a message into the outbox. Its wait counts from when it falls due, unless another time is given.
 */
export function enqueue(
  db: Db,
  row: Pick<OutboxRow, 'message_seq' | 'conversation_id' | 'phase' | 'priority' | 'due_at' | 'deadline'> &
    Partial<Pick<OutboxRow, 'waits_since' | 'held_because'>>,
): void {
  statement(
    db,
    `INSERT INTO outbox (message_seq, conversation_id, phase, priority, due_at, deadline, waits_since, held_because)
     VALUES ($message_seq, $conversation_id, $phase, $priority, $due_at, $deadline, $waits_since, $held_because)`,
  ).run({ waits_since: row.due_at, held_because: null, ...row })
}

export function findOutboxRow(db: Db, messageSeq: number): OutboxRow | undefined {
  return statement<OutboxRow>(db, 'SELECT * FROM outbox WHERE message_seq = ?').get(messageSeq)
}

/** Whether an outbox row is of a broadcast that a person, or a long wait, has paused. */
const isPaused = (row: string): string => `EXISTS (
  SELECT 1 FROM broadcast_recipient r JOIN broadcast b ON b.id = r.broadcast_id
  WHERE r.message_seq = ${row}.message_seq AND b.state = 'paused')`

/**
 * Texts that may leave now: due, and first in line of their conversation. A text that passes waits only for a request under way
 * and for earlier ones that pass too. A held text whose scheduled time is yet to come keeps nobody waiting, nor does a text of a
 * broadcast that is paused.
 * One-to-one before bulk, then in the order they were written: read in the order of `outbox_turn`, so that a long broadcast
 * costs no sorting (the plus keeps SQLite from choosing `outbox_due`).
 */
export function dueRows(db: Db, now: number, limit: number): readonly DueRow[] {
  return statement<DueRow>(
    db,
    `SELECT o.*, m.id AS message_id, m.channel, m.body, m.segments, c.address, coalesce(m.our_number, c.our_number) AS our_number,
       (SELECT m.send_at FROM schedule s WHERE s.message_seq = o.message_seq AND s.by_carrier = 1) AS hold_until
     FROM outbox o JOIN message m ON m.seq = o.message_seq JOIN conversation c ON c.id = o.conversation_id
     WHERE o.phase = 'ready' AND +o.due_at <= ? AND (m.origin <> 'broadcast' OR o.passes = 1 OR NOT ${isPaused('o')}) AND NOT EXISTS (
       SELECT 1 FROM outbox p WHERE p.conversation_id = o.conversation_id AND p.message_seq <> o.message_seq
         AND (p.phase = 'sending' OR (p.message_seq < o.message_seq AND p.phase IN ('ready', 'held', 'uncertain')
           AND (o.passes = 0 OR (p.passes = 1 AND p.phase = 'ready'))
           AND (p.phase <> 'held' OR (SELECT state FROM message WHERE seq = p.message_seq) <> 'scheduled')
           AND (p.phase <> 'ready' OR NOT ${isPaused('p')}))))
     ORDER BY o.priority, o.message_seq LIMIT ?`,
  ).all(now, limit)
}

export function rowsInPhase(db: Db, phase: OutboxPhase, dueBy: number, limit: number): readonly OutboxRow[] {
  return statement<OutboxRow>(db, 'SELECT * FROM outbox WHERE phase = ? AND due_at <= ? ORDER BY due_at LIMIT ?').all(
    phase,
    dueBy,
    limit,
  )
}

/** Waiting texts whose use has passed. */
export function overdueRows(db: Db, now: number): readonly OutboxRow[] {
  return statement<OutboxRow>(
    db,
    `SELECT * FROM outbox INDEXED BY outbox_deadline
     WHERE phase IN ('scheduled', 'ready', 'held') AND deadline <= ? ORDER BY deadline, message_seq LIMIT 500`,
  ).all(now)
}

/** When the next row of a phase falls due after a time; null when none does. */
export function nextDueAt(db: Db, phase: OutboxPhase, after: number): number | null {
  return (
    statement<{ at: number | null }>(db, 'SELECT min(due_at) AS at FROM outbox WHERE phase = ? AND due_at > ?').get(
      phase,
      after,
    )?.at ?? null
  )
}

/** When the next waiting text expires; null when none waits. */
export function nextDeadline(db: Db): number | null {
  return (
    statement<{ at: number | null }>(
      db,
      `SELECT min(deadline) AS at FROM outbox INDEXED BY outbox_deadline WHERE phase IN ('scheduled', 'ready', 'held')`,
    ).get()?.at ?? null
  )
}

/**
 * Brings rows nearer that would rest longer than any pause of ours: the laptop's clock was set back since.
 * Returns how many there were.
 */
export function clampDue(db: Db, phase: OutboxPhase, latest: number, dueAt: number): number {
  return statement(db, 'UPDATE outbox SET due_at = ? WHERE phase = ? AND due_at > ?').run(dueAt, phase, latest).changes
}

/** A person waits for this conversation now: its bulk texts, which come first there, leave with the one-to-one texts. */
export function hurryBulk(db: Db, conversationId: number): void {
  statement(
    db,
    `UPDATE outbox SET priority = 0 WHERE conversation_id = ? AND priority = 1 AND phase IN ('ready', 'held')`,
  ).run(conversationId)
}

/** Whether a request of this conversation is under way. */
export function hasRequestUnderWay(db: Db, conversationId: number): boolean {
  return (
    statement(db, `SELECT 1 FROM outbox WHERE conversation_id = ? AND phase = 'sending'`).get(conversationId) !==
    undefined
  )
}

type Patch = Partial<
  Pick<
    OutboxRow,
    | 'phase'
    | 'due_at'
    | 'tries'
    | 'deadline'
    | 'passes'
    | 'listings'
    | 'first_listing_at'
    | 'needs_decision'
    | 'held_because'
    | 'waits_since'
    | 'looked'
  >
>

/** Changes the named columns of a row. */
export function updateOutbox(db: Db, messageSeq: number, patch: Patch): void {
  const names = Object.keys(patch).sort()
  statement(
    db,
    `UPDATE outbox SET ${names.map((name) => `${name} = $${name}`).join(', ')} WHERE message_seq = $message_seq`,
  ).run({
    ...patch,
    message_seq: messageSeq,
  })
}

export function removeFromOutbox(db: Db, messageSeq: number): void {
  statement(db, 'DELETE FROM outbox WHERE message_seq = ?').run(messageSeq)
}

/** Messages of a conversation that wait here; their bubbles say behind what. */
export function waitingMessages(db: Db, conversationId: number): readonly number[] {
  return statement<{ message_seq: number }>(
    db,
    `SELECT message_seq FROM outbox WHERE conversation_id = ? AND phase IN ('ready', 'held') ORDER BY message_seq`,
  )
    .all(conversationId)
    .map((row) => row.message_seq)
}

/** Ids of the texts of a conversation that can still be withdrawn: they have not left this laptop. */
export function notLeftYet(db: Db, conversationId: number): readonly string[] {
  return statement<{ id: string }>(
    db,
    `SELECT m.id FROM outbox o JOIN message m ON m.seq = o.message_seq
     WHERE o.conversation_id = ? AND o.phase IN ('scheduled', 'ready', 'held') ORDER BY o.message_seq`,
  )
    .all(conversationId)
    .map(({ id }) => id)
}

/** What a waiting text asks of the way out. */
export interface WaitingLoad {
  readonly conversation_id: number
  readonly priority: 0 | 1
  readonly due_at: number
  readonly our_number: string | null
  readonly channel: Channel
  readonly segments: number
}

/** The first texts that leave by themselves, in the order they leave in: none that waits behind one a person has to look at. */
export function waitingLoads(db: Db, limit: number): readonly WaitingLoad[] {
  return statement<WaitingLoad>(
    db,
    `SELECT o.conversation_id, o.priority, o.due_at, m.channel, m.segments, coalesce(m.our_number, c.our_number) AS our_number
     FROM outbox o JOIN message m ON m.seq = o.message_seq JOIN conversation c ON c.id = o.conversation_id
     WHERE o.phase = 'ready' AND (o.passes = 1 OR NOT EXISTS (
       SELECT 1 FROM outbox p WHERE p.conversation_id = o.conversation_id AND p.message_seq < o.message_seq
         AND p.phase IN ('held', 'uncertain')))
     ORDER BY o.priority, o.message_seq LIMIT ?`,
  ).all(limit)
}

/**
 * How many texts leave by themselves, once there is a way out. Counted often while a broadcast waits: the cross join has SQLite
 * start from the few that hold others up, not from the thousands that wait (SQLite docs: "Manual Control Of Query Plans Using CROSS JOIN").
 */
export function countLeaving(db: Db): number {
  return (
    statement<{ n: number }>(
      db,
      `SELECT (SELECT count(*) FROM outbox WHERE phase = 'ready') - (
         SELECT count(DISTINCT o.message_seq) FROM outbox p CROSS JOIN outbox o ON o.conversation_id = p.conversation_id
         WHERE p.phase IN ('held', 'uncertain') AND o.phase = 'ready' AND o.passes = 0
           AND o.message_seq > p.message_seq) AS n`,
    ).get()?.n ?? 0
  )
}

/** How many texts wait on this laptop to be taken by the carrier (not counting scheduled ones). */
export function countWaiting(db: Db): number {
  return (
    statement<{ n: number }>(
      db,
      `SELECT count(*) AS n FROM outbox WHERE phase IN ('ready', 'held', 'sending', 'uncertain')`,
    ).get()?.n ?? 0
  )
}
