import { describe, expect, test } from 'vitest'

import { sleep } from '../../electron/hub/clock.ts'
import { campMorning, manualClock } from './manual-clock.ts'

describe('manualClock', () => {
  test('fires timers in order of their due time, each at its own moment', async () => {
    const clock = manualClock()
    const seen: [string, number][] = []
    clock.after(200, () => seen.push(['b', clock.now() - campMorning]))
    clock.after(100, () => {
      seen.push(['a', clock.now() - campMorning])
      clock.after(50, () => seen.push(['a+50', clock.now() - campMorning]))
    })
    clock.after(200, () => seen.push(['c', clock.now() - campMorning]))
    await clock.advance(199)
    expect(seen).toEqual([
      ['a', 100],
      ['a+50', 150],
    ])
    await clock.advance(1)
    expect(seen.slice(2)).toEqual([
      ['b', 200],
      ['c', 200],
    ])
    expect(clock.pending).toBe(0)
  })

  test('lets promises run between timers', async () => {
    const clock = manualClock()
    const seen: number[] = []
    const work = (async () => {
      for (let index = 0; index < 5; index += 1) {
        await sleep(clock, 10)
        seen.push(clock.now() - campMorning)
      }
    })()
    await clock.advance(50)
    await work
    expect(seen).toEqual([10, 20, 30, 40, 50])
  })

  test('a cancelled timer never fires', async () => {
    const clock = manualClock()
    let fired = false
    const timer = clock.after(10, () => {
      fired = true
    })
    timer.cancel()
    await clock.advance(100)
    expect(fired).toBe(false)
  })

  test('a jump moves the wall time and no timer', async () => {
    const clock = manualClock()
    let fired = false
    clock.after(1000, () => {
      fired = true
    })
    clock.jump(2 * 86_400_000)
    await clock.advance(999)
    expect(fired).toBe(false)
    await clock.advance(1)
    expect(fired).toBe(true)
    expect(clock.now()).toBe(campMorning + 2 * 86_400_000 + 1000)
  })

  test('advanceUntil moves on until the condition holds, and says what never came', async () => {
    const clock = manualClock()
    let done = false
    clock.after(300, () => {
      done = true
    })
    await clock.advanceUntil(() => done)
    expect(clock.now()).toBeLessThanOrEqual(campMorning + 300)
    await expect(clock.advanceUntil(() => false, { limit: 200, patience: 0, what: 'the moon' })).rejects.toThrow(
      'the moon',
    )
  })
})
