import type { Db } from './open.ts'
import { statement } from './statement.ts'

/** Everything about people and what was said to them, in the order in which it goes. */
const tables = [
  'carrier_status',
  'outbox',
  'attempt',
  'media',
  'message',
  'conversation',
  'broadcast',
  'automation_run',
  'automation_done',
  'attendance_tick',
  'attendance',
  'ladder_case',
  'activity',
  'people_act',
  'not_the_same',
  'roster_change',
  'roster_import',
  'former_number',
  'family_note',
  'no_information',
  'player',
  'guardian',
  'family',
  'camp',
  'request',
] as const

/** How many of what a wipe removes. */
export interface SeasonCounts {
  readonly players: number
  readonly guardians: number
  readonly texts: number
  readonly pictures: number
  readonly broadcasts: number
  readonly days: number
  readonly records: number
  readonly camps: number
}

export function countSeason(db: Db): SeasonCounts {
  const count = (table: string): number =>
    statement<{ n: number }>(db, `SELECT count(*) AS n FROM ${table}`).get()?.n ?? 0
  return {
    players: count('player'),
    guardians: count('guardian'),
    texts: count('message'),
    pictures: count('media'),
    broadcasts: count('broadcast'),
    days: count('attendance'),
    records: count('activity'),
    camps: count('camp'),
  }
}

/**
 * Takes everything about people out of the store. What stays: settings, credentials, staff, templates, automations, receipts,
 * who said STOP, and the carrier's ids of the texts, so that catching up does not bring them back.
 */
export function removeSeason(db: Db): void {
  statement(
    db,
    `INSERT INTO forgotten_text (sid) SELECT sid FROM message WHERE sid IS NOT NULL
     UNION SELECT sid FROM attempt WHERE sid IS NOT NULL
     UNION SELECT call_sid FROM voice_call WHERE call_sid IS NOT NULL ON CONFLICT DO NOTHING`,
  ).run()
  statement(
    db,
    'UPDATE message SET replaces_id = NULL, replaced_by_id = NULL WHERE replaces_id IS NOT NULL OR replaced_by_id IS NOT NULL',
  ).run()
  for (const table of tables) statement(db, `DELETE FROM ${table}`).run()
  statement(db, `DELETE FROM consent WHERE state = 'in'`).run()
  // Quicker than word by word, and as thorough.
  statement(db, `INSERT INTO message_search (message_search) VALUES ('rebuild')`).run()
}

/** Names of all media files. */
export function allMedia(db: Db): readonly string[] {
  return statement<{ id: string }>(db, 'SELECT id FROM media')
    .all()
    .map(({ id }) => id)
}

/** What a deletion or a wipe removed, and when. */
export interface ReceiptRow {
  readonly id: number
  readonly at: number
  readonly staff: string
  readonly scope: 'family' | 'season'
  readonly counts: string
}

export function writeReceipt(
  db: Db,
  receipt: { readonly requestId: string; readonly staff: string; readonly scope: 'family' | 'season' },
  counts: object,
  now: number,
): void {
  statement(db, 'INSERT INTO removal_receipt (request_id, at, staff, scope, counts) VALUES (?, ?, ?, ?, ?)').run(
    receipt.requestId,
    now,
    receipt.staff,
    receipt.scope,
    JSON.stringify(counts),
  )
}

/** Newest first. */
export function listReceipts(db: Db, limit: number): readonly ReceiptRow[] {
  return statement<ReceiptRow>(
    db,
    'SELECT id, at, staff, scope, counts FROM removal_receipt ORDER BY id DESC LIMIT ?',
  ).all(limit)
}

export function findReceipt(db: Db, requestId: string): ReceiptRow | undefined {
  return statement<ReceiptRow>(db, 'SELECT id, at, staff, scope, counts FROM removal_receipt WHERE request_id = ?').get(
    requestId,
  )
}
