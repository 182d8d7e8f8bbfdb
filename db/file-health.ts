import { readdirSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { findLogBreak } from './log-health.ts'
import { StoreError } from './store-error.ts'

/**
 * Refuses a store that SQLite would open as something else than what was stored: it takes an empty file for a new store, and
 * leaves out what stands behind damage in the write-ahead log. Reads only.
 * @param file path of the store
 * @param backupsDir folder of its copies: where there are some, the store was not empty before
 * @throws {StoreError} `damaged`
 */
export function assertWholeFile(file: string, backupsDir: string): void {
  const size = sizeOf(file)
  if (size === null) return
  const logSize = sizeOf(`${file}-wal`) ?? 0
  if (size === 0 && (logSize > 0 || hasCopies(backupsDir, basename(file, '.db')))) {
    throw new StoreError('damaged', 'The data file is empty, and was not before.', `${file}: 0 bytes`)
  }
  if (logSize === 0) return
  const broken = findLogBreak(`${file}-wal`)
  if (broken === null) return
  throw new StoreError(
    'damaged',
    'The newest part of what was stored is damaged.',
    `${file}-wal: frame ${broken.frame} does not fit, ${broken.lostCommits} or more transactions stand behind it`,
  )
}

function sizeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.size ?? null
}

function hasCopies(folder: string, name: string): boolean {
  try {
    return readdirSync(folder).some((entry) => entry.startsWith(name))
  } catch {
    return false
  }
}
