import { copyFileSync, openSync, statSync, writeFileSync, writeSync, closeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts'
import { forkChild } from '../../host/fork-child.ts'
import type { BackupView } from '../../ipc/contract/backup-views.ts'
import type { Clock } from '../clock.ts'
import type { FromInspector, ToInspector } from './inspection.ts'
import { inspectStore } from './inspection.ts'
import { examineBackups, examineStore } from './store-health.ts'

const start = () => forkChild<ToInspector, FromInspector>(join(import.meta.dirname, 'child.ts'))
const never = new AbortController().signal

function storeWithRows(): string {
  const file = join(temporaryFolder(), 'hub.db')
  const db = new Database(file)
  db.exec(`CREATE TABLE message (seq INTEGER PRIMARY KEY, direction TEXT, state TEXT, body TEXT);
    CREATE INDEX message_body ON message (body);
    CREATE TABLE outbox (phase TEXT);
    CREATE VIRTUAL TABLE message_search USING fts5 (body);
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
    INSERT INTO message SELECT i, 'in', 'received', hex(randomblob(40)) FROM n;
    PRAGMA wal_checkpoint(TRUNCATE)`)
  db.close()
  return file
}

describe('stored data', () => {
  test('is whole, or damaged, or cannot be read at all', async () => {
    const file = storeWithRows()
    expect(await examineStore(start, file, never)).toMatchObject({ state: 'ok' })
    const damaged = `${file}.damaged`
    copyFileSync(file, damaged)
    const handle = openSync(damaged, 'r+')
    writeSync(handle, Buffer.alloc(4096, 0xff), 0, 4096, Math.floor(statSync(damaged).size / 8192) * 4096)
    closeSync(handle)
    const found = await examineStore(start, damaged, never)
    expect(found).toMatchObject({ state: 'problem', words: expect.stringContaining('damaged') as string })
    expect(found.details).not.toBe('')
    const unreadable = join(temporaryFolder(), 'not-a-store.db')
    writeFileSync(unreadable, Buffer.alloc(8192, 0xff))
    expect(await examineStore(start, unreadable, never)).toMatchObject({ state: 'problem' })
    await expect(examineStore(start, join(temporaryFolder(), 'none.db'), never)).rejects.toThrow('unable to open')
  })

  test('is outlined by its build and its counts, with none of its content', async () => {
    const outline = await inspectStore(start, 'outline', storeWithRows(), never)
    expect(outline).toMatchObject({ counts: { message: 5000, outbox: 0 }, states: { 'in received': 5000 } })
    expect(Object.keys(outline.counts)).toEqual(['message', 'outbox'])
    expect(outline.schema).toHaveLength(4)
  })

  test('an inspection ends with its signal', async () => {
    const abort = new AbortController()
    const asked = examineStore(start, storeWithRows(), abort.signal)
    abort.abort()
    await expect(asked).rejects.toThrow('stopped')
    await expect(examineStore(start, storeWithRows(), abort.signal)).rejects.toThrow('stopped')
  })
})

const minute = 60_000

function backups(clock: Clock, patch: Partial<BackupView>): BackupView {
  return {
    state: 'idle',
    last: { at: clock.now() - 180 * minute, bytes: 1, messages: 1 },
    next: null,
    trouble: null,
    path: '/data/backups',
    key: { inKeychain: true, keychainTrouble: null, hasPassphrase: false },
    folder: null,
    restored: null,
    canBrowse: false,
    ...patch,
  }
}

test('the newest backup copy is told, and what keeps the next one from being made', () => {
  const clock = manualClock()
  const found = (patch: Partial<BackupView>) => examineBackups(backups(clock, patch), clock)
  const folder = { path: '/stick', state: 'absent', trouble: null, lastAt: null, owed: 1 } as const
  expect(found({})).toEqual({ state: 'ok', words: 'The newest copy is from 3 h ago.', details: null })
  expect(found({ last: null })).toMatchObject({ state: 'unknown', words: 'There is no copy yet.' })
  expect(found({ folder })).toMatchObject({ state: 'ok', words: expect.stringContaining('catches up') as string })
  for (const patch of [
    { state: 'no-key', last: null },
    { trouble: 'The disk is full.' },
    { next: clock.now() - 30 * minute },
    { folder: { ...folder, state: 'trouble', trouble: 'It is full.' } },
  ] as const) {
    expect(found(patch)).toMatchObject({ state: 'problem', fix: { opens: 'data' } })
  }
  expect(found({ next: clock.now() + minute })).toMatchObject({ state: 'ok' })
})
