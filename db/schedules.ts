import type { Db } from './open.ts'
import { statement } from './statement.ts'
import type { HeldBecause, MessageOrigin } from './words.ts'

/** The wall clock that a person chose for a text. */
export interface ScheduleRow {
  readonly message_seq: number
  /** '2027-06-14', in `zone`. */
  readonly day: string
  /** Minutes after midnight. */
  readonly minutes: number
  /** IANA time zone in which the time was last worked out. */
  readonly zone: string
  readonly cancel_on_reply: 0 | 1
  /** Minutes after its time during which it is of use. */
  readonly use_minutes: number
  /** The carrier holds it until its time. */
  readonly by_carrier: 0 | 1
  /** Who wants it back from the carrier; null: nobody. */
  readonly cancel_wanted: 'person' | 'stop' | null
}

/** Remembers the wall clock of a text, or another one than before. */
export function saveSchedule(db: Db, row: Omit<ScheduleRow, 'cancel_wanted'>): void {
  statement(
    db,
    `INSERT INTO schedule (message_seq, day, minutes, zone, cancel_on_reply, use_minutes, by_carrier)
     VALUES ($message_seq, $day, $minutes, $zone, $cancel_on_reply, $use_minutes, $by_carrier)
     ON CONFLICT (message_seq) DO UPDATE SET day = excluded.day, minutes = excluded.minutes, zone = excluded.zone,
       cancel_on_reply = excluded.cancel_on_reply, use_minutes = excluded.use_minutes, by_carrier = excluded.by_carrier`,
  ).run(row)
}

export function findSchedule(db: Db, messageSeq: number): ScheduleRow | undefined {
  return statement<ScheduleRow>(db, 'SELECT * FROM schedule WHERE message_seq = ?').get(messageSeq)
}

/** A text that waits here for its time, also while a person is to look at it before. */
const waits = `FROM outbox o JOIN message m ON m.seq = o.message_seq JOIN schedule s ON s.message_seq = o.message_seq
  WHERE o.phase IN ('scheduled', 'held') AND m.state = 'scheduled'`

/** A waiting text's wall clock, and the instant it was worked out to be. */
export interface WaitingTime extends ScheduleRow {
  /** Epoch ms. */
  readonly send_at: number
}

export function waitingTimes(db: Db): readonly WaitingTime[] {
  return statement<WaitingTime>(db, `SELECT s.*, m.send_at ${waits} ORDER BY o.message_seq`).all()
}

/** Whether a waiting text's time was worked out in another zone than this one. */
export function waitsInOtherZone(db: Db, zone: string): boolean {
  return statement(db, `SELECT 1 ${waits} AND s.zone <> ? LIMIT 1`).get(zone) !== undefined
}

/** A planned text that is to be handed to the carrier now, which holds it until its time. */
export interface HandOverRow {
  readonly message_seq: number
  readonly conversation_id: number
  readonly send_at: number
  /** Since when it waits for that (epoch ms); null: a person let it go. */
  readonly waits_since: number | null
}

export function handOvers(db: Db): readonly HandOverRow[] {
  return statement<HandOverRow>(
    db,
    `SELECT o.message_seq, o.conversation_id, m.send_at, o.waits_since
     FROM schedule s INDEXED BY schedule_by_carrier CROSS JOIN outbox o ON o.message_seq = s.message_seq
       JOIN message m ON m.seq = s.message_seq
     WHERE s.by_carrier = 1 AND o.phase = 'ready' AND m.send_at IS NOT NULL`,
  ).all()
}

/** Whether the carrier holds a text until its time. */
export function setByCarrier(db: Db, messageSeq: number, byCarrier: 0 | 1): void {
  statement(db, 'UPDATE schedule SET by_carrier = ? WHERE message_seq = ?').run(byCarrier, messageSeq)
}

/** Who wants a text back that the carrier holds; null: nobody any more. */
export function wantCancel(db: Db, messageSeq: number, wanted: 'person' | 'stop' | null): void {
  statement(db, 'UPDATE schedule SET cancel_wanted = ? WHERE message_seq = ?').run(wanted, messageSeq)
}

export interface WantedBack {
  readonly message_seq: number
  readonly cancel_wanted: 'person' | 'stop'
}

/** Texts that the carrier holds and that are to be taken back. */
export function wantedBack(db: Db): readonly WantedBack[] {
  return statement<WantedBack>(
    db,
    `SELECT message_seq, cancel_wanted FROM schedule INDEXED BY schedule_cancel
     WHERE cancel_wanted IS NOT NULL ORDER BY message_seq`,
  ).all()
}

/** Texts of a conversation that the carrier holds until their time. */
export function heldByCarrier(db: Db, conversationId: number): readonly number[] {
  return statement<{ message_seq: number }>(
    db,
    `SELECT o.message_seq FROM outbox o JOIN message m ON m.seq = o.message_seq JOIN schedule s ON s.message_seq = o.message_seq
     WHERE o.conversation_id = ? AND o.phase = 'open' AND m.state = 'scheduled' AND s.by_carrier = 1`,
  )
    .all(conversationId)
    .map((row) => row.message_seq)
}

/** Moves a waiting text to another instant. @param sendAt @param noUseAfter epoch ms */
export function moveWaiting(db: Db, messageSeq: number, sendAt: number, noUseAfter: number): void {
  statement(db, 'UPDATE message SET send_at = ?, no_use_after = ? WHERE seq = ?').run(sendAt, noUseAfter, messageSeq)
  statement(db, 'UPDATE outbox SET due_at = ?, waits_since = ?, deadline = ? WHERE message_seq = ?').run(
    sendAt,
    sendAt,
    noUseAfter,
    messageSeq,
  )
}

