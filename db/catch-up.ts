import type { Db } from './database.ts'
import { readSettings, writeSetting } from './settings.ts'
import { statement } from './statement.ts'

const sureKey = (direction: 'in' | 'out', number: string): string => `catch-up.${direction}.${number}`

/** Up to when everything of a number and direction is known here (epoch ms); null before the first time. */
export function surePoint(db: Db, direction: 'in' | 'out', number: string): number | null {
  const value = readSettings(db)[sureKey(direction, number)]
  return typeof value === 'number' ? value : null
}

/** Moves the sure point; belongs in the transaction that stored the last of what was missing. */
export function moveSurePoint(db: Db, direction: 'in' | 'out', number: string, at: number, now: number): void {
  writeSetting(db, sureKey(direction, number), at, now)
}

/** Bodies of texts to an address that may have been taken by the carrier without our knowing: their sids are not ours to give away. */
export function unclaimedBodiesTo(db: Db, address: string): readonly string[] {
  return statement<{ body: string }>(
    db,
    `SELECT DISTINCT m.body FROM conversation c JOIN outbox o ON o.conversation_id = c.id
     JOIN message m ON m.seq = o.message_seq JOIN attempt a ON a.message_seq = m.seq
     WHERE c.kind = 'phone' AND c.address = ? AND a.sid IS NULL AND a.outcome IN ('open', 'uncertain')`,
  )
    .all(address)
    .map((row) => row.body)
}

/** Which of these sids are known here, as an inbound text's or as an attempt's. */
export function knownSids(db: Db, sids: readonly string[]): ReadonlySet<string> {
  const rows = statement<{ sid: string }>(
    db,
    `SELECT sid FROM message WHERE sid IN (SELECT value FROM json_each($sids))
     UNION SELECT sid FROM attempt WHERE sid IN (SELECT value FROM json_each($sids))`,
  ).all({ sids: JSON.stringify(sids) })
  return new Set(rows.map((row) => row.sid))
}
