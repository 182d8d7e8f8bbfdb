import { expect, test } from 'vitest'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { createWaker } from './waker.ts'

const day = 86_400_000

function bench(first: number) {
  const clock = manualClock()
  let next: number | null = clock.now() + first
  const woken: number[] = []
  const waker = createWaker({
    clock,
    nextAt: () => next,
    due(now) {
      woken.push(now)
      next = null
    },
  })
  return { clock, waker, woken, plan: (at: number | null) => (next = at) }
}

test('wakes once, at its time and not before', async () => {
  const { clock, waker, woken } = bench(90 * 60_000)
  const at = clock.now() + 90 * 60_000
  waker.look()
  await clock.advance(90 * 60_000 - 1)
  expect(woken).toEqual([])
  await clock.advance(day)
  expect(woken).toEqual([at])
  expect(clock.pending).toBe(0)
})

test('a clock that jumps over the time is noticed within a minute; one that jumps back delays nothing twice', async () => {
  const { clock, waker, woken } = bench(3 * 3_600_000)
  waker.look()
  await clock.advance(1_000)
  clock.jump(2 * day)
  await clock.advance(60_000)
  expect(woken).toHaveLength(1)
  clock.jump(-2 * day)
  await clock.advance(day)
  expect(woken).toHaveLength(1)
})

test('what could not be done is tried again, and a stopped one sleeps', async () => {
  const clock = manualClock()
  let tries = 0
  const waker = createWaker({ clock, nextAt: () => 1, due: () => (tries += 1) })
  waker.look()
  await clock.advance(20_000)
  expect(tries).toBeGreaterThan(2)
  expect(tries).toBeLessThan(8)
  waker.stop()
  const before = tries
  await clock.advance(day)
  expect(tries).toBe(before)
})
