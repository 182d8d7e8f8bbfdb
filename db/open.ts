import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import type { Db, OpenStoreOptions } from './database.ts'
import { assertWholeFile } from './file-health.ts'
import { migrate } from './migrate.ts'
import { StoreError } from './store-error.ts'

export type { Db, OpenStoreOptions } from './database.ts'

/**
 * How long a statement waits for another process's lock, in milliseconds. Nobody else should hold one: at the start a copying
 * program may just be at it; later the whole app would stand still meanwhile.
 */
const busyTimeout = { opening: 2000, running: 250 }

/**
 * Opens the store and brings its schema up to date.
 * WAL with `synchronous=FULL`: what was committed survives a power cut (SQLite docs: PRAGMA synchronous).
 * @throws {StoreError} damaged, newer than this version, locked, or not writable: each in plain words.
 */
export function openStore(options: OpenStoreOptions): Db {
  let db: Db | undefined
  try {
    mkdirSync(dirname(options.file), { recursive: true, mode: 0o700 })
    assertWholeFile(options.file, options.backupsDir)
    keepPrivate(options.file)
    db = new Database(options.file, { timeout: busyTimeout.opening })
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    db.pragma('checkpoint_fullfsync = ON')
    db.pragma('temp_store = MEMORY')
    db.pragma('cache_size = -32000')
    db.pragma('journal_size_limit = 67108864')
    migrate(db, options)
    waitForLocks(db, true)
    return db
  } catch (error) {
    db?.close()
    throw error instanceof StoreError ? error : StoreError.from(error, options.file)
  }
}

/**
 * Parents' numbers are for this user alone, also in a data folder that others may look into. SQLite gives a store's log the
 * store's own permissions. Windows knows none of these: there it is the folder that keeps others out.
 */
function keepPrivate(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch {
    // It is there, or SQLite says what is wrong.
  }
  try {
    chmodSync(file, 0o600)
  } catch {
    // Another user's file, or a file system without owners.
  }
}

/** While another program is known to hold the file, waiting for it again and again would only keep the app from everything else. */
export function waitForLocks(db: Db, on: boolean): void {
  db.pragma(`busy_timeout = ${on ? busyTimeout.running : 0}`)
}

/** Lets SQLite refresh its statistics, folds the WAL in and closes. */
export function closeStore(db: Db): void {
  if (!db.open) return
  try {
    db.pragma('optimize')
    db.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    db.close()
  }
}
