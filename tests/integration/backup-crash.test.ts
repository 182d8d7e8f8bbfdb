import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test, vi } from 'vitest'
import { ensureConversation } from '../../db/conversations.ts'
import { closeStore, openStore } from '../../db/open.ts'
import type { Db } from '../../db/open.ts'
import type { MakingStep } from '../../electron/hub/backup/copying.ts'
import { makeCopy, openCopy } from '../../electron/hub/backup/copying.ts'
import { newKeyPair } from '../../electron/hub/backup/keys.ts'
import type { MakeOrder } from '../../electron/hub/backup/orders.ts'
import { namedCopies, removeUnfinished } from '../../electron/hub/backup/shelf.ts'
import { finishSwap } from '../../electron/hub/backup/swap.ts'
import { newId } from '../../electron/hub/ids.ts'
import { queueText } from '../../electron/hub/outbox/compose.ts'
import { createStore } from '../../electron/hub/store.ts'
import { manualClock } from '../support/manual-clock.ts'
import type { CopyJob, RestoreStep } from '../support/copy-program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { migrationsDir } from '../support/test-store.ts'

// A program is started and killed in each: seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const program = join(import.meta.dirname, '..', 'support', 'copy-program.ts')
const pair = newKeyPair()
const planted = 'Maya forgot her inhaler'
const clock = manualClock()

function killed(job: CopyJob): void {
  const { signal, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', program, JSON.stringify(job)],
    { encoding: 'utf8' },
  )
  expect({ signal, stderr }).toEqual({ signal: 'SIGKILL', stderr: '' })
}

function queue(db: Db, body: string): void {
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
}

interface Folder {
  readonly dataDir: string
  readonly backups: string
  readonly db: Db
  order(sequence: number): MakeOrder
}

function folderWithStore(): Folder {
  const dataDir = temporaryFolder()
  const backups = join(dataDir, 'backups')
  mkdirSync(backups)
  const store = join(dataDir, 'hub.db')
  const db = openStore({ file: store, migrationsDir, backupsDir: backups, now: clock.now() })
  queue(db, planted)
  const about = { madeAt: clock.now(), laptop: '00'.repeat(8), keyId: pair.id, version: '1.0.0', passphrase: null }
  return {
    dataDir,
    backups,
    db,
    order: (sequence) => ({ store, folder: backups, publicKey: pair.publicKey, about: { ...about, sequence } }),
  }
}

const isClear = (file: string): boolean => {
  const bytes = readFileSync(file)
  return bytes.includes('SQLite format 3') || bytes.includes('inhaler')
}

const making: readonly MakingStep[] = ['begun', 'copied', 'checked', 'sealed', 'proved', 'cleared', 'named']

test.each(making)(
  'killed at "%s", a copy is whole or not there, and nothing clear outlives the next start',
  async (dieAt) => {
    const folder = folderWithStore()
    await makeCopy(folder.order(1), () => undefined)
    queue(folder.db, 'second')
    killed({ kind: 'make', order: folder.order(2), dieAt })
    closeStore(folder.db)
    removeUnfinished(folder.backups)
    const left = readdirSync(folder.backups)
    expect(left.filter((name) => !name.endsWith('.ptpcopy'))).toEqual([])
    expect(left.filter((name) => isClear(join(folder.backups, name)))).toEqual([])
    const copies = namedCopies(folder.backups)
    expect(copies.map(({ sequence }) => sequence)).toEqual(dieAt === 'named' ? [2, 1] : [1])
    for (const { name } of copies) {
      const target = join(folder.dataDir, `opened-${name}`)
      openCopy({ file: join(folder.backups, name), privateKey: pair.privateKey, target })
      expect(bodiesIn(target)[0]).toBe(planted)
    }
  },
)

function bodiesIn(file: string): readonly unknown[] {
  const db = new Database(file)
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    return db.prepare('SELECT body FROM message ORDER BY seq').pluck().all()
  } finally {
    db.close()
  }
}

const restoring: readonly RestoreStep[] = [
  'staged',
  'prepared',
  'planned',
  'log-aside',
  'store-aside',
  'in-place',
  'done',
]

test.each(restoring)('killed at "%s", a restore leaves the old store or the new one, whole', async (dieAt) => {
  const folder = folderWithStore()
  const { file } = await makeCopy(folder.order(1), () => undefined)
  queue(folder.db, 'written since')
  // As a crash leaves it: what was written last lies in the log alone.
  const { dataDir } = folder
  const crashed = join(dataDir, 'crashed')
  mkdirSync(join(crashed, 'backups'), { recursive: true })
  for (const suffix of ['', '-wal']) copyFileSync(join(dataDir, `hub.db${suffix}`), join(crashed, `hub.db${suffix}`))
  closeStore(folder.db)
  const aside = 'hub-before-restore-2026-07-14T13-30-00Z.db'
  killed({
    kind: 'restore',
    order: { file, privateKey: pair.privateKey },
    dataDir: crashed,
    migrationsDir,
    aside,
    dieAt,
  })
  finishSwap(crashed)
  const isOld = dieAt === 'staged' || dieAt === 'prepared'
  expect(bodiesIn(join(crashed, 'hub.db'))).toEqual(isOld ? [planted, 'written since'] : [planted])
  expect(readdirSync(crashed).filter((name) => /restoring|restore\.json/.test(name))).toEqual([])
  expect(existsSync(join(crashed, aside))).toBe(!isOld)
  if (isOld) return
  expect(bodiesIn(join(crashed, aside))).toEqual([planted, 'written since'])
  const db = new Database(join(crashed, 'hub.db'))
  expect(db.prepare('SELECT phase, held_because FROM outbox').all()).toEqual([
    { phase: 'held', held_because: 'restored' },
  ])
  db.close()
})
