import type { Db } from './open.ts'
import { statement } from './statement.ts'
import type { CallRow } from './voice.ts'

/** A call in that is not known to be over. */
export interface CallUnderWay extends CallRow {
  readonly call_sid: string
  readonly created_at: number
}

/** Calls in that are not known to be over, in the order in which they came: few are, of any (CROSS JOIN). */
export function callsUnderWay(db: Db): readonly CallUnderWay[] {
  return statement<CallUnderWay>(
    db,
    `SELECT v.*, m.created_at FROM voice_call v INDEXED BY voice_call_open CROSS JOIN message m ON m.seq = v.message_seq
     WHERE v.call_sid IS NOT NULL AND v.progress <> 'ended' ORDER BY v.message_seq`,
  ).all()
}

/**
 * Somebody spoke to the caller: nobody has to look at the call, or to answer it. What came after it still wants an answer, and what
 * was not read before it is still to be read.
 */
export function settleTaken(db: Db, messageSeq: number, now: number): void {
  statement(db, 'UPDATE message SET read_at = ? WHERE seq = ? AND read_at IS NULL').run(now, messageSeq)
  statement(
    db,
    `UPDATE conversation SET needs_reply = 0
     WHERE id = (SELECT conversation_id FROM message WHERE seq = ?) AND last_message_seq = ? AND needs_reply = 1`,
  ).run(messageSeq, messageSeq)
}

/** A call of ours in which somebody asked to leave a message. */
export interface AwaitedTape {
  readonly call_sid: string
  readonly conversation_id: number
  /** Whom the call went to, in E.164. */
  readonly address: string
  readonly our_number: string | null
  readonly pressed_at: number
  readonly ask_at: number
  readonly askings: number
}

const tapes = `SELECT t.call_sid, m.conversation_id, c.address, m.our_number, t.pressed_at, t.ask_at, t.askings
  FROM tape_awaited t JOIN message m ON m.seq = t.message_seq JOIN conversation c ON c.id = m.conversation_id`

/** Notes that somebody asked to leave a message. @param askAt when the carrier is asked for it (epoch ms) */
export function awaitTape(db: Db, callSid: string, messageSeq: number, now: number, askAt: number): void {
  statement(
    db,
    'INSERT INTO tape_awaited (call_sid, message_seq, pressed_at, ask_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  ).run(callSid, messageSeq, now, askAt)
}

export function findAwaitedTape(db: Db, callSid: string): AwaitedTape | undefined {
  return statement<AwaitedTape>(db, `${tapes} WHERE t.call_sid = ?`).get(callSid)
}

/** Messages that are still to come: those of the last hours, and no more. */
export function awaitedTapes(db: Db): readonly AwaitedTape[] {
  return statement<AwaitedTape>(db, tapes).all()
}

/** The carrier had none yet, and is asked again then. */
export function askForTapeAgain(db: Db, callSid: string, askAt: number): void {
  statement(db, 'UPDATE tape_awaited SET askings = askings + 1, ask_at = ? WHERE call_sid = ?').run(askAt, callSid)
}

/** It is here, or will not come. */
export function forgetTape(db: Db, callSid: string): void {
  statement(db, 'DELETE FROM tape_awaited WHERE call_sid = ?').run(callSid)
}
