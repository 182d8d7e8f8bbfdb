import { existsSync, renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/**
 * Moves a store out of the way, with its log: `hub.db` becomes `hub-<why>-<time>.db`. Nothing is deleted.
 * The store goes first: a start in between finds no store, and SQLite takes no log without one.
 * @param file path of the store
 * @param why one word for its name
 * @param now epoch milliseconds
 * @returns the name it has now; null where there was no store
 */
export function setAside(file: string, why: string, now: number): string | null {
  const stem = `${basename(file, '.db')}-${why}-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}`
  let aside = `${stem}.db`
  for (let again = 2; existsSync(join(dirname(file), aside)); again += 1) aside = `${stem}-${again}.db`
  let moved = false
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    if (!existsSync(file + suffix)) continue
    renameSync(file + suffix, join(dirname(file), aside + suffix))
    moved = true
  }
  return moved ? aside : null
}
