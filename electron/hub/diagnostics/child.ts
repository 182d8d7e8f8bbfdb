import { constants, setPriority } from 'node:os'
import Database from 'better-sqlite3'
import type { Db } from '../../../db/open.ts'
import { findParent } from '../parent-process.ts'
import type { FromInspector, InspectionAnswers, StoreCheck, StoreOutline, ToInspector } from './inspection.ts'

// The program of the inspector's own process: one question about a store's file, one answer, the end.

/** Faults told; one is as bad as all. */
const mostFaults = 20

function check(db: Db): StoreCheck {
  const rows = db.pragma(`quick_check(${mostFaults})`) as readonly { readonly quick_check: string }[]
  return { faults: rows.map((row) => row.quick_check).filter((words) => words !== 'ok') }
}

function outline(db: Db): StoreOutline {
  const objects = db
    .prepare<[], { type: string; name: string; sql: string }>(
      `SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid`,
    )
    .all()
  // A full-text table's own tables are its business.
  const virtual = objects.filter(({ sql }) => /^CREATE VIRTUAL/i.test(sql)).map(({ name }) => name)
  const isInner = (name: string): boolean => virtual.some((outer) => name.startsWith(`${outer}_`))
  const counts: Record<string, number> = {}
  for (const { type, name } of objects) {
    if (type === 'table' && !virtual.includes(name) && !isInner(name)) counts[name] = count(db, name)
  }
  return {
    schema: objects.filter(({ name }) => !isInner(name)).map(({ sql }) => sql),
    counts,
    states: Object.fromEntries(
      [
        ...grouped(
          db,
          `SELECT direction || ' ' || state AS name, count(*) AS n FROM message GROUP BY direction, state`,
        ),
        ...grouped(db, `SELECT 'outbox ' || phase AS name, count(*) AS n FROM outbox GROUP BY phase`),
      ].map(({ name, n }) => [name, n]),
    ),
    figures: Object.fromEntries(
      ['page_size', 'page_count', 'freelist_count', 'journal_mode', 'user_version'].map((name) => [
        name,
        db.pragma(name, { simple: true }) as number | string,
      ]),
    ),
  }
}

function count(db: Db, table: string): number {
  return db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM "${table}"`).get()?.n ?? 0
}

function grouped(db: Db, sql: string): readonly { readonly name: string; readonly n: number }[] {
  return db.prepare<[], { name: string; n: number }>(sql).all()
}

function answer({ ask, file }: ToInspector): InspectionAnswers[keyof InspectionAnswers] {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 2000 })
  try {
    return ask === 'check' ? check(db) : outline(db)
  } catch (error) {
    // Where the damage hits what the check itself reads by, SQLite throws instead of telling: a finding all the same.
    if (ask === 'check' && isDamage(error)) return { faults: [error.message] }
    throw error
  } finally {
    db.close()
  }
}

function isDamage(error: unknown): error is Error {
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)
}

const parent = findParent<FromInspector, ToInspector>()
if (parent === null) process.exit(1)
// Texts come first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
parent.onGone(() => process.exit(1))
parent.onMessage((order) => {
  try {
    parent.send({ ok: true, answer: answer(order) })
  } catch (error) {
    parent.send({ ok: false, message: error instanceof Error ? error.message : String(error) })
  }
})
