import { expect, test } from 'vitest'
import { manualClock } from '../../tests/support/manual-clock.ts'
import type { Room } from '../ipc/contract/changes.ts'
import { createStaleTeller } from './stale-teller.ts'

test('the first change is told at once, those that follow it together', async () => {
  const clock = manualClock()
  const told: (readonly Room[])[] = []
  const teller = createStaleTeller(clock, (rooms) => told.push(rooms))
  teller.touched(new Set())
  expect(told).toEqual([])
  teller.touched(new Set(['board']))
  teller.touched(new Set(['board', 'people']))
  teller.touched(new Set(['people']))
  expect(told).toEqual([['board']])
  await clock.advance(100)
  expect(told).toEqual([['board'], ['board', 'people']])
  teller.touched(new Set(['staff']))
  teller.stop()
  await clock.advance(1_000)
  expect(told).toHaveLength(2)
})
