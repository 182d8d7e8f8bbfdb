import type { Room } from '../ipc/contract/changes.ts'
import type { Clock, Timer } from './clock.ts'

/** Rooms that change in many commits in a row are told once in so many ms: each telling has the screen read them again. */
const pace = 100

/** Decides when the screen is told that what it shows of a room is old. */
export interface StaleTeller {
  touched(rooms: ReadonlySet<Room>): void
  /** What was not told yet is not told any more. */
  stop(): void
}

/** Tells of the first change at once, and of those that follow it together. */
export function createStaleTeller(clock: Clock, tell: (rooms: readonly Room[]) => void): StaleTeller {
  const waiting = new Set<Room>()
  let toldAt = Number.NEGATIVE_INFINITY
  let soon: Timer | null = null

  function tellAll(): void {
    soon?.cancel()
    soon = null
    toldAt = clock.now()
    const rooms = [...waiting]
    waiting.clear()
    tell(rooms)
  }

  return {
    touched(rooms) {
      if (rooms.size === 0) return
      for (const room of rooms) waiting.add(room)
      const since = clock.now() - toldAt
      // A clock set back must not keep anything.
      if (since < 0 || since >= pace) tellAll()
      else soon ??= clock.after(pace - since, tellAll)
    },
    stop() {
      soon?.cancel()
      soon = null
    },
  }
}
