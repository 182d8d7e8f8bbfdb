import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../tests/support/temporary-folder.ts'
import { migrationsDir } from '../tests/support/test-store.ts'
import { allConsent, deriveAllOptOuts } from './consent.ts'
import { findConversation } from './conversations.ts'
import { closeStore, openStore } from './open.ts'

test('who had said STOP before consent was kept apart stays closed, for the number it was said to', () => {
  const folder = temporaryFolder()
  const before = join(folder, 'migrations')
  for (const name of readdirSync(migrationsDir).filter((file) => file < '0019')) {
    cpSync(join(migrationsDir, name), join(before, name))
  }
  const options = { file: join(folder, 'hub.db'), backupsDir: join(folder, 'backups'), now: 1_000 }
  const old = openStore({ ...options, migrationsDir: before })
  const insert = old.prepare(
    `INSERT INTO conversation (kind, address, our_number, created_at, last_at, opted_out_at) VALUES ('phone', ?, ?, 500, 500, ?)`,
  )
  insert.run('+12015550111', '+13125550100', 700)
  insert.run('+12015550112', null, 800)
  insert.run('+12015550113', null, null)
  closeStore(old)

  const db = openStore({ ...options, migrationsDir })
  expect(allConsent(db)).toEqual([
    { sender: '*', address: '+12015550112', state: 'out', source: 'text', at: 800 },
    { sender: '+13125550100', address: '+12015550111', state: 'out', source: 'text', at: 700 },
  ])
  expect(deriveAllOptOuts(db)).toEqual([])
  expect(findConversation(db, 1)).toMatchObject({ opted_out_at: 700, opted_out_source: 'text' })
  closeStore(db)
})
