import type { Clock } from '../../../electron/hub/clock.ts'

/** A clock that goes on only as far as the harness lets it. */
export interface GrantedClock extends Clock {
  /** Goes on to `time` (epoch ms): timers fire in order of their due time, each at its own moment, with room for what they start. */
  grant(time: number): Promise<void>
  /** Moves the wall time by `span` without any timer noticing, as when a laptop's clock is set. */
  jump(span: number): void
  /** Time of the harness at which the next timer fires; null where none waits. */
  readonly nextDue: number | null
  /** How many timers wait. */
  readonly waiting: number
}

interface Waiting {
  readonly due: number
  readonly order: number
  readonly work: () => void
  isOver: boolean
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

/**
 * @param start where the harness's clock stands (epoch ms)
 * @param wall how far this process's wall clock is ahead of it
 */
export function grantedClock(start: number, wall = 0): GrantedClock {
  let time = start
  let ahead = wall
  let order = 0
  /** A heap by due time, then order. */
  const heap: Waiting[] = []

  const isBefore = (one: Waiting, other: Waiting): boolean =>
    one.due < other.due || (one.due === other.due && one.order < other.order)

  function swap(one: number, other: number): void {
    const [first, second] = [heap[one], heap[other]]
    if (!first || !second) return
    heap[one] = second
    heap[other] = first
  }

  function push(timer: Waiting): void {
    heap.push(timer)
    let place = heap.length - 1
    while (place > 0) {
      const parent = (place - 1) >> 1
      const [above, here] = [heap[parent], heap[place]]
      if (!above || !here || !isBefore(here, above)) return
      swap(parent, place)
      place = parent
    }
  }

  function pop(): void {
    const last = heap.pop()
    if (heap.length === 0 || !last) return
    heap[0] = last
    let place = 0
    for (;;) {
      let least = place
      for (const child of [2 * place + 1, 2 * place + 2]) {
        const [one, other] = [heap[child], heap[least]]
        if (one && other && isBefore(one, other)) least = child
      }
      if (least === place) return
      swap(least, place)
      place = least
    }
  }

  /** The next timer that was not stopped. */
  function next(): Waiting | undefined {
    while (heap[0]?.isOver) pop()
    return heap[0]
  }

  return {
    rate: 1,
    now: () => time + ahead,
    after(delay, work) {
      order += 1
      const timer: Waiting = { due: time + Math.max(0, Math.ceil(delay)), order, work, isOver: false }
      push(timer)
      return {
        cancel() {
          timer.isOver = true
        },
      }
    },
    async grant(target) {
      await turn()
      for (let timer = next(); timer && timer.due <= target; timer = next()) {
        time = Math.max(time, timer.due)
        timer.isOver = true
        timer.work()
        await turn()
      }
      time = Math.max(time, target)
      // What the last timer started comes to its next wait, so that its requests and timers are seen.
      await turn()
      await turn()
    },
    jump(span) {
      ahead += span
    },
    get waiting() {
      return heap.filter((timer) => !timer.isOver).length
    },
    get nextDue() {
      return next()?.due ?? null
    },
  }
}
