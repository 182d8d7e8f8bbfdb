import { describe, expect, test } from 'vitest'
import { manualClock } from '../../tests/support/manual-clock.ts'
import { testStore } from '../../tests/support/test-store.ts'
import { writeSetting } from '../../db/settings.ts'
import { receiveText } from './inbound/receive.ts'
import { createStore } from './store.ts'
import type { Touched } from './store.ts'

function set(key: string) {
  return ({ db, now }: { db: Parameters<typeof writeSetting>[0]; now: number }): string => {
    writeSetting(db, key, 1, now)
    return key
  }
}

describe('works that arrive together share one commit', () => {
  test('one that throws undoes itself alone', async () => {
    const db = testStore()
    const store = createStore(db, manualClock(), () => undefined)
    const results = await Promise.allSettled([
      store.writeSoon(set('a')),
      store.writeSoon((write) => {
        set('b')(write)
        throw new Error('no')
      }),
      store.writeSoon(set('c')),
    ])
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(db.prepare('SELECT key FROM setting ORDER BY key').pluck().all()).toEqual(['a', 'c'])
  })

  test('where SQLite undoes the whole transaction, all of them fail and none is stored', async () => {
    const db = testStore()
    const told: Touched[] = []
    const store = createStore(db, manualClock(), (touched) => told.push(touched))
    const results = await Promise.allSettled([
      store.writeSoon(set('a')),
      store.writeSoon((write) => {
        // What SQLite does by itself after some errors of memory and disk.
        write.db.exec('ROLLBACK')
        throw new Error('disk I/O error')
      }),
      store.writeSoon(set('c')),
    ])
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(db.prepare('SELECT key FROM setting').pluck().all()).toEqual([])
    expect(told).toEqual([])
    await expect(store.writeSoon(set('d'))).resolves.toBe('d')
  })

  test('where a full disk undoes all of it, none is told that it was stored, and nothing half is', async () => {
    const db = testStore()
    const told: Touched[] = []
    const store = createStore(db, manualClock(), (touched) => told.push(touched))
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 4}`)
    const text = (sid: string, body: string) =>
      store.writeSoon((write) =>
        receiveText(write, { sid, from: '+12015550111', to: '+13125550100', body, media: [], extra: {} }),
      )
    const results = await Promise.allSettled([
      text('SM1', 'short'),
      text('SM2', 'long '.repeat(20_000)),
      text('SM3', 'short as well'),
    ])
    const stored = db.prepare('SELECT sid FROM message ORDER BY sid').pluck().all()
    const fulfilled = ['SM1', 'SM2', 'SM3'].filter((_, index) => results[index]?.status === 'fulfilled')
    expect(stored).toEqual(fulfilled)
    expect(fulfilled).not.toContain('SM2')
    expect(told.flatMap((touched) => [...touched.messages])).toHaveLength(stored.length)
    expect(db.prepare('SELECT coalesce(sum(unread_count), 0) FROM conversation').pluck().get()).toBe(stored.length)
    db.pragma('max_page_count = 1000000')
    await Promise.all([text('SM1', 'short'), text('SM2', 'long'), text('SM3', 'short as well')])
    expect(db.prepare('SELECT sid FROM message ORDER BY sid').pluck().all()).toEqual(['SM1', 'SM2', 'SM3'])
    expect(db.inTransaction).toBe(false)
  })
})
