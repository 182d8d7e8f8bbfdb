import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { closeStore, openStore } from '../../db/open.ts'
import type { Db } from '../../db/open.ts'
import { temporaryFolder } from './temporary-folder.ts'

export const migrationsDir = join(import.meta.dirname, '..', '..', 'db', 'migrations')

/** A real store in a file of its own, closed and removed when the test is over. */
export function testStore(): Db {
  const folder = temporaryFolder()
  const db = openStore({ file: join(folder, 'hub.db'), migrationsDir, backupsDir: join(folder, 'backups'), now: 1_000 })
  onTestFinished(() => closeStore(db))
  return db
}
