import type { Db } from './open.ts'
import { statement } from './statement.ts'
import type { BroadcastAnswer, BroadcastState, BroadcastWhy } from './words.ts'

export type { BroadcastAnswer, BroadcastState, BroadcastWhy } from './words.ts'

export interface BroadcastRow {
  readonly id: string
  readonly name: string
  /** JSON; who was asked for. */
  readonly audience: string
  readonly template_id: number | null
  /** JSON: language → body with merge fields. */
  readonly bodies: string
  /** JSON: what the merge fields say to all alike. */
  readonly facts: string
  readonly state: BroadcastState
  readonly why: BroadcastWhy | null
  readonly asks_to_confirm: 0 | 1
  readonly author: string | null
  readonly created_at: number
  readonly send_at: number | null
  readonly no_use_after: number
  readonly use_minutes: number
  readonly started_at: number | null
  readonly ended_at: number | null
  readonly went_on_at: number | null
  readonly restored: 0 | 1
  readonly again_of: string | null
  /** It is spoken on calls. */
  readonly spoken: 0 | 1
  /** Minutes after a text left at which whoever has not answered is called; null: nobody is. */
  readonly call_after: number | null
}

const row = `id, name, audience, template_id, bodies, facts, state, why, asks_to_confirm, author, created_at, send_at, no_use_after,
  use_minutes, started_at, ended_at, went_on_at, restored, again_of, spoken, call_after`

export function insertBroadcast(
  db: Db,
  broadcast: Omit<BroadcastRow, 'why' | 'started_at' | 'ended_at' | 'went_on_at' | 'restored'>,
): void {
  statement(
    db,
    `INSERT INTO broadcast (id, name, audience, template_id, bodies, facts, state, asks_to_confirm, author, created_at, send_at,
       no_use_after, use_minutes, again_of, spoken, call_after)
     VALUES ($id, $name, $audience, $template_id, $bodies, $facts, $state, $asks_to_confirm, $author, $created_at, $send_at,
       $no_use_after, $use_minutes, $again_of, $spoken, $call_after)`,
  ).run(broadcast)
}

export function findBroadcast(db: Db, id: string): BroadcastRow | undefined {
  return statement<BroadcastRow>(db, `SELECT ${row} FROM broadcast WHERE id = ?`).get(id)
}

/** The newest ones first, after a key. */
export function listBroadcasts(
  db: Db,
  before: { readonly createdAt: number; readonly id: string } | null,
  limit: number,
): readonly BroadcastRow[] {
  return before
    ? statement<BroadcastRow>(
        db,
        `SELECT ${row} FROM broadcast WHERE (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?`,
      ).all(before.createdAt, before.id, limit)
    : statement<BroadcastRow>(db, `SELECT ${row} FROM broadcast ORDER BY created_at DESC, id DESC LIMIT ?`).all(limit)
}

/** Broadcasts with more to come, oldest first. */
export function openBroadcasts(db: Db): readonly BroadcastRow[] {
  return statement<BroadcastRow>(
    db,
    `SELECT ${row} FROM broadcast INDEXED BY broadcast_open
     WHERE state IN ('scheduled', 'preparing', 'running', 'paused') ORDER BY created_at, id`,
  ).all()
}

/** The last one with the same words since a time (epoch ms) that went out, or is to. */
export function lastWithBodies(db: Db, bodies: string, since: number): BroadcastRow | undefined {
  return statement<BroadcastRow>(
    db,
    `SELECT ${row} FROM broadcast b WHERE b.created_at >= $since AND b.bodies = $bodies
       AND (b.state <> 'canceled' OR EXISTS (
         SELECT 1 FROM broadcast_recipient r WHERE r.broadcast_id = b.id AND r.message_seq IS NOT NULL))
     ORDER BY b.created_at DESC LIMIT 1`,
  ).get({ bodies, since })
}

type Patch = Partial<
  Pick<
    BroadcastRow,
    'state' | 'why' | 'started_at' | 'ended_at' | 'went_on_at' | 'restored' | 'send_at' | 'no_use_after'
  >
>

/** Changes the named columns of a broadcast. */
export function updateBroadcast(db: Db, id: string, patch: Patch): void {
  const columns = Object.keys(patch)
  if (columns.length === 0) return
  statement(
    db,
    `UPDATE broadcast SET ${columns.map((column) => `${column} = $${column}`).join(', ')} WHERE id = $id`,
  ).run({
    ...patch,
    id,
  })
}

/** Takes a broadcast back that nothing of has left. */
export function deleteBroadcast(db: Db, id: string): void {
  statement(db, 'DELETE FROM broadcast WHERE id = ?').run(id)
}

/**
 * Broadcasts that waited too long to go on by themselves are paused for one look each: those that last came on, or of which a text
 * waits, since `longest` or longer, or since a time that lies ahead of `ahead` (the clock was set back). Returns their ids.
 */
