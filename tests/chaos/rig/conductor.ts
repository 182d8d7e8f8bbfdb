/** A process whose clock the conductor moves. */
export interface Timed {
  /**
   * Lets its clock go on to `to` (epoch ms); resolves when that time has passed there: what is under way, and when its next
   * timer fires. Null when the process has ended.
   */
  grant(to: number): Promise<{ readonly busy: number; readonly nextDue: number | null } | null>
}

/** The one clock that all processes of a rig go by. */
export interface Conductor {
  /** Where it stands, epoch ms. */
  readonly now: number
  /** The machine's time (epoch ms) when this clock stood at `time`, to about a second of this clock. */
  realAt(time: number): number
  join(process: Timed): void
  leave(process: Timed): void
  /** Something was asked of a process: what that started may be under way. */
  stir(): void
  /**
   * Lets `span` ms pass. Where something is under way, in steps of `step`; where nothing is, at once to the next timer of any
   * process, so that quiet hours cost nothing.
   */
  pass(span: number): Promise<void>
  /** Lets time pass until `condition` holds; asks it after each step. @returns whether it came to hold within `limit` ms of this clock */
  passUntil(condition: () => boolean | Promise<boolean>, limit: number): Promise<boolean>
}

/** A request over loopback takes a few turns of both event loops; a step is granted only when both have had theirs. */
const step = 20
/** Nothing under way: no further than this at once, so that what is asked between steps is asked often enough. */
const leap = 5_000
const sightingEvery = 1_000

/** 2026-07-14 08:30 in Chicago, a morning of camp. */
export const campMorning = Date.UTC(2026, 6, 14, 13, 30)

/**
 * Owns the time of a rig. A step is granted to all processes together, and the next one only when all have gone through it:
 * a machine under load makes the run longer and changes nothing else, and no time-out fires because a process was slow.
 */
export function createConductor(start = campMorning): Conductor {
  const processes = new Set<Timed>()
  let now = start
  let isQuiet = false
  let nextDue: number | null = null
  /** Both clocks side by side, about once a second of this one. */
  const sightings: { readonly now: number; readonly real: number }[] = [{ now: start, real: Date.now() }]

  async function advance(to: number): Promise<void> {
    now = to
    if (now - (sightings.at(-1)?.now ?? 0) >= sightingEvery) sightings.push({ now, real: Date.now() })
    const states = await Promise.all(
      [...processes].map(async (process) => {
        const state = await process.grant(to)
        if (state === null) processes.delete(process)
        return state
      }),
    )
    const known = states.filter((state) => state !== null)
    isQuiet = known.every((state) => state.busy === 0)
    const dues = known.map((state) => state.nextDue).filter((due) => due !== null)
    nextDue = dues.length === 0 ? null : Math.min(...dues)
  }

  function next(end: number): number {
    if (!isQuiet) return Math.min(end, now + step)
    return Math.min(end, Math.max(now + 1, Math.min(nextDue ?? Number.POSITIVE_INFINITY, now + leap)))
  }

  return {
    get now() {
      return now
    },
    realAt(time) {
      let [low, high] = [0, sightings.length - 1]
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if ((sightings[middle]?.now ?? 0) <= time) low = middle
        else high = middle - 1
      }
      return sightings[low]?.real ?? 0
    },
    join(process) {
      processes.add(process)
      isQuiet = false
    },
    leave: (process) => processes.delete(process),
    stir() {
      isQuiet = false
    },
    async pass(span) {
      const end = now + span
      while (now < end) await advance(next(end))
    },
    async passUntil(condition, limit) {
      const end = now + limit
      while (!(await condition())) {
        if (now >= end) return false
        await advance(next(end))
      }
      return true
    },
  }
}
