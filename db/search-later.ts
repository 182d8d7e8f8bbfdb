import type { Db } from './open.ts'
import { statement } from './statement.ts'

/** Whether texts wait to be made searchable. */
export function isSearchBehind(db: Db): boolean {
  return statement(db, 'SELECT 1 FROM search_later LIMIT 1').get() !== undefined
}

/** Makes the oldest texts that wait searchable, so many at most, in the caller's transaction. Returns how many these were. */
export function indexLater(db: Db, limit: number): number {
  const rows = statement<{ message_seq: number }>(
    db,
    'SELECT message_seq FROM search_later ORDER BY message_seq LIMIT ?',
  ).all(limit)
  const last = rows.at(-1)
  if (last === undefined) return 0
  // CROSS: from the few that wait to their messages, not through all messages there are (SQLite docs: "Query Planner", CROSS JOIN).
  statement(
    db,
    `INSERT INTO message_search (rowid, body)
     SELECT m.seq, m.body FROM search_later l CROSS JOIN message m ON m.seq = l.message_seq WHERE l.message_seq <= ?`,
  ).run(last.message_seq)
  statement(db, 'DELETE FROM search_later WHERE message_seq <= ?').run(last.message_seq)
  return rows.length
}