export function pauseLateBroadcasts(
  db: Db,
  rule: { readonly longest: number; readonly ahead: number },
): readonly string[] {
  const late = (at: string): string => `(${at} <= $longest OR ${at} >= $ahead)`
  return statement<{ id: string }>(
    db,
    `UPDATE broadcast SET state = 'paused', why = 'waited' WHERE state = 'running' AND (
       (went_on_at IS NOT NULL AND ${late('went_on_at')} AND EXISTS (
         SELECT 1 FROM broadcast_recipient r WHERE r.broadcast_id = broadcast.id AND r.message_seq IS NULL AND r.refused IS NULL))
       OR EXISTS (
         SELECT 1 FROM outbox o JOIN broadcast_recipient r ON r.message_seq = o.message_seq
         WHERE o.phase = 'ready' AND r.broadcast_id = broadcast.id AND ${late('o.waits_since')}))
     RETURNING id`,
  )
    .all(rule)
    .map(({ id }) => id)
}

/** Pauses whatever runs or is to run by itself: the store was put back from a copy. Returns how many. */
export function pauseRestoredBroadcasts(db: Db): number {
  return statement(
    db,
    `UPDATE broadcast SET state = 'paused', why = 'restored', restored = 1 WHERE state IN ('scheduled', 'running', 'paused')`,
  ).run().changes
}

export interface NewRecipient {
  readonly conversation_id: number
  readonly position: number
  readonly name: string
  /** JSON. */
  readonly players: string
  /** JSON. */
  readonly player_ids: string
  readonly body: string
  readonly segments: number
  readonly message_id: string
  readonly language: string
}

export function insertRecipient(db: Db, broadcastId: string, recipient: NewRecipient): void {
  statement(
    db,
    `INSERT INTO broadcast_recipient (broadcast_id, conversation_id, position, name, players, player_ids, body, segments, message_id, language)
     VALUES ($broadcastId, $conversation_id, $position, $name, $players, $player_ids, $body, $segments, $message_id, $language)`,
  ).run({ broadcastId, ...recipient })
}

export function insertLeftOut(
  db: Db,
  broadcastId: string,
  left: {
    readonly position: number
    readonly guardian_id: number | null
    readonly name: string
    readonly players: string
    readonly reason: string
  },
): void {
  statement(
    db,
    `INSERT INTO broadcast_left_out (broadcast_id, position, guardian_id, name, players, reason)
     VALUES ($broadcastId, $position, $guardian_id, $name, $players, $reason)`,
  ).run({ broadcastId, ...left })
}

export interface WaitingRecipient {
  readonly conversation_id: number
  readonly body: string
  readonly segments: number
  readonly message_id: string
  readonly language: string
  /** JSON. */
  readonly player_ids: string
}

/** The next recipients that are not in the outbox yet, in order. */
export function nextToQueue(db: Db, broadcastId: string, limit: number): readonly WaitingRecipient[] {
  return statement<WaitingRecipient>(
    db,
    `SELECT conversation_id, body, segments, message_id, language, player_ids FROM broadcast_recipient INDEXED BY broadcast_recipient_waiting
     WHERE broadcast_id = ? AND message_seq IS NULL AND refused IS NULL ORDER BY position LIMIT ?`,
  ).all(broadcastId, limit)
}

/** A recipient's text is in the outbox, or had left before. */
export function setRecipientMessage(db: Db, broadcastId: string, conversationId: number, seq: number): void {
  statement(db, 'UPDATE broadcast_recipient SET message_seq = ? WHERE broadcast_id = ? AND conversation_id = ?').run(
    seq,
    broadcastId,
    conversationId,
  )
}

export function setRecipientRefused(db: Db, broadcastId: string, conversationId: number, reason: string): void {
  statement(db, 'UPDATE broadcast_recipient SET refused = ? WHERE broadcast_id = ? AND conversation_id = ?').run(
    reason,
    broadcastId,
    conversationId,
  )
}

/** `seq` of a message, by its id. */
export function seqOfMessage(db: Db, id: string): number | undefined {
  return statement<{ seq: number }>(db, 'SELECT seq FROM message WHERE id = ?').get(id)?.seq
}

/** A text with these words that went to a conversation since a time (epoch ms), which this store did not send. */
export function sentElsewhere(db: Db, conversationId: number, body: string, since: number): number | undefined {
  return statement<{ seq: number }>(
    db,
    `SELECT seq FROM message WHERE conversation_id = ? AND sort_at >= ? AND origin = 'elsewhere' AND body = ?
     ORDER BY sort_at LIMIT 1`,
  ).get(conversationId, since, body)?.seq
}

/** How many texts of running broadcasts wait in the outbox for their turn. */
export function countFed(db: Db): number {
  return (
    statement<{ n: number }>(
      db,
      `SELECT count(*) AS n FROM broadcast b INDEXED BY broadcast_open
       CROSS JOIN outbox o INDEXED BY outbox_turn ON o.phase = 'ready'
       JOIN broadcast_recipient r ON r.message_seq = o.message_seq AND r.broadcast_id = b.id
       WHERE b.state IN ('scheduled', 'preparing', 'running', 'paused') AND b.state = 'running'`,
    ).get()?.n ?? 0
  )
}

