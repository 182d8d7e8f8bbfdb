import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../tests/support/temporary-folder.ts'
import { findLogBreak } from './log-health.ts'
import { openStore } from './open.ts'
import { StoreError } from './store-error.ts'

const migrationsDir = join(import.meta.dirname, 'migrations')
const headerBytes = 32
const frameBytes = 24 + 4096
const commits = 40

interface Crashed {
  readonly file: string
  readonly log: string
  /** Size of the log after each commit: what was on the disk when it was acknowledged. */
  readonly sizes: readonly number[]
}

/** A store that was written to and never closed, as a power cut leaves it: each commit counts on. */
function crashedStore(): Crashed {
  const folder = temporaryFolder()
  const working = join(folder, 'working.db')
  const db = new Database(working)
  onTestFinished(() => {
    db.close()
  })
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('wal_autocheckpoint = 0')
  db.exec('CREATE TABLE count (n INTEGER PRIMARY KEY, filler BLOB)')
  db.pragma('wal_checkpoint(TRUNCATE)')
  const sizes: number[] = []
  for (let n = 1; n <= commits; n += 1) {
    // Some transactions take several frames.
    db.prepare('INSERT INTO count VALUES (?, zeroblob(?))').run(n, n % 5 === 0 ? 9_000 : 10)
    sizes.push(readFileSync(`${working}-wal`).length)
  }
  const file = join(folder, 'hub.db')
  copyFileSync(working, file)
  copyFileSync(`${working}-wal`, `${file}-wal`)
  return { file, log: `${file}-wal`, sizes }
}

function countIn(file: string): number {
  const db = new Database(file)
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    return db.prepare<[], { n: number }>('SELECT count(*) AS n FROM count').get()?.n ?? 0
  } finally {
    db.close()
  }
}

function flip(file: string, at: number): void {
  const bytes = readFileSync(file)
  bytes[at] = (bytes[at] ?? 0) ^ 0x10
  writeFileSync(file, bytes)
}

describe('a write-ahead log', () => {
  test('that is whole, empty, short or not there has no break', () => {
    const { file, log } = crashedStore()
    expect(findLogBreak(log)).toBeNull()
    expect(findLogBreak(join(file, '..', 'none'))).toBeNull()
    for (const size of [headerBytes + 100, headerBytes, 10, 0]) {
      truncateSync(log, size)
      expect(findLogBreak(log)).toBeNull()
    }
  })

  test('torn anywhere in its last transaction is no damage, and SQLite keeps all that was acknowledged before', () => {
    for (const tornAt of [5, 9, 24, 39]) {
      const { file, log, sizes } = crashedStore()
      const before = sizes[tornAt - 1] ?? 0
      const after = sizes[tornAt] ?? 0
      // Half of it was written, the rest is what the disk held there.
      const bytes = readFileSync(log).subarray(0, after)
      bytes.fill(0xa5, before + Math.floor((after - before) / 2))
      writeFileSync(log, bytes)
      expect(findLogBreak(log)).toBeNull()
      expect(countIn(file)).toBe(tornAt)
    }
  })

  test('whose last transaction reached the disk in another order is no damage', () => {
    const { file, log, sizes } = crashedStore()
    // The last one has several frames: the first of them is missing, its end is there.
    const before = sizes.at(-2) ?? 0
    expect((sizes.at(-1) ?? 0) - before).toBeGreaterThan(frameBytes)
    const bytes = readFileSync(log)
    bytes.fill(0, before, before + frameBytes)
    writeFileSync(log, bytes)
    expect(findLogBreak(log)).toBeNull()
    expect(countIn(file)).toBe(commits - 1)
  })

  test.each([
    ['in a page', 24 + 2000],
    ['in the head of a frame', 17],
  ])('damaged in its middle, %s, is told: SQLite would leave out what stands behind', (_where, offset) => {
    const { file, log, sizes } = crashedStore()
    const at = sizes[9] ?? 0
    flip(log, at + offset)
    const frame = (at - headerBytes) / frameBytes + 1
    const found = findLogBreak(log)
    expect(found?.frame).toBe(frame)
    expect(found?.lostCommits).toBeGreaterThanOrEqual(commits - 12)
    expect(countIn(file)).toBe(10)
  })

  test('of which only the last transaction is damaged cannot be told from a torn one', () => {
    const { log, sizes } = crashedStore()
    flip(log, (sizes.at(-2) ?? 0) + 24 + 100)
    expect(findLogBreak(log)).toBeNull()
  })
})

describe('opening', () => {
  const open = (file: string) => openStore({ file, migrationsDir, backupsDir: join(file, '..', 'backups'), now: 1_000 })

  test('refuses damage in the log before anything is written', () => {
    const { file, log, sizes } = crashedStore()
    flip(log, (sizes[9] ?? 0) + 100)
    const before = [readFileSync(file), readFileSync(log)]
    for (let again = 0; again < 2; again += 1) {
      expect(() => open(file)).toThrowError(expect.objectContaining({ code: 'damaged' }) as StoreError)
      expect([readFileSync(file), readFileSync(log)]).toEqual(before)
    }
  })

  test('refuses a file that is empty while its log is not', () => {
    const { file } = crashedStore()
    truncateSync(file, 0)
    expect(() => open(file)).toThrowError(StoreError)
  })

  test('takes an empty file for a first start that was cut short, unless there are copies of what it was', () => {
    const folder = temporaryFolder()
    const file = join(folder, 'hub.db')
    writeFileSync(file, '')
    open(file).close()
    const emptied = join(folder, 'other.db')
    writeFileSync(emptied, '')
    openStore({ file: join(folder, 'backups', 'other-copy.db'), migrationsDir, backupsDir: folder, now: 1 }).close()
    expect(() => open(emptied)).toThrowError(StoreError)
  })
})
