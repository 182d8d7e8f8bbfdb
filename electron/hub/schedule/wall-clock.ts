import { addDays, instantOf, localTimeAt } from '../local-time.ts'
import type { LocalDay } from '../local-time.ts'

/** A time as a person chooses it: by the clock on the camp's wall. */
export interface WallClock {
  readonly day: LocalDay
  /** Minutes after midnight, 0–1439. */
  readonly minutes: number
}

/** What a wall clock comes to. */
export type Instant =
  | { readonly kind: 'at'; readonly at: number }
  /** It is over already. */
  | { readonly kind: 'past' }
  /** The clocks are put forward over it that night: no clock ever shows it. `next`: what they show then. */
  | { readonly kind: 'skipped'; readonly next: WallClock }
  /** Further ahead than a text is planned. */
  | { readonly kind: 'far' }

const minute = 60_000
/** A text that is planned further ahead than this was mistyped, in days. */
const furthest = 400

/** The zone's own instant for a wall clock that has been chosen; in the hour that a night repeats, one that is yet to come. */
export function comingInstant({ day, minutes }: WallClock, zone: string, now: number): number {
  const first = instantOf(day, minutes, zone)
  if (first > now) return first
  for (const later of [first + 30 * minute, first + 60 * minute]) {
    const shown = localTimeAt(later, zone)
    if (later > now && shown.day === day && shown.minutes === minutes) return later
  }
  return first
}

/**
 * The instant (epoch ms) of a wall clock that a person chooses, or why there is none.
 * @param zone IANA time zone
 * @throws {RangeError} not a day
 */
export function chooseInstant(clock: WallClock, zone: string, now: number): Instant {
  const at = comingInstant(clock, zone, now)
  const shown = localTimeAt(at, zone)
  if (shown.day !== clock.day || shown.minutes !== clock.minutes) {
    return { kind: 'skipped', next: { day: shown.day, minutes: shown.minutes } }
  }
  if (at <= now) return { kind: 'past' }
  return clock.day > addDays(localTimeAt(now, zone).day, furthest) ? { kind: 'far' } : { kind: 'at', at }
}

/**
 * Where a text that was planned for an instant stands after the zone, or its rules, became others: at the same instant while the
 * clock still shows what was chosen, else where it shows that now.
 */
export function followWall(clock: WallClock, at: number, zone: string): number {
  const shown = localTimeAt(at, zone)
  return shown.day === clock.day && shown.minutes === clock.minutes ? at : instantOf(clock.day, clock.minutes, zone)
}
