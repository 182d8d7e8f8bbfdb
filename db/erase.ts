import { statSync } from 'node:fs'
import type { Db } from './open.ts'
import { statement } from './statement.ts'

/** Above it, rewriting the file goes through the disk and not through memory. Bytes. */
const largeStore = 100 * 1024 * 1024

/**
 * Deletes so that nothing is left of what is deleted: rows, and words in the indexes for searching. To be called in the
 * transaction that deletes, before it does (SQLite docs: PRAGMA secure_delete; FTS5, "secure-delete").
 */
export function deleteSecurely(db: Db, work: () => void): void {
  for (const index of ['message_search', 'name_search'])
    statement(db, `INSERT INTO ${index} (${index}, rank) VALUES ('secure-delete', 1)`).run()
  work()
  for (const index of ['message_search', 'name_search'])
    statement(db, `INSERT INTO ${index} (${index}, rank) VALUES ('secure-delete', 0)`).run()
  // Names that were changed before left their old words in the index, and samples of columns hold numbers and names.
  statement(db, `INSERT INTO name_search (name_search) VALUES ('rebuild')`).run()
  forgetSamples(db)
}

/** The planner's samples of indexed columns are made anew when the store is closed (SQLite docs: ANALYZE, sqlite_stat4). */
function forgetSamples(db: Db): void {
  for (const table of ['sqlite_stat4', 'sqlite_stat1'])
    if (db.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(table) !== undefined)
      db.exec(`DELETE FROM ${table}`)
}

/**
 * Rewrites the file without anything that was deleted, and empties its log. Outside of a transaction; everything waits
 * meanwhile, about a second for each 100 MB.
 * @throws where the disk has no room for it: what was deleted may be in the file's free pages then
 */
export function eraseFreePages(db: Db): void {
  const isLarge = statSync(db.name).size > largeStore
  if (isLarge) db.pragma('temp_store = FILE')
  try {
    db.exec('VACUUM')
  } finally {
    if (isLarge) db.pragma('temp_store = MEMORY')
    db.pragma('wal_checkpoint(TRUNCATE)')
  }
}