/** Gives a text that has not left other words. */
export function rewriteMessage(db: Db, messageSeq: number, body: string, segments: number): void {
  statement(db, 'UPDATE message SET body = ?, segments = ? WHERE seq = ?').run(body, segments, messageSeq)
}

/** A text that goes out now takes its place behind all that was said meanwhile. */
export function moveToEnd(db: Db, messageSeq: number, now: number): void {
  statement(
    db,
    `UPDATE message SET sort_at = max(?, 1 + (SELECT max(e.sort_at) FROM message e
       WHERE e.conversation_id = message.conversation_id)) WHERE seq = ?`,
  ).run(now, messageSeq)
  statement(
    db,
    `UPDATE conversation SET last_message_seq = m.seq, last_at = max(last_at, m.sort_at)
     FROM message m WHERE m.seq = ? AND conversation.id = m.conversation_id`,
  ).run(messageSeq)
}

/**
 * Planned texts that wait for their turn, or for a look because they waited long, though their time is yet to come: the clock was
 * set back since. None that a person let go, and none that may have left.
 */
export function promotedTooSoon(
  db: Db,
  now: number,
): readonly { readonly message_seq: number; readonly send_at: number }[] {
  return statement<{ message_seq: number; send_at: number }>(
    db,
    `SELECT o.message_seq, m.send_at FROM (
       SELECT message_seq FROM outbox WHERE phase = 'ready' AND due_at > ? AND looked = 0
       UNION ALL SELECT message_seq FROM outbox WHERE phase = 'held' AND held_because = 'waited' AND looked = 0) o
     JOIN schedule s ON s.message_seq = o.message_seq JOIN message m ON m.seq = o.message_seq
     WHERE m.state = 'queued' AND m.send_at > ? AND s.by_carrier = 0
       AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.message_seq = o.message_seq)`,
  ).all(now, now)
}

/** Texts of a conversation that wait for their time: those that a reply cancels, or all of them. */
export function waitingOf(db: Db, conversationId: number, which: 'cancel-on-reply' | 'all'): readonly number[] {
  return statement<{ message_seq: number }>(
    db,
    `SELECT o.message_seq FROM outbox o JOIN message m ON m.seq = o.message_seq
       LEFT JOIN schedule s ON s.message_seq = o.message_seq
     WHERE o.conversation_id = ? AND o.phase IN ('scheduled', 'held') AND m.state = 'scheduled'
       AND (? = 'all' OR s.cancel_on_reply = 1) ORDER BY o.message_seq`,
  )
    .all(conversationId, which)
    .map((row) => row.message_seq)
}

/** A waiting text as the screen lists it. */
export interface ScheduledRow extends ScheduleRow {
  readonly id: string
  readonly conversation_id: number
  readonly body: string
  readonly origin: MessageOrigin
  readonly author: string | null
  readonly send_at: number
  readonly no_use_after: number
  readonly held_because: HeldBecause | null
}

const listed = `m.id, m.conversation_id, m.body, m.origin, m.author, m.send_at, m.no_use_after, s.*,
  iif(o.phase = 'held', o.held_because, NULL) AS held_because`

/** Texts that wait for their time, the next one first, with those that the carrier holds until theirs. */
export function listScheduled(db: Db, limit: number): readonly ScheduledRow[] {
  return statement<ScheduledRow>(
    db,
    `SELECT ${listed} FROM outbox o JOIN message m ON m.seq = o.message_seq JOIN schedule s ON s.message_seq = o.message_seq
     WHERE m.state = 'scheduled' AND o.phase IN ('scheduled', 'held', 'open') ORDER BY m.send_at, m.seq LIMIT ?`,
  ).all(limit)
}

/** One of them. */
export function findScheduledRow(db: Db, messageId: string): ScheduledRow | undefined {
  return statement<ScheduledRow>(
    db,
    `SELECT ${listed} FROM message m JOIN outbox o ON o.message_seq = m.seq JOIN schedule s ON s.message_seq = m.seq
     WHERE m.id = ? AND m.state = 'scheduled'`,
  ).get(messageId)
}

/** How many there are. */
export function countScheduled(db: Db): number {
  return (
    statement<{ n: number }>(
      db,
      `SELECT count(*) AS n FROM outbox o JOIN message m ON m.seq = o.message_seq
       JOIN schedule s ON s.message_seq = o.message_seq
       WHERE m.state = 'scheduled' AND o.phase IN ('scheduled', 'held', 'open')`,
    ).get()?.n ?? 0
  )
}

/** A broadcast that waits for its time. */
export interface ScheduledBroadcastRow {
  readonly id: string
  readonly name: string
  readonly send_at: number
  readonly no_use_after: number
  readonly author: string | null
  readonly recipients: number
}

/** Broadcasts that wait for their time, the next one first. */
export function scheduledBroadcasts(db: Db): readonly ScheduledBroadcastRow[] {
  return statement<ScheduledBroadcastRow>(
    db,
    `SELECT b.id, b.name, b.send_at, b.no_use_after, b.author,
       (SELECT count(*) FROM broadcast_recipient r WHERE r.broadcast_id = b.id) AS recipients
     FROM broadcast b WHERE b.state = 'scheduled' AND b.send_at IS NOT NULL ORDER BY b.send_at, b.id`,
  ).all()
}
