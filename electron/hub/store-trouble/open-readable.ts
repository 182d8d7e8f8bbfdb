import { constants, copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { StoreError } from '../../../db/store-error.ts'
import { mediaDirOf, prepareStore } from '../backup/prepare.ts'
import { asideName, openedName, planSwap, removeOpened } from '../backup/swap.ts'
import type { Clock } from '../clock.ts'

export interface OpenReadableOptions {
  readonly dataDir: string
  readonly migrationsDir: string
  readonly clock: Clock
}

/**
 * Makes a store out of what can be read of one whose write-ahead log is damaged in the middle: all that stands before the
 * damage. It is treated as a copy of that time: what it calls open may have gone out since, so nothing leaves by itself, and
 * the carrier is asked for the rest. The next start puts it in place and keeps the store before, as it is.
 * The data folder must be held by the caller.
 * @returns the name the store before is kept under
 * @throws {StoreError} `damaged`: more than the log is.
 */
export function openReadable({ dataDir, migrationsDir, clock }: OpenReadableOptions): string {
  const opened = join(dataDir, openedName)
  const store = join(dataDir, 'hub.db')
  removeOpened(dataDir)
  try {
    for (const suffix of ['', '-wal']) {
      // At once where the file system can share what both have in common.
      if (existsSync(store + suffix)) copyFileSync(store + suffix, opened + suffix, constants.COPYFILE_FICLONE)
    }
    const madeAt = foldLog(opened)
    prepareStore({
      file: opened,
      migrationsDir,
      mediaDir: mediaDirOf(dataDir),
      header: { madeAt },
      isOurs: true,
      credentials: null,
      consent: [],
      clock,
    })
  } catch (error) {
    removeOpened(dataDir)
    throw error instanceof StoreError ? error : StoreError.from(error, store)
  }
  const aside = asideName(clock.now())
  planSwap(dataDir, aside)
  return aside
}

/** Takes in what is whole of the log, and reads through the result. @returns when it last heard or said anything, epoch ms */
function foldLog(file: string): number {
  const db = new Database(file)
  try {
    db.pragma('wal_checkpoint(TRUNCATE)')
    const faults = db.pragma('quick_check(1)', { simple: true })
    if (faults !== 'ok') throw new StoreError('damaged', 'More than the newest part is damaged.', String(faults))
    const isThere = db.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'message'`).get()
    if (!isThere) throw new StoreError('damaged', 'Nothing stands before the damage.', file)
    const newest = db.prepare<[], { at: number | null }>('SELECT max(created_at) AS at FROM message').get()
    return newest?.at ?? 0
  } finally {
    db.close()
  }
}
