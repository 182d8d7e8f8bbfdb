import type { Db } from './open.ts'
import { statement } from './statement.ts'
import type { HeldBecause, MessageOrigin } from './words.ts'

/** When waiting texts need a person's look before they go. */
export interface LookRule {
  /** Texts that wait since this time or longer have waited too long (epoch ms). */
  readonly longest: number
  /** From this time on nobody knows how long they waited: the clock was set back since (epoch ms). */
  readonly ahead: number
  /** More than so many texts that nobody has looked at are too many: in one conversation, and of bulk texts in all of them. */
  readonly most: number
  /** Bulk texts queued before this time are left alone (epoch ms). */
  readonly bulkFrom: number
}

/** What a broadcast queues is looked at with the broadcast as a whole, never family by family. */
const outsideBroadcasts = 'NOT EXISTS (SELECT 1 FROM broadcast_recipient r WHERE r.message_seq = outbox.message_seq)'

/**
 * Holds the waiting texts of every conversation in which one waited too long, or too many wait. What a person let go while there
 * was no way out goes as it was meant to. Returns the `seq` of each text that is held now.
 */
export function holdForLook(db: Db, { longest, ahead, most, bulkFrom }: LookRule): readonly number[] {
  const counted = `phase = 'ready' AND (priority = 0 OR waits_since >= $bulkFrom) AND ${outsideBroadcasts}`
  const late = ids(
    statement<{ id: number }>(
      db,
      `SELECT DISTINCT conversation_id AS id FROM outbox WHERE ${counted} AND (waits_since <= $longest OR waits_since >= $ahead)`,
    ).all({ longest, ahead, bulkFrom }),
  )
  const many = ids(
    statement<{ id: number }>(
      db,
      `SELECT conversation_id AS id FROM outbox WHERE ${counted} AND looked = 0 GROUP BY conversation_id HAVING count(*) > $most
       UNION
       SELECT conversation_id FROM outbox WHERE ${counted} AND looked = 0 AND priority = 1 AND (
         SELECT count(*) FROM outbox WHERE ${counted} AND looked = 0 AND priority = 1) > $most`,
    ).all({ most, bulkFrom }),
  )
  return [...holdReady(db, late, 'waited'), ...holdReady(db, many, 'many')]
}

function ids(rows: readonly { readonly id: number }[]): readonly number[] {
  return rows.map((row) => row.id)
}

function holdReady(db: Db, conversationIds: readonly number[], because: HeldBecause): readonly number[] {
  if (conversationIds.length === 0) return []
  return seqs(
    statement<{ message_seq: number }>(
      db,
      `UPDATE outbox SET phase = 'held', held_because = $because
       WHERE phase = 'ready' AND waits_since IS NOT NULL AND ${outsideBroadcasts}
         AND conversation_id IN (SELECT value FROM json_each($conversations))
       RETURNING message_seq`,
    ).all({ because, conversations: JSON.stringify(conversationIds) }),
  )
}

function seqs(rows: readonly { readonly message_seq: number }[]): readonly number[] {
  return rows.map((row) => row.message_seq)
}

/** There is a way out: what a person let go counts its wait from now on. */
export function countFromNow(db: Db, now: number): void {
  statement(db, 'UPDATE outbox SET waits_since = ? WHERE waits_since IS NULL').run(now)
}

/**
 * Holds everything that would leave by itself: what waits for its turn or its time, and what would go out again once the carrier
 * does not know of it (which is still asked about first). Returns the `seq` of each.
 */
export function holdAll(db: Db, because: HeldBecause): readonly number[] {
  return seqs(
    statement<{ message_seq: number }>(
      db,
      `UPDATE outbox SET held_because = ?, phase = iif(phase IN ('ready', 'scheduled'), 'held', phase)
       WHERE phase IN ('scheduled', 'ready', 'held', 'sending', 'uncertain') RETURNING message_seq`,
    ).all(because),
  )
}

/** Which held texts: one, those of a conversation, or all of them; up to and including a `seq`. */
export interface HeldScope {
  readonly messageSeq?: number
  readonly conversationId?: number
  readonly throughSeq: number
}

/** A text that was held. */
export interface HeldRow {
  readonly message_seq: number
  readonly conversation_id: number
}

const inScope = `o.phase = 'held' AND o.message_seq <= $throughSeq
  AND ($messageSeq IS NULL OR o.message_seq = $messageSeq) AND ($conversationId IS NULL OR o.conversation_id = $conversationId)`

function scopeValues({ messageSeq, conversationId, throughSeq }: HeldScope) {
  return { messageSeq: messageSeq ?? null, conversationId: conversationId ?? null, throughSeq }
}

