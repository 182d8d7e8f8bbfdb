import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test, vi } from 'vitest'
import { ensureConversation } from '../../../db/conversations.ts'
import { closeStore, openStore } from '../../../db/open.ts'
import type { Db } from '../../../db/open.ts'
import { noteStrayKey, readVault, writeVault } from '../../../db/secrets.ts'
import { writeSetting } from '../../../db/settings.ts'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { memoryKeychain } from '../../../tests/support/memory-keychain.ts'
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts'
import { migrationsDir } from '../../../tests/support/test-store.ts'
import { forkChild } from '../../host/fork-child.ts'
import { newId } from '../ids.ts'
import { silentLog } from '../log.ts'
import { queueText } from '../outbox/compose.ts'
import { KeychainError } from '../secrets/keychain.ts'
import { createStore } from '../store.ts'
import { makeCopy } from './copying.ts'
import { newKeyPair } from './keys.ts'
import { openRecord } from './record.ts'
import { findGoodBackups, restoreBackup } from './restore.ts'
import type { RestoreParts } from './restore.ts'
import { finishSwap } from './swap.ts'

// Processes and stretched passphrases take seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const pair = newKeyPair()

interface Bench {
  readonly parts: RestoreParts
  readonly dataDir: string
  readonly db: Db
  queue(body: string): void
  copy(sequence: number, madeAt?: number): Promise<string>
  restored(): Db
}

function bench(): Bench {
  const clock = manualClock()
  const dataDir = temporaryFolder()
  const backups = join(dataDir, 'backups')
  mkdirSync(backups)
  const store = join(dataDir, 'hub.db')
  const db = openStore({ file: store, migrationsDir, backupsDir: backups, now: clock.now() })
  const keychain = memoryKeychain()
  keychain.entries.set(`copies/${pair.id}`, pair.privateKey)
  const { laptop } = openRecord(backups).current
  return {
    dataDir,
    db,
    parts: {
      dataDir,
      migrationsDir,
      keychain,
      startCopier: () => forkChild(join(import.meta.dirname, 'child.ts')),
      clock,
      log: silentLog,
    },
    queue(body) {
      createStore(db, clock, () => undefined).write((write) =>
        queueText(write, {
          id: newId(clock.now()),
          conversationId: ensureConversation(db, 'phone', '+12015550111', null, write.now),
          body,
          author: null,
          origin: 'person',
          replaces: null,
          noUseAfter: null,
          ourNumber: '+13125550100',
          segments: 1,
        }),
      )
    },
    copy: async (sequence, madeAt = clock.now()) => {
      const about = { madeAt, laptop, sequence, keyId: pair.id, version: '1.0.0', passphrase: null }
      return (await makeCopy({ store, folder: backups, publicKey: pair.publicKey, about }, () => undefined)).file
    },
    restored() {
      expect(finishSwap(dataDir)).not.toBeNull()
      return openStore({ file: store, migrationsDir, backupsDir: backups, now: clock.now() })
    },
  }
}

test('a damaged store gives way to the newest copy, which is offered first, and is kept as it is', async () => {
  const { dataDir, db, parts, queue, copy, restored } = bench()
  queue('first')
  await copy(1, parts.clock.now() - 1_200_000)
  queue('second')
  await copy(2, parts.clock.now() - 600_000)
  closeStore(db)
  const damaged = Buffer.alloc(8192, 0xff)
  writeFileSync(join(dataDir, 'hub.db'), damaged)
  const [newest, older] = findGoodBackups(dataDir)
  expect([newest?.messages, older?.messages]).toEqual([2, 1])
  const aside = await restoreBackup(parts, newest?.file ?? '', null)
  const next = restored()
  expect(next.prepare('SELECT body FROM message ORDER BY seq').pluck().all()).toEqual(['first', 'second'])
  expect(next.prepare('SELECT DISTINCT phase FROM outbox').pluck().all()).toEqual(['held'])
  closeStore(next)
  expect(readFileSync(join(dataDir, aside)).equals(damaged)).toBe(true)
})

