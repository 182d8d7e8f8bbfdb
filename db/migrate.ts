import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Db, OpenStoreOptions } from './database.ts'
import { StoreError, storeFaultOf } from './store-error.ts'

interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
  readonly digest: string
}

interface Applied {
  readonly number: number
  readonly name: string
  readonly digest: string
}

/**
 * Applies the missing migrations, each in a transaction of its own, after a copy of the file was made.
 * The applied ones must be the first of ours, unchanged: a file of a newer version is never touched.
 * @throws {StoreError} `newer-schema`, `changed-schema` or `broken-migration`.
 */
export function migrate(db: Db, options: OpenStoreOptions): void {
  const ours = readMigrations(options.migrationsDir)
  const applied = readApplied(db)
  assertPrefix(applied, ours, options.file)
  const missing = ours.slice(applied.length)
  if (missing.length === 0) return
  if (applied.length > 0) copyBefore(db, options, applied.length)
  for (const migration of missing) apply(db, migration, options)
  // Damage in the log can then take what was stored, but not the tables themselves.
  db.pragma('wal_checkpoint(TRUNCATE)')
}

function readMigrations(directory: string): readonly Migration[] {
  const files = readdirSync(directory)
    .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
    .sort()
  return files.map((file, index) => {
    const number = Number(file.slice(0, 4))
    if (number !== index + 1) throw new Error(`Migration ${file} is out of line: number ${index + 1} was expected.`)
    // Git may check the file out with other line ends; they are no change of the schema.
    const sql = readFileSync(join(directory, file), 'utf8').replaceAll('\r\n', '\n')
    return { number, name: file.slice(5, -4), sql, digest: createHash('sha256').update(sql).digest('hex') }
  })
}

function readApplied(db: Db): readonly Applied[] {
  db.exec(`CREATE TABLE IF NOT EXISTS schema_migration (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    applied_at INTEGER NOT NULL
  ) STRICT`)
  return db.prepare<[], Applied>('SELECT number, name, digest FROM schema_migration ORDER BY number').all()
}

function assertPrefix(applied: readonly Applied[], ours: readonly Migration[], file: string): void {
  applied.forEach((step, index) => {
    const own = ours[index]
    if (!own) {
      throw new StoreError(
        'newer-schema',
        'This data was last used by a newer version of PTP Comms Hub. Install that version (or a later one) to open it; nothing was changed.',
        `${file}: schema ${applied.length} (${step.name}), this version knows ${ours.length}`,
      )
    }
    if (own.number !== step.number || own.name !== step.name || own.digest !== step.digest) {
      throw new StoreError(
        'changed-schema',
        'This data was made by another build of PTP Comms Hub and cannot be opened by this one. Use that build; nothing was changed.',
        `${file}: step ${step.number} is "${step.name}" ${step.digest.slice(0, 8)} there, "${own.name}" ${own.digest.slice(0, 8)} here`,
      )
    }
  })
}

function copyBefore(db: Db, options: OpenStoreOptions, schema: number): void {
  mkdirSync(options.backupsDir, { recursive: true, mode: 0o700 })
  db.pragma('wal_checkpoint(TRUNCATE)')
  const copy = `${basename(options.file, '.db')}-schema-${String(schema).padStart(4, '0')}-${options.now}.db`
  const path = join(options.backupsDir, copy)
  try {
    copyFileSync(options.file, path)
  } catch (error) {
    // Half a copy helps nobody, least of all on a full disk.
    rmSync(path, { force: true })
    throw error
  }
}

function apply(db: Db, migration: Migration, options: OpenStoreOptions): void {
  try {
    db.transaction(() => {
      db.exec(migration.sql)
      db.prepare('INSERT INTO schema_migration (number, name, digest, applied_at) VALUES (?, ?, ?, ?)').run(
        migration.number,
        migration.name,
        migration.digest,
        options.now,
      )
    })()
  } catch (error) {
    // A full disk says nothing about the step.
    if (storeFaultOf(error) !== null) throw error
    throw new StoreError(
      'broken-migration',
      'The data could not be brought up to date; it was left as it was. Keep using the previous version and send us the details.',
      `${options.file}: step ${migration.number} (${migration.name}): ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
