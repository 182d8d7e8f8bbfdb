import type { Db } from './open.ts'
import { statement } from './statement.ts'

/** Whether a call with this client-made id was carried out before. */
export function wasRequested(db: Db, id: string): boolean {
  return statement(db, 'SELECT 1 FROM request WHERE id = ?').get(id) !== undefined
}

/** Remembers that a call was carried out, in the transaction that did it. */
export function recordRequest(db: Db, id: string, name: string, now: number): void {
  statement(db, `INSERT INTO request (id, name, created_at) VALUES (?, ?, ?)`).run(id, name, now)
}
