import type { Db } from './open.ts'
import { statement } from './statement.ts'

/**
 * Turns what a person typed into an FTS5 query: every word must be there, each may be the beginning of one.
 * Null when nothing searchable was typed.
 */
export function toMatch(text: string): string | null {
  const words = text.normalize('NFC').match(/[\p{L}\p{N}]+/gu)
  if (!words) return null
  return words
    .slice(0, 8)
    .map((word) => `"${word}"*`)
    .join(' ')
}

export interface MessageHitRow {
  readonly seq: number
  readonly snippet: string
}

/** The newest messages that match. Newest first is what people look for, and lets FTS5 stop at the limit. */
export function searchMessages(db: Db, match: string, limit: number): readonly MessageHitRow[] {
  return statement<MessageHitRow>(
    db,
    `SELECT rowid AS seq, snippet(message_search, 0, char(2), char(3), '…', 16) AS snippet
     FROM message_search WHERE message_search MATCH ? ORDER BY rowid DESC LIMIT ?`,
  ).all(match, limit)
}

/** Conversations whose guardians or players have a matching name, most recent first. */
export function searchConversationsByName(db: Db, match: string, limit: number): readonly number[] {
  return statement<{ id: number }>(
    db,
    `SELECT id FROM conversation WHERE kind = 'phone' AND address IN (
       SELECT n.address FROM guardian_number n JOIN guardian g ON g.id = n.guardian_id
       WHERE g.id IN (SELECT rowid / 2 FROM name_search WHERE name_search MATCH ? AND rowid % 2 = 0)
          OR g.family_id IN (SELECT p.family_id FROM player p WHERE p.id IN
            (SELECT rowid / 2 FROM name_search WHERE name_search MATCH ? AND rowid % 2 = 1)))
     ORDER BY last_at DESC, id DESC LIMIT ?`,
  )
    .all(match, match, limit)
    .map((row) => row.id)
}

/** Conversations whose address holds these characters (digits of a number, letters of a sender name). */
export function searchConversationsByAddress(db: Db, part: string, limit: number): readonly number[] {
  return statement<{ id: number }>(
    db,
    `SELECT id FROM conversation WHERE address LIKE '%' || ? || '%' ORDER BY last_at DESC, id DESC LIMIT ?`,
  )
    .all(part, limit)
    .map((row) => row.id)
}
