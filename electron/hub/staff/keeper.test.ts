import { expect, onTestFinished, test } from 'vitest'
import { listActivity, recordActivity } from '../../../db/activity.ts'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import { silentLog } from '../log.ts'
import { createStore } from '../store.ts'
import { createActivityKeeper } from './keeper.ts'

const day = 24 * 3_600_000
const everything = { staff: null, kind: null, from: null, until: null, people: null }

test('what was done more than a year ago is removed, in pieces; the rest stays', async () => {
  const clock = manualClock()
  const store = createStore(testStore(), clock, () => undefined)
  const act = (words: string, at: number) => recordActivity(store.db, { staff: 'Dana', kind: 'duty', words }, at)
  store.write(() => {
    for (let n = 0; n < 4_500; n += 1) act(`old ${n}`, clock.now())
  })
  await clock.advance(300 * day)
  store.write(({ now }) => act('newer', now))
  const keeper = createActivityKeeper({ store, clock, log: silentLog })
  onTestFinished(() => keeper.stop())
  const count = () => listActivity(store.db, everything, null, 5_000).length
  await clock.advance(5 * 60_000)
  expect(count()).toBe(4_501)
  await clock.advance(65 * day)
  expect(count()).toBeLessThan(4_501)
  await clock.advance(10_000)
  expect(listActivity(store.db, everything, null, 10).map(({ words }) => words)).toEqual(['newer'])
})
