import type { Channel, Direction, MessageOrigin, MessageState } from './words.ts'
import type { Db } from './open.ts'
import type { HeldBecause, OutboxPhase } from './outbox.ts'
import { statement } from './statement.ts'

/** A message as its bubble needs it: its own columns and what the outbox and its attempts say of it. */
export interface MessageRow {
  readonly seq: number
  readonly id: string
  readonly conversation_id: number
  readonly direction: Direction
  readonly channel: Channel
  readonly body: string
  readonly state: MessageState
  readonly origin: MessageOrigin
  readonly author: string | null
  readonly our_number: string | null
  readonly segments: number
  readonly created_at: number
  readonly sort_at: number
  readonly sent_at: number | null
  readonly delivered_at: number | null
  readonly send_at: number | null
  readonly no_use_after: number | null
  readonly sid: string | null
  readonly error_code: number | null
  readonly error_text: string | null
  readonly replaces_id: string | null
  readonly replaced_by_id: string | null
  readonly arrived_while_away: 0 | 1
  /** Attempts that the carrier took and that did not fail there: more than one may have arrived. */
  readonly arrivals: number
  readonly needs_decision: 0 | 1 | null
  /** Of an uncertain text: how far its last request had come, and when the carrier is asked next (epoch ms). */
  readonly doubt_phase: 'connecting' | 'connected' | 'written' | 'answered' | null
  readonly next_look_at: number | null
  readonly waits_behind: string | null
  /** Why it waits for a person's look; null where it does not. */
  readonly held_because: HeldBecause | null
  /** JSON array of its pictures and other media, in their order. */
  readonly media: string
  /** JSON of the call it is; null for a text. */
  readonly call: string | null
  /** JSON of the call that is to follow it; null where none is. */
  readonly then_call: string | null
}

const columns = `
  m.seq, m.id, m.conversation_id, m.direction, m.channel, m.body, m.state, m.origin, m.author, m.our_number, m.segments,
  m.created_at, m.sort_at, m.sent_at, m.delivered_at, m.send_at, m.no_use_after, m.sid, m.error_code, m.error_text,
  m.replaces_id, m.replaced_by_id, m.arrived_while_away, o.needs_decision,
  iif(m.direction = 'in', 0, (SELECT count(*) FROM attempt a WHERE a.message_seq = m.seq AND a.sid IS NOT NULL
        AND a.carrier_status NOT IN ('failed', 'undelivered', 'canceled'))) AS arrivals,
  iif(m.state = 'uncertain',
      -- Of the last one: a bare column beside max() is of its row.
      (SELECT phase FROM (SELECT max(started_at), phase FROM attempt
        WHERE message_seq = m.seq AND outcome = 'uncertain')),
      NULL) AS doubt_phase,
  iif(o.phase = 'uncertain', o.due_at, NULL) AS next_look_at,
  iif(m.state = 'queued' AND o.passes = 0,
      (SELECT e.id FROM outbox p JOIN message e ON e.seq = p.message_seq
       WHERE p.conversation_id = m.conversation_id AND p.message_seq < m.seq AND p.phase IN ('held', 'uncertain')
         AND e.state <> 'scheduled'
       ORDER BY p.message_seq LIMIT 1),
      NULL) AS waits_behind,
  iif(o.phase = 'held', o.held_because, NULL) AS held_because,
  iif(m.direction = 'out', '[]',
      (SELECT json_group_array(json_object('id', id, 'kind', kind, 'state', state, 'reason', reason,
                'late', json(iif(tries > 0, 'true', 'false')),
                'bytes', bytes, 'width', width, 'height', height))
       FROM (SELECT * FROM media WHERE message_seq = m.seq ORDER BY position))) AS media,
  iif(m.channel = 'voice',
      (SELECT json_object('progress', progress, 'answeredBy', answered_by, 'outcome', outcome, 'duration', duration,
         'language', language, 'offersKeys', json(iif(offers_keys, 'true', 'false')), 'calls', calls, 'mostCalls', most_calls,
         'againAt', again_at, 'removedAfter', removed_after)
       FROM voice_call WHERE message_seq = m.seq),
      NULL) AS call,
  iif(m.direction = 'in', NULL,
      (SELECT json_object('unless', unless, 'minutes', minutes) FROM call_after WHERE text_seq = m.seq AND outcome IS NULL)) AS then_call
FROM message m LEFT JOIN outbox o ON o.message_seq = m.seq`

