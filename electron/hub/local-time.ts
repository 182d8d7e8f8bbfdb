import { TZDate } from '@date-fns/tz'

const minute = 60_000
const hour = 60 * minute

/** A day as the camp counts it: '2027-06-14'. */
export type LocalDay = string

/** What the clock on the camp's wall shows. */
export interface LocalTime {
  readonly day: LocalDay
  /** Minutes after midnight, 0–1439. */
  readonly minutes: number
  /** 0 Sunday … 6 Saturday. */
  readonly weekday: number
}

/**
 * What the clock shows at an instant.
 * @param at epoch ms
 * @param zone IANA time zone
 */
export function localTimeAt(at: number, zone: string): LocalTime {
  const date = new TZDate(at, zone)
  return {
    day: dayOf(date.getFullYear(), date.getMonth() + 1, date.getDate()),
    minutes: date.getHours() * 60 + date.getMinutes(),
    weekday: date.getDay(),
  }
}

/**
 * The instant (epoch ms) at which the clock shows this. In the hour that a night skips: the instant as far behind the jump as
 * the time lies in the gap, as people mean it; in the hour that a night repeats: the first of the two.
 * @throws {RangeError} not a day
 */
export function instantOf(day: LocalDay, minutes: number, zone: string): number {
  const { year, month, date } = partsOf(day)
  const guess = new TZDate(year, month - 1, date, Math.floor(minutes / 60), minutes % 60, zone).getTime()
  if (Number.isNaN(guess)) throw new RangeError(`${day} is not a day.`)
  // Clocks are put back by an hour nearly everywhere, by half of one at Lord Howe.
  for (const earlier of [guess - hour, guess - hour / 2]) {
    const shown = localTimeAt(earlier, zone)
    if (shown.day === day && shown.minutes === minutes) return earlier
  }
  return guess
}

/** The day so many days later (or earlier). @throws {RangeError} not a day */
export function addDays(day: LocalDay, days: number): LocalDay {
  const { year, month, date } = partsOf(day)
  const moved = new Date(Date.UTC(year, month - 1, date + days))
  return dayOf(moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate())
}

/** 0 Sunday … 6 Saturday. @throws {RangeError} not a day */
export function weekdayOf(day: LocalDay): number {
  const { year, month, date } = partsOf(day)
  return new Date(Date.UTC(year, month - 1, date)).getUTCDay()
}

function dayOf(year: number, month: number, date: number): LocalDay {
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`
}

function partsOf(day: LocalDay): { readonly year: number; readonly month: number; readonly date: number } {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (!match) throw new RangeError(`${day} is not a day.`)
  return { year: Number(match[1]), month: Number(match[2]), date: Number(match[3]) }
}
