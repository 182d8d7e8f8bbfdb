import type { Db } from './open.ts'
import { statement } from './statement.ts'

/** A text whose copy at the carrier is to be deleted. */
export interface CarrierRemovalRow {
  readonly sid: string
  readonly due_at: number
  readonly tries: number
}

/** The carrier's copies of these conversations' texts, calls and recordings (null: of all) are to be deleted. To be called while the texts are here. */
export function askForRemoval(db: Db, conversations: readonly number[] | null, now: number): void {
  const mine = conversations === null ? '' : 'AND conversation_id IN (SELECT value FROM json_each($ids))'
  statement(
    db,
    `INSERT INTO carrier_removal (sid, due_at)
     SELECT sid, $now FROM message WHERE sid IS NOT NULL ${mine}
     UNION SELECT a.sid, $now FROM attempt a JOIN message m ON m.seq = a.message_seq WHERE a.sid IS NOT NULL ${mine}
     UNION SELECT v.call_sid, $now FROM voice_call v JOIN message m ON m.seq = v.message_seq WHERE v.call_sid IS NOT NULL ${mine}
     UNION SELECT r.sid, $now FROM recording r JOIN message m ON m.seq = r.message_seq WHERE r.deleted_at IS NULL ${mine}
     ON CONFLICT DO NOTHING`,
  ).run(conversations === null ? { now } : { now, ids: JSON.stringify(conversations) })
}

/** What is due next; undefined when there is nothing to be deleted. */
export function nextRemoval(db: Db): CarrierRemovalRow | undefined {
  return statement<CarrierRemovalRow>(
    db,
    'SELECT sid, due_at, tries FROM carrier_removal ORDER BY due_at, sid LIMIT 1',
  ).get()
}

export function postponeRemoval(db: Db, sid: string, dueAt: number): void {
  statement(db, 'UPDATE carrier_removal SET due_at = ?, tries = tries + 1 WHERE sid = ?').run(dueAt, sid)
}

/** It is gone there. */
export function settleRemoval(db: Db, sid: string): void {
  statement(db, 'DELETE FROM carrier_removal WHERE sid = ?').run(sid)
}
