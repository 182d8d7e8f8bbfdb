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
  /** How the sid came to be known: the carrier's own word on this attempt, or a find in its list, which is a guess. */
  readonly sid_from: 'answer' | 'callback' | 'list' | null
  /** Two final words of the carrier differ. */
  readonly contradicted: 0 | 1
  /** SID of the account the request was made with; null where it is not known. */
  readonly account: string | null
}

/** Stores the start of a request. Attempts of a message stay in their order, also when the laptop's clock was set back. */
export function insertAttempt(
  db: Db,
  id: string,
  messageSeq: number,
  startedAt: number,
  account: string | null = null,
): void {
  statement(
    db,
    `INSERT INTO attempt (id, message_seq, started_at, phase, outcome, account)
     VALUES ($id, $messageSeq,
       max($startedAt, coalesce((SELECT max(started_at) + 1 FROM attempt WHERE message_seq = $messageSeq), 0)), 'connecting', 'open', $account)`,
  ).run({ id, messageSeq, startedAt, account })
}

export function findAttempt(db: Db, id: string): AttemptRow | undefined {
  return statement<AttemptRow>(db, 'SELECT * FROM attempt WHERE id = ?').get(id)
}

export function findAttemptBySid(db: Db, sid: string): AttemptRow | undefined {
  return statement<AttemptRow>(db, 'SELECT * FROM attempt WHERE sid = ?').get(sid)
}

/** Attempts of a message, first one first. */
export function attemptsOf(db: Db, messageSeq: number): readonly AttemptRow[] {
  return statement<AttemptRow>(db, 'SELECT * FROM attempt WHERE message_seq = ? ORDER BY started_at, id').all(
    messageSeq,
  )
}

export function updateAttempt(
  db: Db,
  id: string,
  patch: Partial<Omit<AttemptRow, 'id' | 'message_seq' | 'started_at' | 'account'>>,
): void {
  const names = Object.keys(patch).sort()
  statement(db, `UPDATE attempt SET ${names.map((name) => `${name} = $${name}`).join(', ')} WHERE id = $id`).run({
    ...patch,
    id,
  })
}

/** Takes in a further status of an attempt that the carrier has. */
export function setCarrierStatus(
  db: Db,
  id: string,
  status: { readonly status: string; readonly errorCode: number | null; readonly errorText: string | null },
): void {
  statement(db, 'UPDATE attempt SET carrier_status = ?, error_code = ?, error_text = ? WHERE id = ?').run(
    status.status,
    status.errorCode,
    status.errorText,
    id,
  )
}

/** Forgets an attempt that never left this laptop, so that being offline leaves no trace. */
export function deleteAttempt(db: Db, id: string): void {
  statement(db, 'DELETE FROM attempt WHERE id = ?').run(id)
}

/** Which of these sids belong to some attempt or message already. */
export function ownedSids(db: Db, sids: readonly string[]): ReadonlySet<string> {
  const rows = statement<{ sid: string }>(
    db,
    `SELECT sid FROM attempt WHERE sid IN (SELECT value FROM json_each($sids))
     UNION SELECT sid FROM message WHERE sid IN (SELECT value FROM json_each($sids))`,
  ).all({ sids: JSON.stringify(sids) })
  return new Set(rows.map((row) => row.sid))
}

/** Which of these sids belong to texts that were taken for somebody else's. */
export function elsewhereSids(db: Db, sids: readonly string[]): ReadonlySet<string> {
  const rows = statement<{ sid: string }>(
    db,
    `SELECT a.sid FROM attempt a JOIN message m ON m.seq = a.message_seq
     WHERE m.origin = 'elsewhere' AND a.sid IN (SELECT value FROM json_each(?))`,
  ).all(JSON.stringify(sids))
  return new Set(rows.map((row) => row.sid))
}

/** Keeps a status callback; false when the attempt it names was told this of the sid before, or the text was deleted here. */
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
    `INSERT INTO carrier_status (attempt_id, sid, status, error_code, received_at, parameters)
     SELECT ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM forgotten_text WHERE sid = ?) ON CONFLICT DO NOTHING`,
  ).run(
    status.attemptId ?? '',
    status.sid,
    status.status,
    status.errorCode,
    status.receivedAt,
    status.parameters,
    status.sid,
  )
  return made.changes === 1
}

export interface CarrierStatusRow {
  readonly sid: string
  readonly status: string
  readonly error_code: number | null
}

/** Callbacks that named this attempt, by whatever sid, first one first. */
export function callbacksNaming(db: Db, attemptId: string): readonly CarrierStatusRow[] {
  return statement<CarrierStatusRow>(
    db,
    'SELECT sid, status, error_code FROM carrier_status WHERE attempt_id = ? ORDER BY received_at',
  ).all(attemptId)
}

/** The callbacks that named this attempt by this sid belong to no attempt of ours. */
export function disownCallbacks(db: Db, attemptId: string, sid: string): void {
  statement(db, `UPDATE OR REPLACE carrier_status SET attempt_id = '' WHERE attempt_id = ? AND sid = ?`).run(
    attemptId,
    sid,
  )
}

/** When the last text that this laptop sent was handed to the carrier and taken (epoch ms); null where none was. */
export function lastOwnTextAt(db: Db): number | null {
  // Ids are made in the order of time.
  return (
    statement<{ at: number }>(
      db,
      `SELECT a.started_at AS at FROM attempt a JOIN message m ON m.seq = a.message_seq
       WHERE a.outcome = 'accepted' AND m.origin <> 'elsewhere' ORDER BY a.id DESC LIMIT 1`,
    ).get()?.at ?? null
  )
}