export function findMessage(db: Db, id: string): MessageRow | undefined {
  return statement<MessageRow>(db, `SELECT ${columns} WHERE m.id = ?`).get(id)
}

export function findMessageBySeq(db: Db, seq: number): MessageRow | undefined {
  return statement<MessageRow>(db, `SELECT ${columns} WHERE m.seq = ?`).get(seq)
}

/** Whether a message with this id is there: a repeated call finds out before it does anything. */
export function hasMessage(db: Db, id: string): boolean {
  return statement(db, 'SELECT 1 FROM message WHERE id = ?').get(id) !== undefined
}

export function hasMessageWithSid(db: Db, sid: string): boolean {
  return (
    statement(db, 'SELECT 1 FROM message WHERE sid = ? UNION ALL SELECT 1 FROM forgotten_text WHERE sid = ?').get(
      sid,
      sid,
    ) !== undefined
  )
}

/** An outgoing text as the question needs it whether a new one repeats it. */
export interface SaidBefore {
  readonly id: string
  readonly body: string
  readonly state: MessageState
  readonly error_text: string | null
  /** When it was last handed to the carrier, or written where it has not left. */
  readonly at: number
  /** Where it stands in the outbox; null once it is done. */
  readonly phase: OutboxPhase | null
  readonly due_at: number | null
}

/** Texts that a new one could repeat: the latest of a conversation, and all that have not left yet, in no order. */
export function saidBefore(db: Db, conversationId: number, latest: number): readonly SaidBefore[] {
  return statement<SaidBefore>(
    db,
    `SELECT m.id, m.body, m.state, m.error_text, o.phase, o.due_at,
       coalesce((SELECT max(a.started_at) FROM attempt a WHERE a.message_seq = m.seq), m.created_at) AS at
     FROM message m LEFT JOIN outbox o ON o.message_seq = m.seq
     WHERE (m.seq IN (SELECT seq FROM message WHERE conversation_id = ? ORDER BY sort_at DESC, seq DESC LIMIT ?)
         OR m.seq IN (SELECT message_seq FROM outbox WHERE conversation_id = ?))
       AND m.direction = 'out' AND m.state NOT IN ('expired', 'canceled')`,
  ).all(conversationId, latest, conversationId)
}

/** A webhook brings a text within this time of the carrier's, and the carrier tells times in whole seconds; milliseconds. */
const webhookSlack = 2_000

/** What a person wrote, as far as it stands behind a time in the thread. */
export interface StandsAfter {
  readonly body: string
  readonly sort_at: number
  /** Written later than that time; 0: only heard of later. */
  readonly is_later: 0 | 1
}

/**
 * What a person wrote that stands behind `at` (the carrier's time of another text, epoch ms).
 * What was asked for has the carrier's time of it, what a webhook brought only the time it came.
 */
export function inboundAfter(db: Db, conversationId: number, at: number): readonly StandsAfter[] {
  return statement<StandsAfter>(
    db,
    `SELECT body, sort_at, coalesce(json_extract(extra, '$.carrierAt'), created_at - ${webhookSlack}) > $at AS is_later
     FROM message WHERE conversation_id = $conversationId AND sort_at > $at AND direction = 'in'`,
  ).all({ conversationId, at })
}

/** Takes a sid off the message that was thought to have it. */
export function clearSid(db: Db, sid: string): void {
  statement(db, 'UPDATE message SET sid = NULL WHERE sid = ?').run(sid)
}

export interface ThreadKey {
  readonly sortAt: number
  readonly seq: number
}

/** Messages older than a key (or the newest ones), newest first. */
export function messagesBefore(
  db: Db,
  conversationId: number,
  key: ThreadKey | null,
  limit: number,
): readonly MessageRow[] {
  return key
    ? statement<MessageRow>(
        db,
        `SELECT ${columns} WHERE m.conversation_id = ? AND (m.sort_at, m.seq) < (?, ?) ORDER BY m.sort_at DESC, m.seq DESC LIMIT ?`,
      ).all(conversationId, key.sortAt, key.seq, limit)
    : statement<MessageRow>(
        db,
        `SELECT ${columns} WHERE m.conversation_id = ? ORDER BY m.sort_at DESC, m.seq DESC LIMIT ?`,
      ).all(conversationId, limit)
}

