import type { LinkState } from '../../ipc/contract/views.ts'
import type { Clock } from '../clock.ts'

/** An outage that is over: what waited through it is to be looked through before anything leaves. */
export interface PastOutage {
  /** When there was last a way out (epoch ms); `-Infinity` where nobody knows. */
  readonly since: number
}

/** Remembers that there was no way out until what waited meanwhile was looked through. */
export interface OutageWatch {
  /** Null while nothing is to be looked through. */
  readonly over: PastOutage | null
  linkChanged(state: LinkState): void
  /** The outbox will look again by itself at this time (epoch ms). */
  turnPlanned(dueAt: number): void
  /** It looks now. Too late by far, and the laptop slept meanwhile. */
  turnCame(now: number): void
  lookedThrough(): void
}

/** So much too late means asleep, in milliseconds: of the hub's clock, and of real time, for a busy machine is not asleep. */
const tooLate = { hub: 2 * 60_000, real: 15_000 }

/**
 * Watches the link and the outbox's own turns. The time before the start counts as an outage.
 * @param lastContactAt when the carrier last answered before the start (epoch ms); null where nobody knows
 */
export function watchOutage(clock: Clock, lastContactAt: number | null): OutageWatch {
  // A clock that was set back since makes the last contact lie in the future: it tells nothing.
  const known = lastContactAt !== null && lastContactAt <= clock.now() ? lastContactAt : Number.NEGATIVE_INFINITY
  let over: PastOutage | null = { since: known }
  let goneSince: number | null = null
  let wasOnline = false
  let turnDueAt: number | null = null

  function end(since: number): void {
    over = { since: Math.min(since, over?.since ?? since) }
  }

  return {
    get over() {
      return over
    },
    linkChanged(state) {
      switch (state) {
        case 'online':
          if (goneSince !== null) end(goneSince)
          goneSince = null
          wasOnline = true
          return
        case 'offline':
        case 'captive':
          goneSince ??= wasOnline ? clock.now() : known
          return
        case 'unknown':
      }
    },
    turnPlanned(dueAt) {
      turnDueAt = dueAt
    },
    turnCame(now) {
      // The link still looks as it did before, and this may come before the system says that it slept.
      const dueAt = turnDueAt
      turnDueAt = null
      if (dueAt !== null && now - dueAt > Math.max(tooLate.hub, tooLate.real * clock.rate)) end(dueAt)
    },
    lookedThrough() {
      over = null
    },
  }
}
