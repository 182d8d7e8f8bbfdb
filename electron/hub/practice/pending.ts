import type { Clock, Timer } from '../clock.ts'

/** Counts what is under way, so that a test can wait for stillness and a stop leaves nothing behind. */
export interface Pending {
  /** A timer of the clock that counts as under way until it has fired or was cancelled. */
  after(delay: number, work: () => void): Timer
  /** Counts the promise; a rejection goes to `onError`. */
  track(work: Promise<unknown>): void
  /** Resolves once nothing is under way. */
  idle(): Promise<void>
  /** Cancels every timer; later ones never fire. */
  stop(): void
  readonly count: number
}

export function pendingWork(clock: Clock, onError: (error: unknown) => void): Pending {
  const timers = new Set<Timer>()
  let tracked = 0
  let stopped = false
  let waiters: (() => void)[] = []

  function settle(): void {
    if (timers.size > 0 || tracked > 0) return
    // One more turn: what just ended may have started something else.
    setImmediate(() => {
      if (timers.size > 0 || tracked > 0) return
      const ready = waiters
      waiters = []
      for (const resolve of ready) resolve()
    })
  }

  return {
    get count() {
      return timers.size + tracked
    },
    after(delay, work) {
      if (stopped) return { cancel: () => undefined }
      const timer = clock.after(delay, () => {
        timers.delete(handle)
        try {
          work()
        } catch (error) {
          onError(error)
        }
        settle()
      })
      const handle: Timer = {
        cancel() {
          timer.cancel()
          if (timers.delete(handle)) settle()
        },
      }
      timers.add(handle)
      return handle
    },
    track(work) {
      tracked += 1
      work.catch(onError).finally(() => {
        tracked -= 1
        settle()
      })
    },
    idle() {
      return new Promise((resolve) => {
        waiters.push(resolve)
        settle()
      })
    },
    stop() {
      stopped = true
      for (const timer of timers) timer.cancel()
    },
  }
}
