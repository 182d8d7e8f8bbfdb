/** A timer that can be stopped. */
export interface Timer {
  cancel(): void
}

/** The hub's only source of time; tests and rehearsals own it. All times are UTC epoch milliseconds, all spans milliseconds. */
export interface Clock {
  /** How many times faster than real time it runs. */
  readonly rate: number
  now(): number
  /** Runs `work` once after `delay` of this clock; fires late, never early. */
  after(delay: number, work: () => void): Timer
}

/** Node's timers overflow past this and fire at once. */
const longestTimer = 2 ** 31 - 1

/** The machine's clock, or one that runs `rate` times faster from the moment it is made. */
export function realClock(rate = 1): Clock {
  const start = Date.now()
  return {
    rate,
    now: () => Math.floor(start + (Date.now() - start) * rate),
    after(delay, work) {
      const handle = setTimeout(work, Math.min(longestTimer, Math.max(0, Math.ceil(delay / rate))))
      return { cancel: () => clearTimeout(handle) }
    },
  }
}

/** Resolves after `delay` of the given clock. */
export function sleep(clock: Clock, delay: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delay, resolve)
  })
}
