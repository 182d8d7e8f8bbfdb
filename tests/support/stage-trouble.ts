import { randomUUID } from 'node:crypto'
import type Database from 'better-sqlite3'

/** Trouble that a connection can be made to meet from within, where no disk is at hand to make it real. */
export type StagedTrouble = 'full' | 'io' | 'not-writable'

/** From now on the connection meets it at each write. */
export function stageTrouble(db: Database.Database, trouble: StagedTrouble): void {
  switch (trouble) {
    case 'full':
      return stageFull(db)
    case 'io':
      return stageFailing(db)
    case 'not-writable':
      db.pragma('query_only = ON')
  }
}

export function endTrouble(db: Database.Database, trouble: StagedTrouble): void {
  switch (trouble) {
    case 'full':
      db.pragma('max_page_count = 1000000')
      db.exec(`DELETE FROM setting WHERE key LIKE 'filler.%'`)
      return
    case 'io': {
      const triggers = db
        .prepare(`SELECT name FROM temp.sqlite_schema WHERE type = 'trigger'`)
        .pluck()
        .all() as string[]
      for (const name of triggers) db.exec(`DROP TRIGGER temp."${name}"`)
      return
    }
    case 'not-writable':
      db.pragma('query_only = OFF')
  }
}

/** The file may not grow, and the pages that are there hold as little more as can be. */
function stageFull(db: Database.Database): void {
  const add = db.prepare('INSERT INTO setting VALUES (?, ?, 0)')
  db.pragma(`max_page_count = ${String(db.pragma('page_count', { simple: true }))}`)
  for (const bytes of [50_000, 3_000, 300, 30]) {
    try {
      for (;;) add.run(`filler.${randomUUID()}`, JSON.stringify('x'.repeat(bytes)))
    } catch {
      continue
    }
  }
}

function stageFailing(db: Database.Database): void {
  db.function('fail', { varargs: true, directOnly: false }, () => {
    throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_WRITE' })
  })
  const tables = db
    .prepare(
      `SELECT name FROM main.sqlite_schema
       WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%search%' AND sql NOT LIKE '%VIRTUAL%'`,
    )
    .pluck()
    .all() as string[]
  for (const table of tables) {
    for (const when of ['INSERT', 'UPDATE', 'DELETE'])
      db.exec(`CREATE TEMP TRIGGER "fail_${table}_${when}" BEFORE ${when} ON main."${table}" BEGIN SELECT fail(); END`)
  }
}
