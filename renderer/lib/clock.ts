/**
 * The hub's clock as the screen knows it. Rehearsals run it faster than real time, so times on screen are reckoned from
 * the last reading and its rate, never from this window's own clock.
 */
let readAt = Date.now()
let hubThen = readAt
let rate = 1

/** Takes a reading of the hub's clock (`AppState.now`, `AppState.clockRate`). */
export function setHubClock(now: number, clockRate: number): void {
  readAt = Date.now()
  hubThen = now
  rate = clockRate
}

/** The time by the hub's clock, in epoch milliseconds. */
export function hubNow(): number {
  return Math.round(hubThen + (Date.now() - readAt) * rate)
}

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | undefined
let minute = 0

function currentMinute(): number {
  return Math.floor(hubNow() / 60_000)
}

function arm(): void {
  const untilNext = (60_000 - (hubNow() % 60_000)) / rate
  timer = setTimeout(
    () => {
      minute = currentMinute()
      for (const listener of listeners) listener()
      arm()
    },
    Math.max(50, untilNext + 5),
  )
}

/** Hears each new minute of the hub's clock, for labels such as "today" and "yesterday". */
export function onMinute(listener: () => void): () => void {
  if (listeners.size === 0) {
    minute = currentMinute()
    arm()
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) clearTimeout(timer)
  }
}

/** The minute last announced: a stable snapshot between two announcements. */
export function lastMinute(): number {
  if (listeners.size === 0) minute = currentMinute()
  return minute
}
