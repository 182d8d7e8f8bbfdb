import { expect, test } from 'vitest'
import { manualClock } from '../../tests/support/manual-clock.ts'
import { createTeller } from './teller.ts'
import type { Teller, TouchedViews } from './teller.ts'

function listening(): {
  readonly clock: ReturnType<typeof manualClock>
  readonly told: number[][]
  readonly teller: Teller
} {
  const clock = manualClock()
  const told: number[][] = []
  const teller = createTeller(clock, (views: TouchedViews) => told.push([...views.messages]))
  return { clock, told, teller }
}

const touched = (seqs: readonly number[], together: boolean) => ({
  messages: new Set(seqs),
  conversations: new Set<number>(),
  wakeOutbox: false,
  wakeMedia: false,
  stale: new Set<never>(),
  players: new Set<number>(),
  together,
})

test('the first of many is told at once, those that follow together, each once', async () => {
  const { clock, told, teller } = listening()
  teller.committed(touched([1], true))
  teller.committed(touched([2, 3], true))
  teller.committed(touched([3, 4], true))
  expect(told).toEqual([[1]])
  await clock.advance(30)
  expect(told).toEqual([[1], [2, 3, 4]])
  await clock.advance(1_000)
  expect(told).toHaveLength(2)
  teller.committed(touched([5], true))
  expect(told.at(-1)).toEqual([5])
})

test('what a person did is told at once, with what waited', async () => {
  const { clock, told, teller } = listening()
  teller.committed(touched([1], true))
  teller.committed(touched([2], true))
  teller.committed(touched([3], false))
  expect(told).toEqual([[1], [2, 3]])
  await clock.advance(1_000)
  expect(told).toHaveLength(2)
})

test('a clock set back keeps nothing', () => {
  const { clock, told, teller } = listening()
  teller.committed(touched([1], true))
  clock.jump(-3_600_000)
  teller.committed(touched([2], true))
  expect(told).toEqual([[1], [2]])
})

test('nothing is told after the end', async () => {
  const { clock, told, teller } = listening()
  teller.committed(touched([1], true))
  teller.committed(touched([2], true))
  teller.stop()
  await clock.advance(1_000)
  expect(told).toEqual([[1]])
})

test('a great many are told a part at a time, until all are', async () => {
  const { clock, told, teller } = listening()
  teller.committed(
    touched(
      Array.from({ length: 150 }, (_, index) => index),
      false,
    ),
  )
  expect(told.map((part) => part.length)).toEqual([32])
  await clock.advance(1_000)
  expect(told.map((part) => part.length)).toEqual([32, 32, 32, 32, 22])
  expect(new Set(told.flat()).size).toBe(150)
})
