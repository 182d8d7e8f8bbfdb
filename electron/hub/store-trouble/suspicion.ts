import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const noteOf = (folder: string, store: string): string => join(folder, `check-${store}`)

/**
 * A note in the data folder: damage was met while the app ran, so the next start reads through the store before it is used.
 * @param store name of its file
 */
export function noteSuspicion(folder: string, store: string): void {
  try {
    writeFileSync(noteOf(folder, store), 'Damage was met. The next start reads through the store.\n', { mode: 0o600 })
  } catch {
    // Then damage is found where it is met again.
  }
}

export function isSuspected(folder: string, store: string): boolean {
  return existsSync(noteOf(folder, store))
}

export function clearSuspicion(folder: string, store: string): void {
  rmSync(noteOf(folder, store), { force: true })
}
