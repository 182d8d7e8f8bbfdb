import type { Db } from './database.ts'
import { readSettings, writeSetting } from './settings.ts'
import { statement } from './statement.ts'

/** What is looked for: texts to us, texts from us, calls to us. */
export type Looked = 'in' | 'out' | 'calls'

const sureKey = (direction: Looked, number: string): string => `catch-up.${direction}.${number}`

/** Up to when everything of a number and direction is known here (epoch ms); null before the first time. */
export function surePoint(db: Db, direction: Looked, number: string): number | null {
  const value = readSettings(db)[sureKey(direction, number)]
  return typeof value === 'number' ? value : null
}

/** Moves the sure point; belongs in the transaction that stored the last of what was missing. */
export function moveSurePoint(db: Db, direction: Looked, number: string, at: number, now: number): void {
  writeSetting(db, sureKey(direction, number), at, now)
}

/** Bodies of texts to an address that may have been taken by the carrier without our knowing: their sids are not ours to give away. */
export function unclaimedBodiesTo(db: Db, address: string): readonly string[] {
  return statement<{ body: string }>(
    db,
    `SELECT DISTINCT m.body FROM conversation c JOIN outbox o ON o.conversation_id = c.id
     JOIN message m ON m.seq = o.message_seq JOIN attempt a ON a.message_seq = m.seq
     WHERE c.kind = 'phone' AND c.address = ? AND m.channel = 'sms' AND a.sid IS NULL
       AND a.outcome IN ('open', 'uncertain')`,
  )
    .all(address)
    .map((row) => row.body)
}

/** An attempt of which a person, or the list itself, said that the carrier had not taken it. */
export interface AbsentAttempt {
  readonly id: string
  readonly body: string
  readonly started_at: number
}

/** Such attempts of texts to an address that have yet to end, the newest first. */
export function absentAttemptsTo(db: Db, address: string): readonly AbsentAttempt[] {
  return statement<AbsentAttempt>(
    db,
    `SELECT a.id, m.body, a.started_at FROM conversation c JOIN outbox o ON o.conversation_id = c.id
     JOIN message m ON m.seq = o.message_seq JOIN attempt a ON a.message_seq = m.seq
     WHERE c.kind = 'phone' AND c.address = ? AND m.channel = 'sms' AND a.sid IS NULL AND a.outcome = 'absent'
     ORDER BY a.started_at DESC`,
  ).all(address)
}

/** Which of these sids are known here, as an inbound text's or as an attempt's. */
export function knownSids(db: Db, sids: readonly string[]): ReadonlySet<string> {
  const rows = statement<{ sid: string }>(
    db,
    `SELECT sid FROM message WHERE sid IN (SELECT value FROM json_each($sids))
     UNION SELECT sid FROM attempt WHERE sid IN (SELECT value FROM json_each($sids))
     UNION SELECT sid FROM forgotten_text WHERE sid IN (SELECT value FROM json_each($sids))`,
  ).all({ sids: JSON.stringify(sids) })
  return new Set(rows.map((row) => row.sid))
}

/**
 * Sure points later than this are moved back to it: the store was put back from a copy made then. What went out from a number
 * that was never looked through is asked for from then on.
 */
export function setSurePointsBack(db: Db, to: number, now: number): void {
  for (const number of restoredSenders(db)) {
    if (surePoint(db, 'out', number) === null) moveSurePoint(db, 'out', number, to, now)
  }
  for (const [key, value] of Object.entries(readSettings(db))) {
    if (/^catch-up\.(in|out|calls)\./.test(key) && typeof value === 'number' && value > to)
      writeSetting(db, key, to, now)
  }
}

const lookBackKey = 'catch-up.restored'

/** The store was put back from a copy: until everything since was asked for, nobody knows what has gone out already. */
export function rememberRestore(db: Db, now: number): void {
  writeSetting(db, lookBackKey, now, now)
}

/** Whether a store that was put back still has to be told what happened since. */
export function awaitsLookBack(db: Db): boolean {
  return putBackAt(db) !== null
}

/** When the store was put back (epoch ms), where it still has to be told what happened since; else null. */
export function putBackAt(db: Db): number | null {
  const at = readSettings(db)[lookBackKey]
  return typeof at === 'number' ? at : null
}

/** Numbers of ours that restored texts would leave from: that of the account is not the only one a parent may have texted. */
export function restoredSenders(db: Db): readonly string[] {
  return statement<{ number: string }>(
    db,
    `SELECT DISTINCT coalesce(m.our_number, c.our_number) AS number FROM outbox o
     JOIN message m ON m.seq = o.message_seq JOIN conversation c ON c.id = o.conversation_id
     WHERE o.held_because = 'restored' AND coalesce(m.our_number, c.our_number) IS NOT NULL`,
  )
    .all()
    .map((row) => row.number)
}

/** The carrier was asked to the end. */
export function lookedBack(db: Db, now: number): void {
  if (awaitsLookBack(db)) writeSetting(db, lookBackKey, null, now)
}

/** A text that waits for a look since the store was put back, and was never tried as far as the copy knows. */
export interface RestoredText {
  readonly message_seq: number
  readonly body: string
  readonly created_at: number
}

/** Restored texts to an address, the first written first. */
export function restoredTextsTo(db: Db, address: string): readonly RestoredText[] {
  return statement<RestoredText>(
    db,
    `SELECT o.message_seq, m.body, m.created_at FROM conversation c JOIN outbox o ON o.conversation_id = c.id
     JOIN message m ON m.seq = o.message_seq
     WHERE c.kind = 'phone' AND c.address = ? AND m.channel = 'sms' AND o.phase = 'held' AND o.held_because = 'restored'
       AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.message_seq = o.message_seq AND a.sid IS NOT NULL)
     ORDER BY o.message_seq`,
  ).all(address)
}

/** A call that waits for a look since the store was put back, and was never made as far as the copy knows. */
export interface RestoredCall {
  readonly message_seq: number
  readonly address: string
  readonly created_at: number
}

/** Restored calls, the first written first. */
export function restoredCalls(db: Db): readonly RestoredCall[] {
  return statement<RestoredCall>(
    db,
    `SELECT o.message_seq, c.address, m.created_at FROM outbox o JOIN message m ON m.seq = o.message_seq
     JOIN conversation c ON c.id = o.conversation_id
     WHERE c.kind = 'phone' AND m.channel = 'voice' AND o.phase = 'held' AND o.held_because = 'restored'
       AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.message_seq = o.message_seq AND a.sid IS NOT NULL)
     ORDER BY o.message_seq`,
  ).all()
}
