import type { Clock } from '../../electron/hub/clock.ts'
import { patience as stretched } from './patience.ts'

/** A clock that stands still until the test moves it. */
export interface ManualClock extends Clock {
  /**
   * Moves time on by `span` ms. Timers fire in order of their due time, each at its own moment, and what they
   * start (promises, a few turns of the event loop) runs before the next one fires.
   */
  advance(span: number): Promise<void>
  /**
   * Moves time on in steps until `condition` holds. Between steps real work (sockets, files) gets real time,
   * so that an answer over loopback arrives before the clock runs away from it.
   * Throws when `limit` ms of this clock have passed in vain.
   */
  advanceUntil(
    condition: () => boolean,
    options?: {
      readonly step?: number
      readonly limit?: number
      readonly what?: string
      /** Real milliseconds that disk and sockets get beyond the limit, before it throws. */
      readonly patience?: number
    },
  ): Promise<void>
  /** Sets the wall time on or back by `span` without any timer noticing, as when a laptop's clock is corrected. */
  jump(span: number): void
  /** How many timers wait. */
  readonly pending: number
  /** Wall time at which the next timer fires; null where none waits. */
  readonly nextDue: number | null
}

interface Waiting {
  readonly due: number
  readonly order: number
  readonly work: () => void
}

/** Turns of the event loop given to what a timer started. */
const turnsPerTimer = 4

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

async function turns(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await turn()
}

/** 2026-07-14 08:30 in Chicago, a morning of camp. */
export const campMorning = Date.UTC(2026, 6, 14, 13, 30)

export function manualClock(start: number = campMorning): ManualClock {
  /** Time of the timers: only ever goes on. */
  let elapsed = 0
  /** Wall time where `elapsed` is 0; moved by `jump`. */
  let origin = start
  let order = 0
  let waiting: Waiting[] = []

  function next(): Waiting | undefined {
    let first: Waiting | undefined
    for (const timer of waiting) {
      if (first === undefined || timer.due < first.due || (timer.due === first.due && timer.order < first.order)) {
        first = timer
      }
    }
    return first
  }

  async function comesTrue(condition: () => boolean, patience: number): Promise<boolean> {
    const until = performance.now() + patience * stretched
    while (!condition() && performance.now() < until) {
      await new Promise<void>((resolve) => {
        setTimeout(resolve, 20)
      })
      // What was done meanwhile may have set a timer that is due.
      await advance(0)
    }
    return condition()
  }

  async function advance(span: number): Promise<void> {
    const target = elapsed + span
    await turns(1)
    for (let timer = next(); timer !== undefined && timer.due <= target; timer = next()) {
      const fired = timer
      waiting = waiting.filter((other) => other !== fired)
      elapsed = Math.max(elapsed, fired.due)
      fired.work()
      await turns(turnsPerTimer)
    }
    elapsed = Math.max(elapsed, target)
    await turns(1)
  }

  return {
    rate: 1,
    now: () => origin + elapsed,
    after(delay, work) {
      order += 1
      const timer: Waiting = { due: elapsed + Math.max(0, Math.ceil(delay)), order, work }
      waiting.push(timer)
      return {
        cancel: () => {
          waiting = waiting.filter((other) => other !== timer)
        },
      }
    },
    advance,
    async advanceUntil(condition, { step = 50, limit = 600_000, what = 'the condition', patience = 10_000 } = {}) {
      const end = elapsed + limit
      // Loopback answers take a handful of turns; real milliseconds pass so that the kernel can deliver them.
      await turns(turnsPerTimer)
      while (!condition()) {
        if (elapsed >= end) {
          // What the disk and other processes still do takes real time, more of it on a busy machine.
          if (await comesTrue(condition, patience)) return
          throw new Error(`${what} did not come true within ${limit} ms of the test's clock`)
        }
        await advance(step)
        for (let tries = 0; tries < 3 && !condition(); tries += 1) {
          await new Promise<void>((resolve) => {
            setTimeout(resolve, 1)
          })
        }
      }
    },
    jump(span) {
      origin += span
    },
    get pending() {
      return waiting.length
    },
    get nextDue() {
      const timer = next()
      return timer === undefined ? null : origin + timer.due
    },
  }
}
