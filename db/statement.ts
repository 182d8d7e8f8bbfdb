import type { Statement } from 'better-sqlite3'
import type { Db } from './open.ts'

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
    found = db.prepare<unknown[]>(onePlan(sql))
    statements.set(sql, found)
  }
  return found as Statement<unknown[], Row>
}

/**
 * Where a bound value might change the plan, this build of SQLite (STAT4) plans anew at every binding, which costs ten
 * times what the statement does. A plus, which changes nothing else, hides the value from the planner
 * (SQLite docs: sqlite3_prepare_v3; "The SQLite Query Optimizer Overview", unary plus).
 */
function onePlan(sql: string): string {
  return sql.replace(/\?|\$[a-z]\w*/gi, '+$&')
}