/** How many texts of running broadcasts are not in the outbox yet: they follow by themselves as those before them leave. */
export function countToCome(db: Db): number {
  return (
    statement<{ n: number }>(
      db,
      `SELECT count(*) AS n FROM broadcast b INDEXED BY broadcast_open
       CROSS JOIN broadcast_recipient r INDEXED BY broadcast_recipient_waiting ON r.broadcast_id = b.id
       WHERE b.state IN ('scheduled', 'preparing', 'running', 'paused') AND b.state = 'running'
         AND r.message_seq IS NULL AND r.refused IS NULL`,
    ).get()?.n ?? 0
  )
}

/** The texts of a broadcast that have not left for good, with where they stand. */
export function outboxOf(
  db: Db,
  broadcastId: string,
): readonly { readonly message_seq: number; readonly message_id: string; readonly phase: string }[] {
  return statement<{ message_seq: number; message_id: string; phase: string }>(
    db,
    `SELECT o.message_seq, r.message_id, o.phase FROM broadcast_recipient r INDEXED BY broadcast_recipient_position
     JOIN outbox o ON o.message_seq = r.message_seq
     WHERE r.broadcast_id = ? AND o.phase IN ('scheduled', 'ready', 'held', 'sending', 'uncertain')`,
  ).all(broadcastId)
}

/** Whether one of a broadcast's calls is under way. */
export function callsGoOn(db: Db, broadcastId: string): boolean {
  return (
    statement(
      db,
      `SELECT 1 FROM broadcast_recipient r INDEXED BY broadcast_recipient_position
       JOIN outbox o ON o.message_seq = r.message_seq JOIN voice_call v ON v.message_seq = r.message_seq
       WHERE r.broadcast_id = ? AND o.phase = 'open' LIMIT 1`,
    ).get(broadcastId) !== undefined
  )
}

/** The last broadcast that texted a conversation since a time (epoch ms), and what was answered to it. */
export function lastBroadcastTo(
  db: Db,
  conversationId: number,
  since: number,
): { readonly broadcast_id: string; readonly answer: BroadcastAnswer | null } | undefined {
  return statement<{ broadcast_id: string; answer: BroadcastAnswer | null }>(
    db,
    `SELECT r.broadcast_id, r.answer FROM broadcast_recipient r INDEXED BY broadcast_recipient_conversation
     JOIN message m ON m.seq = r.message_seq
     WHERE r.conversation_id = ? AND m.created_at >= ? AND m.state IN ('sending', 'uncertain', 'sent', 'delivered')
     ORDER BY m.created_at DESC LIMIT 1`,
  ).get(conversationId, since)
}

export function setAnswer(
  db: Db,
  broadcastId: string,
  conversationId: number,
  answer: BroadcastAnswer,
  seq: number,
): void {
  statement(
    db,
    'UPDATE broadcast_recipient SET answer = ?, answer_seq = ? WHERE broadcast_id = ? AND conversation_id = ?',
  ).run(answer, seq, broadcastId, conversationId)
}

/** Whether any of these messages is a broadcast's text or call, or the call that followed such a text. */
export function touchesBroadcast(db: Db, seqs: readonly number[]): boolean {
  const list = JSON.stringify(seqs)
  const isOfOne = statement(
    db,
    `SELECT 1 FROM json_each(?) j JOIN broadcast_recipient r INDEXED BY broadcast_recipient_message
       ON r.message_seq = j.value LIMIT 1`,
  )
  const hasFollowedOne = statement(
    db,
    `SELECT 1 FROM json_each(?) j CROSS JOIN message k ON k.seq = j.value JOIN call_after f ON f.call_id = k.id
       JOIN broadcast_recipient r INDEXED BY broadcast_recipient_message ON r.message_seq = f.text_seq
     WHERE k.channel = 'voice' LIMIT 1`,
  )
  return isOfOne.get(list) !== undefined || hasFollowedOne.get(list) !== undefined
}

/** Whether a message is of a broadcast whose rest was canceled. */
export function isOfCanceled(db: Db, messageSeq: number): boolean {
  return (
    statement(
      db,
      `SELECT 1 FROM broadcast_recipient r JOIN broadcast b ON b.id = r.broadcast_id
       WHERE r.message_seq = ? AND b.state = 'canceled'`,
    ).get(messageSeq) !== undefined
  )
}

/** A recipient confirmed by a key what was spoken to them: by the broadcast's own call, or by the one that followed its text. */
export function confirmRecipient(db: Db, callSeq: number): void {
  statement(
    db,
    `UPDATE broadcast_recipient SET answer = 'yes' WHERE answer IS NULL AND message_seq IN ($seq,
       (SELECT f.text_seq FROM call_after f JOIN message k ON k.id = f.call_id WHERE k.seq = $seq))`,
  ).run({ seq: callSeq })
}