test('what is sure is set back, and the credentials of now stay', async () => {
  const { db, parts, copy, restored } = bench()
  const before = parts.clock.now() - 600_000
  writeSetting(db, 'catch-up.in.+13125550100', before + 300_000, before)
  writeSetting(db, 'catch-up.out.+13125550100', before - 1_000, before)
  writeVault(db, { id: 'old', keyId: 'old', passphrase: null }, before)
  const file = await copy(1, before)
  writeVault(db, { id: 'new', keyId: 'new', passphrase: null }, before)
  noteStrayKey(db, 'old/old', before)
  closeStore(db)
  await restoreBackup(parts, file, null)
  const next = restored()
  const settings = next.prepare(`SELECT key, value FROM setting WHERE key LIKE 'catch-up.%' ORDER BY key`).all()
  expect(settings).toEqual([
    { key: 'catch-up.in.+13125550100', value: String(before) },
    { key: 'catch-up.out.+13125550100', value: String(before - 1_000) },
    { key: 'catch-up.restored', value: String(parts.clock.now()) },
  ])
  expect(readVault(next)).toMatchObject({ id: 'new' })
  expect(next.prepare('SELECT account FROM stray_key').pluck().all()).toEqual(['old/old'])
  closeStore(next)
})

test('a copy from before a change of schema is brought up to date, and no clear one of it stays', async () => {
  const { dataDir, db, parts, queue, copy } = bench()
  queue('from an older version')
  const older = join(temporaryFolder(), 'migrations')
  mkdirSync(older)
  const steps = readdirSync(migrationsDir).filter((name) => name.endsWith('.sql'))
  const file = await copy(1)
  for (const name of steps) copyFileSync(join(migrationsDir, name), join(older, name))
  writeFileSync(
    join(older, `${String(steps.length + 1).padStart(4, '0')}-later.sql`),
    'CREATE TABLE later (one INTEGER) STRICT;',
  )
  closeStore(db)
  await restoreBackup({ ...parts, migrationsDir: older }, file, null)
  expect(finishSwap(dataDir)).not.toBeNull()
  const next = new Database(join(dataDir, 'hub.db'))
  expect(next.prepare('SELECT count(*) FROM later').pluck().get()).toBe(0)
  next.close()
  expect(readdirSync(dataDir).filter((name) => name.includes('restoring'))).toEqual([])
  expect(readdirSync(join(dataDir, 'backups')).filter((name) => name.endsWith('.db'))).toEqual([])
  // And this version cannot open what a later one made: it says so, and leaves all as it is.
  const upToDate = openStore({ file: join(dataDir, 'hub.db'), migrationsDir: older, backupsDir: dataDir, now: 1 })
  const newer = await copy(2)
  closeStore(upToDate)
  await expect(restoreBackup(parts, newer, null)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('newer version') as string,
  })
  expect(finishSwap(dataDir)).toBeNull()
})

test('what cannot be put back is refused in words, and nothing has changed', async () => {
  const { dataDir, db, parts, queue, copy } = bench()
  queue('here to stay')
  const file = await copy(1)
  const bytes = readFileSync(file)
  const at = bytes.length - 40
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(file.replace('000001', '000002'), bytes)
  writeFileSync(file.replace('000001', '000003'), bytes.subarray(0, bytes.length - 1))
  const foreign = join(dataDir, 'foreign.ptpcopy')
  writeFileSync(foreign, 'a letter to somebody')
  const refused = async (name: string, keychain = parts.keychain): Promise<unknown> =>
    restoreBackup({ ...parts, keychain }, name, null).catch((error: unknown) => error)
  expect(await refused(file.replace('000001', '000002'))).toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('damaged') as string,
  })
  expect(await refused(file.replace('000001', '000003'))).toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('damaged') as string,
  })
  expect(await refused(foreign)).toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('no copy') as string,
  })
  expect(await refused(join(dataDir, 'none'))).toMatchObject({ code: 'not-found' })
  expect(await refused(file, memoryKeychain())).toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('that computer alone') as string,
  })
  const locked = memoryKeychain()
  locked.at = () => {
    throw new KeychainError('locked', 'in tests')
  }
  expect(await refused(file, locked)).toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('locked') as string,
  })
  expect(existsSync(join(dataDir, 'restore.json'))).toBe(false)
  expect(readdirSync(dataDir).filter((name) => name.includes('restoring'))).toEqual([])
  expect(db.prepare('SELECT body FROM message').pluck().all()).toEqual(['here to stay'])
  closeStore(db)
})