/** Messages newer than a key, oldest first. */
export function messagesAfter(db: Db, conversationId: number, key: ThreadKey, limit: number): readonly MessageRow[] {
  return statement<MessageRow>(
    db,
    `SELECT ${columns} WHERE m.conversation_id = ? AND (m.sort_at, m.seq) > (?, ?) ORDER BY m.sort_at, m.seq LIMIT ?`,
  ).all(conversationId, key.sortAt, key.seq, limit)
}

export interface NewMessage {
  readonly id: string
  readonly conversationId: number
  readonly direction: Direction
  /** Absent: a text. */
  readonly channel?: Channel
  readonly body: string
  readonly state: MessageState
  readonly origin: MessageOrigin
  readonly author: string | null
  readonly ourNumber: string | null
  readonly segments: number
  readonly createdAt: number
  /** Null: after everything the conversation holds (live); a time: where the carrier's clock puts it (caught up). */
  readonly sortAt: number | null
  readonly sendAt: number | null
  readonly noUseAfter: number | null
  readonly sid: string | null
  readonly replacesId: string | null
  readonly arrivedWhileAway: boolean
  /** JSON of what the carrier sent along, with `carrierAt`, its time of what was asked for (epoch ms); or null. */
  readonly extra: string | null
}

/** Stores a message and returns its `seq`. The conversation's counters follow by trigger. */
export function insertMessage(db: Db, message: NewMessage): number {
  // Strictly rising while live, also when the laptop's clock was set back.
  const made = statement(
    db,
    `INSERT INTO message (id, conversation_id, direction, channel, body, state, origin, author, our_number, segments, created_at,
       sort_at, state_at, send_at, no_use_after, sid, replaces_id, arrived_while_away, extra)
     VALUES ($id, $conversationId, $direction, $channel, $body, $state, $origin, $author, $ourNumber, $segments, $createdAt,
       coalesce($sortAt, max($createdAt, coalesce(
         (SELECT max(sort_at) + 1 FROM message WHERE conversation_id = $conversationId), 0))),
       $createdAt, $sendAt, $noUseAfter, $sid, $replacesId, $arrivedWhileAway, $extra)`,
  ).run({ channel: 'sms', ...message, arrivedWhileAway: message.arrivedWhileAway ? 1 : 0 })
  return Number(made.lastInsertRowid)
}

export interface MessageOutcome {
  readonly state: MessageState
  readonly at: number
  readonly sid?: string | null
  readonly errorCode?: number | null
  readonly errorText?: string | null
}

/** A column that is set is written anew in its index too, also where it stays the same: sids lie far apart there. */
const setState = (sid: string): string => `UPDATE message SET
  ${sid} state = $state,
  state_at = $at,
  sent_at = iif($state IN ('sent', 'delivered'), coalesce(sent_at, $at), sent_at),
  delivered_at = iif($state = 'delivered', coalesce(delivered_at, $at), delivered_at),
  error_code = $errorCode,
  error_text = $errorText,
  settled = iif($state IN ('failed', 'expired'), settled, 0)
WHERE seq = $seq`
const setStateAndSid = setState('sid = $sid,')
const setStateAlone = setState('')

/** Moves an outgoing message to a state. The first times of `sent` and `delivered` are kept. */
export function setMessageState(db: Db, seq: number, outcome: MessageOutcome): void {
  const sid = outcome.sid ?? null
  statement(db, sid === null ? setStateAlone : setStateAndSid).run({
    seq,
    state: outcome.state,
    at: outcome.at,
    ...(sid === null ? {} : { sid }),
    errorCode: outcome.errorCode ?? null,
    errorText: outcome.errorText ?? null,
  })
}

/** Marks a failure as dealt with by a newer message. */
export function setReplaced(db: Db, seq: number, replacedById: string): void {
  statement(db, 'UPDATE message SET settled = 1, replaced_by_id = ? WHERE seq = ?').run(replacedById, seq)
}

export function setNoUseAfter(db: Db, seq: number, at: number): void {
  statement(db, 'UPDATE message SET no_use_after = ? WHERE seq = ?').run(at, seq)
}

/** Nobody needs to act on this message's failure. */
export function settleFailure(db: Db, seq: number): void {
  statement(db, 'UPDATE message SET settled = 1 WHERE seq = ?').run(seq)
}
