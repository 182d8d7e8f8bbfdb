import type { Statement } from 'better-sqlite3'
import type { Db } from './database.ts'

const prepared = new WeakMap<Db, Map<string, Statement<unknown[]>>>()

/** The prepared statement for this SQL on this connection, compiled once. */
export function statement<Row = unknown>(db: Db, sql: string): Statement<unknown[], Row> {
  let statements = prepared.get(db)
  if (!statements) {
    statements = new Map()
    prepared.set(db, statements)
  }
  let found = statements.get(sql)
  if (!found) {
    found = db.prepare<unknown[]>(sql)
    statements.set(sql, found)
  }
  return found as Statement<unknown[], Row>
}
