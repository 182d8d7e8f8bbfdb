import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { storeFaultOf } from '../../db/store-error.ts'
import { StartFailure, startFailureOf } from './failure.ts'

/** The data folder, held by this process alone until it is released. */
export interface DataFolder {
  readonly path: string
  /** Path of a file in it. */
  file(name: string): string
  release(): void
}

/**
 * Makes the folder where it is missing and takes its lock. The lock is the operating system's, on an open file, so a crash
 * lets go of it.
 * @param holder who asks, in words for whoever finds the folder taken ("the app", "the browser host")
 * @throws {StartFailure} `locked` when another process holds it; `not-writable`, `full` or `disk-error` when it cannot be written to.
 */
export function holdDataFolder(path: string, holder: string, now: number): DataFolder {
  const noteFile = join(path, 'lock.json')
  let lock: Database.Database
  try {
    for (const folder of [path, join(path, 'backups'), join(path, 'logs'), join(path, 'media')]) {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
    }
    lock = new Database(join(path, 'lock'), { timeout: 0 })
  } catch (error) {
    throw notWritable(path, error)
  }
  try {
    takeLock(lock, join(path, 'lock'))
  } catch (error) {
    lock.close()
    if (!isHeld(error)) throw notWritable(path, error)
    throw new StartFailure(
      'locked',
      `PTP Comms Hub is running already${whoHolds(noteFile)}. Use that one, or close it first.`,
      path,
    )
  }
  try {
    writeFileSync(noteFile, JSON.stringify({ holder, pid: process.pid, since: new Date(now).toISOString() }), {
      mode: 0o600,
    })
  } catch {
    // It only tells who holds the folder: a full disk must not stop the start for it.
  }
  return {
    path,
    file: (name) => join(path, name),
    release() {
      if (!lock.open) return
      rmSync(noteFile, { force: true })
      lock.close()
    },
  }
}

/** The file holds nothing; where something else wrote into it, it is emptied, which leaves everybody's locks as they are. */
function takeLock(lock: Database.Database, file: string): void {
  // A journal would take room, of which there may be none.
  const take = () => lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  try {
    take()
  } catch (error) {
    if (storeFaultOf(error) !== 'damaged') throw error
    truncateSync(file)
    take()
  }
}

function isHeld(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^SQLITE_(BUSY|LOCKED)/.test(String(error.code))
}

function notWritable(path: string, error: unknown): StartFailure {
  const failure = startFailureOf(error, path)
  if (failure.code === 'full' || failure.code === 'disk-error') return failure
  return new StartFailure(
    'not-writable',
    `The data folder ${path} cannot be written to. Allow this user to write there, or choose another with --data-dir.`,
    error instanceof Error ? error.message : String(error),
  )
}

function whoHolds(noteFile: string): string {
  try {
    const note = JSON.parse(readFileSync(noteFile, 'utf8')) as { readonly holder?: unknown; readonly pid?: unknown }
    return ` as ${String(note.holder)} (process ${String(note.pid)})`
  } catch {
    return ''
  }
}
