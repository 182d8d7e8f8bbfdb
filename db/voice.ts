import type { Db } from './open.ts'
import { statement } from './statement.ts'

export type CallProgress = 'waiting' | 'queued' | 'calling' | 'ringing' | 'answered' | 'ended'
export type CallOutcome =
  | 'heard'
  | 'confirmed'
  | 'answered'
  | 'cut-short'
  | 'message-left'
  | 'busy'
  | 'no-answer'
  | 'failed'
  | 'missed'
  | 'voicemail'
  | 'taken'

export interface CallRow {
  readonly message_seq: number
  readonly language: string | null
  readonly progress: CallProgress
  readonly sequence: number
  readonly offers_keys: 0 | 1
  readonly answered_by: 'person' | 'machine' | null
  readonly confirmed_at: number | null
  readonly left_at: number | null
  readonly outcome: CallOutcome | null
  readonly duration: number | null
  readonly calls: number
  readonly most_calls: number
  readonly again_at: number | null
  readonly call_sid: string | null
  /** Days after which its recording was removed; null: it was not. */
  readonly removed_after: number | null
}

/** Notes that a message is a call. @param callSid of a call in */
export function insertCall(
  db: Db,
  messageSeq: number,
  call: { readonly language: string | null; readonly mostCalls: number; readonly callSid: string | null },
): void {
  statement(db, 'INSERT INTO voice_call (message_seq, language, most_calls, call_sid) VALUES (?, ?, ?, ?)').run(
    messageSeq,
    call.language,
    call.mostCalls,
    call.callSid,
  )
}

export function findCall(db: Db, messageSeq: number): CallRow | undefined {
  return statement<CallRow>(db, 'SELECT * FROM voice_call WHERE message_seq = ?').get(messageSeq)
}

/** A call in, by the carrier's name for it. */
export function findCallIn(db: Db, callSid: string): CallRow | undefined {
  return statement<CallRow>(db, 'SELECT * FROM voice_call WHERE call_sid = ?').get(callSid)
}

/** Whether a call in was deleted here, with whoever called. */
export function wasDeleted(db: Db, callSid: string): boolean {
  return statement(db, 'SELECT 1 FROM forgotten_text WHERE sid = ?').get(callSid) !== undefined
}

/** Writes the whole row with what is changed of it. */
export function updateCall(
  db: Db,
  row: CallRow,
  change: Partial<Omit<CallRow, 'message_seq' | 'removed_after'>>,
): CallRow {
  const changed = { ...row, ...change }
  statement(
    db,
    `UPDATE voice_call SET language = $language, progress = $progress, sequence = $sequence, offers_keys = $offers_keys,
       answered_by = $answered_by, confirmed_at = $confirmed_at, left_at = $left_at, outcome = $outcome, duration = $duration,
       calls = $calls, most_calls = $most_calls, again_at = $again_at, call_sid = $call_sid WHERE message_seq = $message_seq`,
  ).run(changed)
  return changed
}

/** Calls of a conversation that are to be tried again: few are, of any (CROSS JOIN). */
export function callsAgain(db: Db, conversationId: number): readonly CallRow[] {
  return statement<CallRow>(
    db,
    `SELECT v.* FROM voice_call v INDEXED BY voice_call_again CROSS JOIN message m ON m.seq = v.message_seq
     WHERE v.again_at IS NOT NULL AND m.conversation_id = ?`,
  ).all(conversationId)
}

/** Notes a recording; false where it is known already. */
export function insertRecording(db: Db, sid: string, messageSeq: number, duration: number): boolean {
  return (
    statement(db, 'INSERT OR IGNORE INTO recording (sid, message_seq, duration) VALUES (?, ?, ?)').run(
      sid,
      messageSeq,
      duration,
    ).changes > 0
  )
}

/** The language of whoever is reached at a conversation's number: what most of them read; English where nobody is known. */
export function languageOf(db: Db, conversationId: number): string {
  return (
    statement<{ language: string }>(
      db,
      `SELECT g.language FROM conversation c JOIN guardian_number n ON n.address = c.address
       JOIN guardian g ON g.id = n.guardian_id WHERE c.id = ?
       GROUP BY g.language ORDER BY count(*) DESC, min(g.id) LIMIT 1`,
    ).get(conversationId)?.language ?? 'en'
  )
}

/** A recording whose time is over. */
export interface OldRecording {
  readonly message_seq: number
  /** Of its file in the media folder. */
  readonly media_id: string
}

/**
 * Recordings that came in before a time (epoch ms), in their order, of messages behind `after`. One that is still being fetched is
 * left for later.
 */
export function oldRecordings(db: Db, before: number, after: number, limit: number): readonly OldRecording[] {
  return statement<OldRecording>(
    db,
    `SELECT r.message_seq, d.id AS media_id
     FROM recording r CROSS JOIN message m ON m.seq = r.message_seq JOIN media d ON d.message_seq = m.seq
     WHERE r.message_seq > ? AND m.created_at <= ? AND d.state IN ('fetched', 'failed', 'refused')
     ORDER BY r.message_seq LIMIT ?`,
  ).all(after, before, limit)
}

/** The file of a recording is gone; its message says so. @param days after which it was removed */
export function setRecordingRemoved(db: Db, messageSeq: number, days: number): void {
  statement(db, 'DELETE FROM media WHERE message_seq = ?').run(messageSeq)
  statement(db, 'UPDATE voice_call SET removed_after = ? WHERE message_seq = ?').run(days, messageSeq)
}

/** Recordings that are here in full, or were until their days were over, while the carrier still has its own. */
export function recordingsHere(db: Db, limit: number): readonly string[] {
  return statement<{ sid: string }>(
    db,
    `SELECT r.sid FROM recording r WHERE r.deleted_at IS NULL AND (
       EXISTS (
         SELECT 1 FROM media m WHERE m.message_seq = r.message_seq AND m.state = 'fetched' AND m.url LIKE '%' || r.sid || '%')
       OR EXISTS (SELECT 1 FROM voice_call v WHERE v.message_seq = r.message_seq AND v.removed_after IS NOT NULL))
     LIMIT ?`,
  )
    .all(limit)
    .map((row) => row.sid)
}

/** The carrier's own is gone. */
export function setRecordingDeleted(db: Db, sid: string, now: number): void {
  statement(db, 'UPDATE recording SET deleted_at = ? WHERE sid = ?').run(now, sid)
}
