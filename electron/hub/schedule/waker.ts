import type { Clock, Timer } from '../clock.ts'

/** Looks whether something has fallen due, at the time it says itself. */
export interface Waker {
  /** Looks now, and plans the next look. To be called when the next time may be another one. */
  look(): void
  stop(): void
}

export interface WakerParts {
  readonly clock: Clock
  /** When the next thing falls due (epoch ms); null: nothing is planned. */
  readonly nextAt: () => number | null
  /** Something is due. What it does must make `nextAt` say another time; must not throw. */
  readonly due: (now: number) => void
}

/** The longest pause between two looks, in milliseconds: the machine may sleep and its clock may jump. */
const longestPause = 60_000
/** What stays due, because it could not be done, is looked at again after so many milliseconds. */
const restWhileDue = 5_000

/** Wakes at a wall-clock time, whatever the laptop's clock does meanwhile: it never waits for longer than a minute unasked. */
export function createWaker({ clock, nextAt, due }: WakerParts): Waker {
  let timer: Timer | null = null
  let isStopped = false
  let isLooking = false

  function look(): void {
    if (isStopped || isLooking) return
    timer?.cancel()
    timer = null
    isLooking = true
    try {
      const first = nextAt()
      if (first !== null && first <= clock.now()) due(clock.now())
    } finally {
      isLooking = false
      plan()
    }
  }

  function plan(): void {
    if (isStopped) return
    const at = nextAt()
    if (at === null) return
    const wait = at - clock.now()
    timer = clock.after(wait <= 0 ? restWhileDue : Math.min(wait, longestPause), look)
  }

  return {
    look,
    stop() {
      isStopped = true
      timer?.cancel()
    },
  }
}
