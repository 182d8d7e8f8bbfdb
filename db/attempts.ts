import type { Db } from './open.ts'
import { statement } from './statement.ts'

export interface AttemptRow {
  readonly id: string
  readonly message_seq: number
  readonly sid: string | null
  readonly started_at: number
  readonly ended_at: number | null
  readonly phase: 'connecting' | 'connected' | 'written' | 'answered'
  readonly outcome: 'open' | 'accepted' | 'refused' | 'not-taken' | 'uncertain' | 'absent'
  readonly carrier_status: string | null
  readonly error_code: number | null
  readonly error_text: string | null
}

export function insertAttempt(db: Db, id: string, messageSeq: number, startedAt: number): void {
  statement(
    db,
    `INSERT INTO attempt (id, message_seq, started_at, phase, outcome) VALUES (?, ?, ?, 'connecting', 'open')`,
  ).run(id, messageSeq, startedAt)
}

export function findAttempt(db: Db, id: string): AttemptRow | undefined {
  return statement<AttemptRow>(db, 'SELECT * FROM attempt WHERE id = ?').get(id)
}

export function findAttemptBySid(db: Db, sid: string): AttemptRow | undefined {
  return statement<AttemptRow>(db, 'SELECT * FROM attempt WHERE sid = ?').get(sid)
}

/** Attempts of a message, first one first. */
export function attemptsOf(db: Db, messageSeq: number): readonly AttemptRow[] {
  return statement<AttemptRow>(db, 'SELECT * FROM attempt WHERE message_seq = ? ORDER BY started_at, id').all(messageSeq)
}

export function updateAttempt(db: Db, id: string, patch: Partial<Omit<AttemptRow, 'id' | 'message_seq' | 'started_at'>>): void {
  const names = Object.keys(patch).sort()
  statement(db, `UPDATE attempt SET ${names.map((name) => `${name} = $${name}`).join(', ')} WHERE id = $id`).run({ ...patch, id })
}

/** Forgets an attempt that never left this laptop, so that being offline leaves no trace. */
export function deleteAttempt(db: Db, id: string): void {
  statement(db, 'DELETE FROM attempt WHERE id = ?').run(id)
}

/** Which of these sids belong to some attempt already. */
export function ownedSids(db: Db, sids: readonly string[]): ReadonlySet<string> {
  const rows = statement<{ sid: string }>(
    db,
    'SELECT sid FROM attempt WHERE sid IN (SELECT value FROM json_each(?))',
  ).all(JSON.stringify(sids))
  return new Set(rows.map((row) => row.sid))
}

export interface CarrierStatusRow {
  readonly sid: string
  readonly status: string
  readonly error_code: number | null
}

/** Keeps a status callback; false when this (sid, status) was kept before. */
export function recordCarrierStatus(
  db: Db,
  status: {
    readonly sid: string
    readonly status: string
    readonly attemptId: string | null
    readonly errorCode: number | null
    readonly receivedAt: number
    readonly parameters: string
  },
): boolean {
  const made = statement(
    db,
    `INSERT INTO carrier_status (sid, status, attempt_id, error_code, received_at, parameters)
     VALUES ($sid, $status, $attemptId, $errorCode, $receivedAt, $parameters) ON CONFLICT DO NOTHING`,
  ).run(status)
  return made.changes === 1
}

/** Every status the carrier ever called back with for this sid. */
export function carrierStatuses(db: Db, sid: string): readonly CarrierStatusRow[] {
  return statement<CarrierStatusRow>(
    db,
    'SELECT sid, status, error_code FROM carrier_status WHERE sid = ? ORDER BY received_at',
  ).all(sid)
}