/** Takes held texts out of the outbox: they are canceled. Returns each. */
export function cancelHeld(db: Db, scope: HeldScope, now: number): readonly HeldRow[] {
  const taken = statement<HeldRow>(
    db,
    `DELETE FROM outbox AS o WHERE ${inScope} RETURNING message_seq, conversation_id`,
  ).all(scopeValues(scope))
  statement(
    db,
    `UPDATE message SET state = 'canceled', state_at = $now WHERE seq IN (SELECT value FROM json_each($seqs))`,
  ).run({ now, seqs: JSON.stringify(seqs(taken)) })
  return taken
}

/**
 * Lets held texts go, those whose conversation can be texted: to their turn, or back to waiting for their scheduled time.
 */
export function letGo(db: Db, scope: HeldScope, now: number): readonly HeldRow[] {
  return statement<HeldRow>(
    db,
    `UPDATE outbox AS o SET
         phase = iif(m.state = 'scheduled' AND m.send_at > $now, 'scheduled', 'ready'),
         due_at = iif(m.state = 'scheduled' AND m.send_at > $now, m.send_at, $now),
         waits_since = iif(m.state = 'scheduled' AND m.send_at > $now, m.send_at, NULL),
         held_because = NULL, looked = 1
       FROM message m, conversation c
       WHERE ${inScope} AND m.seq = o.message_seq AND c.id = o.conversation_id
         AND iif(m.channel = 'voice', c.kind = 'phone', c.opted_out_at IS NULL AND c.kind IN ('phone', 'shortcode'))
       RETURNING message_seq, conversation_id`,
  ).all({ ...scopeValues(scope), now })
}

/** Texts of these conversations that wait here: what they say of what they wait for may have changed. */
export function waitingIn(db: Db, conversationIds: readonly number[]): readonly number[] {
  return seqs(
    statement<{ message_seq: number }>(
      db,
      `SELECT message_seq FROM outbox WHERE phase IN ('ready', 'held')
         AND conversation_id IN (SELECT value FROM json_each(?)) ORDER BY message_seq`,
    ).all(JSON.stringify(conversationIds)),
  )
}

/** Of these texts, those whose scheduled time has come are no longer scheduled: they wait for their turn. */
export function queueScheduled(db: Db, messageSeqs: readonly number[], now: number): void {
  statement(
    db,
    `UPDATE message SET state = 'queued', state_at = $now WHERE state = 'scheduled'
       AND seq IN (SELECT value FROM json_each($seqs))
       AND seq IN (SELECT message_seq FROM outbox WHERE phase = 'ready')`,
  ).run({ now, seqs: JSON.stringify(messageSeqs) })
}

/** How many texts wait for a person's look. */
export function countHeld(db: Db): number {
  return (
    statement<{ n: number }>(db, `SELECT count(*) AS n FROM outbox INDEXED BY outbox_held WHERE phase = 'held'`).get()
      ?.n ?? 0
  )
}

/** A conversation with texts that wait for a look. */
export interface HeldConversationRow {
  readonly conversation_id: number
  readonly texts: number
  readonly bulk: 0 | 1
}

/** Conversations with held texts: those with one-to-one texts first, then in the order of their oldest one. */
export function heldConversations(db: Db, limit: number): readonly HeldConversationRow[] {
  return statement<HeldConversationRow>(
    db,
    `SELECT conversation_id, count(*) AS texts, min(priority) AS bulk FROM outbox INDEXED BY outbox_held
     WHERE phase = 'held' GROUP BY conversation_id ORDER BY min(priority), min(message_seq) LIMIT ?`,
  ).all(limit)
}

/** How many held texts there are, of how many conversations, and the newest of them; 0 where there is none. */
export function heldTotals(db: Db): {
  readonly texts: number
  readonly conversations: number
  readonly throughSeq: number
} {
  return (
    statement<{ texts: number; conversations: number; throughSeq: number }>(
      db,
      `SELECT count(*) AS texts, count(DISTINCT conversation_id) AS conversations, coalesce(max(message_seq), 0) AS throughSeq
       FROM outbox INDEXED BY outbox_held WHERE phase = 'held'`,
    ).get() ?? { texts: 0, conversations: 0, throughSeq: 0 }
  )
}

/** A text that waits for a look. */
export interface HeldTextRow {
  readonly id: string
  readonly seq: number
  readonly conversation_id: number
  readonly body: string
  readonly origin: MessageOrigin
  readonly author: string | null
  readonly created_at: number
  readonly send_at: number | null
  readonly held_because: HeldBecause
  readonly deadline: number
}

/** Held texts of a conversation, oldest first. */
export function heldTexts(db: Db, conversationId: number, limit: number): readonly HeldTextRow[] {
  return statement<HeldTextRow>(
    db,
    `SELECT m.id, m.seq, m.conversation_id, m.body, m.origin, m.author, m.created_at, m.send_at, o.held_because, o.deadline
     FROM outbox o INDEXED BY outbox_held JOIN message m ON m.seq = o.message_seq
     WHERE o.phase = 'held' AND o.conversation_id = ? ORDER BY o.message_seq LIMIT ?`,
  ).all(conversationId, limit)
}
