import { chmodSync, cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../tests/support/temporary-folder.ts'
import { migrationsDir } from '../tests/support/test-store.ts'
import { closeStore, openStore } from './open.ts'
import type { Db } from './open.ts'
import { StoreError } from './store-error.ts'

function setUp(): { readonly folder: string; readonly migrations: string; readonly open: () => Db } {
  const folder = temporaryFolder()
  const migrations = join(folder, 'migrations')
  cpSync(migrationsDir, migrations, { recursive: true })
  const open = (): Db => {
    const db = openStore({
      file: join(folder, 'hub.db'),
      migrationsDir: migrations,
      backupsDir: join(folder, 'backups'),
      now: 42,
    })
    onTestFinished(() => closeStore(db))
    return db
  }
  return { folder, migrations, open }
}

function refusal(work: () => unknown): StoreError {
  try {
    work()
  } catch (error) {
    if (error instanceof StoreError) return error
    throw error
  }
  throw new Error('Opening was expected to be refused.')
}

const count = readdirSync(migrationsDir).length
const next = String(count + 1).padStart(4, '0')

describe('migrations', () => {
  test('bring a new file to the newest schema, durable and strict', () => {
    const db = setUp().open()
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(db.pragma('synchronous', { simple: true })).toBe(2)
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
    const lax = db
      .prepare(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND schema = 'main' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%\\_search%' ESCAPE '\\'",
      )
      .pluck()
      .all()
    expect(lax).toEqual([])
    expect(db.prepare('SELECT count(*) FROM schema_migration').pluck().get()).toBe(count)
  })

  test('a later step copies the file first, then applies', () => {
    const { folder, migrations, open } = setUp()
    closeStore(open())
    writeFileSync(join(migrations, `${next}-later.sql`), 'CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;')
    expect(open().prepare('SELECT count(*) FROM later').pluck().get()).toBe(0)
    expect(readdirSync(join(folder, 'backups'))).toEqual([`hub-schema-${String(count).padStart(4, '0')}-42.db`])
  })

  test('a step that breaks leaves the file as it was', () => {
    const { migrations, open } = setUp()
    closeStore(open())
    const file = join(migrations, `${next}-broken.sql`)
    writeFileSync(file, 'CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT; CREATE NONSENSE;')
    expect(refusal(open).code).toBe('broken-migration')
    writeFileSync(file, 'CREATE TABLE whole (id INTEGER PRIMARY KEY) STRICT;')
    expect(open().prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get()).toBe(0)
  })

  test('a file of a newer version is refused in plain words and not touched', () => {
    const { folder, migrations, open } = setUp()
    const extra = join(migrations, `${next}-later.sql`)
    writeFileSync(extra, 'CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;')
    closeStore(open())
    const before = readFileSync(join(folder, 'hub.db'))
    // The older version does not have that step.
    const older = setUp()
    const error = refusal(() =>
      openStore({
        file: join(folder, 'hub.db'),
        migrationsDir: older.migrations,
        backupsDir: join(folder, 'backups'),
        now: 43,
      }),
    )
    expect(error.code).toBe('newer-schema')
    expect(error.message).toContain('newer version')
    expect(readFileSync(join(folder, 'hub.db')).equals(before)).toBe(true)
  })

  test('a store is for this user alone, its log and its copies too, whatever it was before', () => {
    const { folder, migrations, open } = setUp()
    closeStore(open())
    chmodSync(join(folder, 'hub.db'), 0o644)
    writeFileSync(join(migrations, `${next}-later.sql`), 'CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;')
    open()
    const copy = join('backups', readdirSync(join(folder, 'backups'))[0] ?? '')
    const othersMay = ['hub.db', 'hub.db-wal', 'hub.db-shm', copy].map(
      (name) => statSync(join(folder, name)).mode & 0o077,
    )
    // Windows tells no such modes.
    if (process.platform !== 'win32') expect(othersMay).toEqual([0, 0, 0, 0])
  })

  test('a step that differs from the applied one is refused', () => {
    const { migrations, open } = setUp()
    closeStore(open())
    const first = readdirSync(migrations).sort()[0] ?? ''
    writeFileSync(join(migrations, first), `${readFileSync(join(migrations, first), 'utf8')}\n-- changed\n`)
    expect(refusal(open).code).toBe('changed-schema')
  })

  test('a file that is no database is refused in plain words', () => {
    const { folder, open } = setUp()
    writeFileSync(join(folder, 'hub.db'), 'this is no database at all, but long enough to look like one'.repeat(100))
    const error = refusal(open)
    expect(error.code).toBe('damaged')
    expect(error.message).toContain('damaged')
  })
})
