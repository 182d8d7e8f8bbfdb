import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DataFolder } from './data-folder.ts'

/** Files of practice alone; ending practice removes them. */
export const practiceFiles = { store: 'practice.db', carrier: 'practice-twilio.db' } as const
/** Pictures of practice lie apart from those of families. */
export const practiceMedia = join('media', 'practice')

/** Removes practice's own files, and nothing else. */
export function wipePractice(folder: DataFolder): void {
  rmSync(folder.file(practiceMedia), { recursive: true, force: true })
  for (const name of Object.values(practiceFiles)) {
    // The file itself last: a WAL without its file must never meet another one.
    for (const suffix of ['-wal', '-shm', '-journal', '']) rmSync(folder.file(name + suffix), { force: true })
  }
}
