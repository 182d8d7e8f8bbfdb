import { describe, expect, onTestFinished, test } from 'vitest'
import Database from 'better-sqlite3'
import { patience } from '../../../tests/support/patience.ts'
import { writeSetting } from '../../../db/settings.ts'
import type { StoreTroubleView } from '../../ipc/contract/store-views.ts'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import { silentLog } from '../log.ts'
import { createStore } from '../store.ts'
import { littleSpace } from './free-space.ts'
import { createStoreWatch } from './watch.ts'

const megabyte = 1024 * 1024

function watched(disk = { free: 10_000 * megabyte }) {
  const clock = manualClock()
  const db = testStore()
  const told: (StoreTroubleView['kind'] | null)[] = []
  const suspected: string[] = []
  let recoveries = 0
  const reserve = {
    stands: true,
    given: 0,
    giveUp() {
      if (!reserve.stands) return false
      reserve.stands = false
      reserve.given += 1
      return true
    },
    make() {
      reserve.stands = disk.free > 8 * megabyte
      return Promise.resolve(reserve.stands)
    },
  }
  const watch = createStoreWatch({
    clock,
    log: silentLog,
    reserve,
    freeBytes: () => disk.free,
    damaged: (hurt) => suspected.push(hurt.name),
    changed(trouble, recovered) {
      told.push(trouble?.kind ?? null)
      if (recovered) recoveries += 1
    },
  })
  onTestFinished(() => watch.stop())
  watch.start()
  const store = createStore(db, clock, () => undefined, watch.guard(db))
  const keep = (key: string, value: unknown = 1) =>
    store.write((write) => writeSetting(write.db, key, value, write.now))
  const holds = (key: string) => db.prepare('SELECT count(*) FROM setting WHERE key = ?').pluck().get(key) === 1
  return { clock, db, watch, store, keep, holds, disk, reserve, told, suspected, recoveries: () => recoveries }
}

describe('a full disk', () => {
  const long = 'x'.repeat(40_000)
  const pages = (db: Database.Database) => Number(db.pragma('page_count', { simple: true }))

  test('gives the reserve up and stores what was refused at first; what can wait has to; ends by itself', async () => {
    const { clock, db, watch, store, keep, holds, disk, reserve, told, recoveries } = watched()
    disk.free = 0
    db.pragma(`max_page_count = ${pages(db)}`)
    // The room that the reserve held is the disk's again.
    const giveUp = reserve.giveUp
    reserve.giveUp = () => {
      db.pragma('max_page_count = 100000')
      return giveUp()
    }
    keep('draft', long)
    expect(holds('draft')).toBe(true)
    expect(watch.trouble?.kind).toBe('full')
    expect(store.isShort).toBe(true)
    await clock.advance(60_000)
    expect(watch.trouble?.kind).toBe('full')
    expect(recoveries()).toBe(0)

    disk.free = 1_000 * megabyte
    await clock.advance(6_000)
    expect(watch.trouble).toBeNull()
    expect(store.isShort).toBe(false)
    expect(reserve.stands).toBe(true)
    expect(recoveries()).toBe(1)
    expect(told).toEqual(['full', null])
  })

  test('without a reserve refuses, tells, and takes everything again once there is room', async () => {
    const { clock, db, watch, keep, holds, reserve, recoveries } = watched()
    reserve.stands = false
    reserve.make = () => Promise.resolve(true)
    db.pragma(`max_page_count = ${pages(db)}`)
    expect(() => keep('draft', long)).toThrowError(expect.objectContaining({ code: 'SQLITE_FULL' }) as Error)
    await clock.advance(30_000)
    // The reserve alone proves nothing: a real commit has to work.
    expect(watch.trouble?.kind).toBe('full')
    db.pragma('max_page_count = 100000')
    await clock.advance(6_000)
    expect(watch.trouble).toBeNull()
    expect(recoveries()).toBe(1)
    keep('draft', long)
    expect(holds('draft')).toBe(true)
  })

  test('is known at the start where there is no room for a reserve', async () => {
    const { clock, watch, reserve, disk } = watched({ free: megabyte })
    reserve.stands = false
    watch.start()
    expect(watch.trouble?.kind).toBe('full')
    disk.free = 1_000 * megabyte
    await clock.advance(6_000)
    expect(watch.trouble).toBeNull()
  })

  test('is warned of before, and no more once there is room', async () => {
    const { clock, watch, disk, told } = watched()
    disk.free = littleSpace - megabyte
    await clock.advance(61_000)
    expect(watch.trouble?.kind).toBe('low')
    // Not every megabyte is news.
    disk.free -= 1
    await clock.advance(61_000)
    disk.free = 2 * littleSpace
    await clock.advance(61_000)
    expect(told).toEqual(['low', null])
  })
})

describe('a store that takes nothing', () => {
  test('because it may not be written to', async () => {
    const { clock, db, watch, keep, recoveries } = watched()
    db.pragma('query_only = ON')
    expect(() => keep('a')).toThrowError()
    expect(watch.trouble?.kind).toBe('not-writable')
    await clock.advance(60_000)
    expect(recoveries()).toBe(0)
    db.pragma('query_only = OFF')
    await clock.advance(6_000)
    expect(watch.trouble).toBeNull()
    expect(recoveries()).toBe(1)
  })

  test('because another program holds it: nothing waits for it a second time', async () => {
    const { clock, db, watch, keep, recoveries } = watched()
    const other = new Database(db.name)
    onTestFinished(() => {
      other.close()
    })
    other.exec('BEGIN IMMEDIATE')
    expect(() => keep('a')).toThrowError()
    expect(watch.trouble?.kind).toBe('locked')
    const started = performance.now()
    for (let again = 0; again < 20; again += 1) expect(() => keep('a')).toThrowError()
    expect(performance.now() - started).toBeLessThan(1_000 * patience)
    other.exec('ROLLBACK')
    await clock.advance(6_000)
    expect(watch.trouble).toBeNull()
    expect(recoveries()).toBe(1)
    expect(db.pragma('busy_timeout', { simple: true })).toBe(250)
  })

  test('because its disk fails, or part of it is damaged: that one stays, and the next start looks', async () => {
    const { clock, db, watch, keep, suspected, recoveries } = watched()
    const fail = (code: string) =>
      db.function('fail', { varargs: true, directOnly: false }, () => {
        throw new Database.SqliteError('simulated', code)
      })
    fail('SQLITE_IOERR_WRITE')
    db.exec('CREATE TEMP TRIGGER failing BEFORE INSERT ON setting BEGIN SELECT fail(); END')
    expect(() => keep('a')).toThrowError()
    expect(watch.trouble?.kind).toBe('io')
    await clock.advance(20_000)
    expect(watch.trouble?.kind).toBe('io')
    fail('SQLITE_CORRUPT_VTAB')
    expect(() => keep('a')).toThrowError()
    expect(watch.trouble?.kind).toBe('damaged')
    expect(suspected).toEqual([db.name])
    db.exec('DROP TRIGGER failing')
    keep('a')
    await clock.advance(60_000)
    expect(watch.trouble?.kind).toBe('damaged')
    expect(recoveries()).toBe(0)
  })

  test('other errors are none of its business', () => {
    const { watch, store } = watched()
    expect(() =>
      store.write(() => {
        throw new Error('no')
      }),
    ).toThrowError('no')
    expect(() => store.write(({ db }) => db.exec('INSERT INTO setting VALUES (1)'))).toThrowError()
    expect(watch.trouble).toBeNull()
  })
})
