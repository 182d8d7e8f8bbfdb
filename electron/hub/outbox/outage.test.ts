import { expect, test } from 'vitest'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { watchOutage } from './outage.ts'

const minute = 60_000

test('the time before the start is an outage: since the last contact, where that is known', () => {
  const clock = manualClock()
  expect(watchOutage(clock, clock.now() - minute).over).toEqual({ since: clock.now() - minute })
  expect(watchOutage(clock, null).over).toEqual({ since: Number.NEGATIVE_INFINITY })
  // The clock was set back since.
  expect(watchOutage(clock, clock.now() + minute).over).toEqual({ since: Number.NEGATIVE_INFINITY })
})

test('finding the way out for the first time is no return; every later one is, whatever lay in between', async () => {
  const clock = manualClock()
  const outage = watchOutage(clock, null)
  outage.lookedThrough()
  outage.linkChanged('online')
  expect(outage.over).toBeNull()
  const from = clock.now()
  outage.linkChanged('offline')
  expect(outage.over).toBeNull()
  await clock.advance(minute)
  outage.linkChanged('captive')
  outage.linkChanged('offline')
  await clock.advance(minute)
  outage.linkChanged('online')
  expect(outage.over).toEqual({ since: from })
  // Gone again before anybody looked: it still has to be looked through.
  outage.linkChanged('offline')
  outage.linkChanged('online')
  expect(outage.over).toEqual({ since: from })
  outage.lookedThrough()
  expect(outage.over).toBeNull()
})

test('offline from the start on: the outage began with the last contact', () => {
  const clock = manualClock()
  const outage = watchOutage(clock, clock.now() - 5 * minute)
  outage.lookedThrough()
  outage.linkChanged('offline')
  outage.linkChanged('online')
  expect(outage.over).toEqual({ since: clock.now() - 5 * minute })
})

test('a turn that comes minutes late means that the laptop slept; a busy machine on a hurried clock does not', () => {
  const clock = manualClock()
  const outage = watchOutage(clock, null)
  outage.lookedThrough()
  const now = clock.now()
  outage.turnPlanned(now + minute)
  outage.turnCame(now + 2 * minute)
  expect(outage.over).toBeNull()
  // Nothing was planned: nothing is late.
  outage.turnCame(now + 60 * minute)
  expect(outage.over).toBeNull()
  outage.turnPlanned(now + minute)
  outage.turnCame(now + 4 * minute)
  expect(outage.over).toEqual({ since: now + minute })

  const hurried = watchOutage({ ...clock, rate: 60 }, null)
  hurried.lookedThrough()
  hurried.turnPlanned(now)
  hurried.turnCame(now + 10 * minute)
  expect(hurried.over).toBeNull()
})
