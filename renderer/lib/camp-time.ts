/** Times by the clock on the camp's wall, whatever zone this laptop is in. */

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`
  let found = formatters.get(key)
  if (found === undefined) {
    found = new Intl.DateTimeFormat(undefined, { ...options, timeZone: zone })
    formatters.set(key, found)
  }
  return found
}

const isoDay: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit' }

/** The camp's day as a number that goes up by one a day. */
function dayNumber(at: number, zone: string): number {
  const parts = new Map(
    formatter(zone, isoDay)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  return Date.UTC(parts.get('year') ?? 0, (parts.get('month') ?? 1) - 1, parts.get('day') ?? 1) / 86_400_000
}

/** "9:12" or "9:12 AM", as the reader's locale has it. */
export function campClock(at: number, zone: string): string {
  return formatter(zone, { hour: 'numeric', minute: '2-digit' }).format(at)
}

/** A day as the camp counts it ('2027-06-14') in words: "Monday, June 14". */
export function campDate(day: string): string {
  return formatter('UTC', { weekday: 'long', day: 'numeric', month: 'long' }).format(Date.parse(`${day}T12:00:00Z`))
}

const hourMinute: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: 'numeric', hourCycle: 'h23' }

/** Minutes after midnight that the camp's clock shows. */
export function campMinutes(at: number, zone: string): number {
  const parts = new Map(
    formatter(zone, hourMinute)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  return (parts.get('hour') ?? 0) * 60 + (parts.get('minute') ?? 0)
}

/** The camp's day as a field for days takes it: '2027-06-14'. */
export function campIsoDay(at: number, zone: string): string {
  return new Date(dayNumber(at, zone) * 86_400_000).toISOString().slice(0, 10)
}

/** So many days that follow one ('2027-06-14'), by the calendar: a night that repeats an hour is a day of 25. */
export function daysAfter(day: string, count: number): readonly string[] {
  const start = Date.parse(`${day}T00:00:00Z`)
  return Array.from({ length: count }, (_, index) =>
    new Date(start + (index + 1) * 86_400_000).toISOString().slice(0, 10),
  )
}

/** The camp's clock as a field for times takes it: '09:05'. */
export function campIsoClock(at: number, zone: string): string {
  const minutes = campMinutes(at, zone)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** The instant of the day of `now` at which the camp's clock shows so many minutes after midnight. */
export function campInstant(now: number, minutes: number, zone: string): number {
  const start = now - (now % 60_000)
  const guess = start + (minutes - campMinutes(start, zone)) * 60_000
  // A night that skips or repeats an hour lies between.
  return guess + (minutes - campMinutes(guess, zone)) * 60_000
}

/** "today", "tomorrow", "Monday" within the week, "Mon 21 Jun" further away. */
export function campDay(at: number, now: number, zone: string): string {
  const ahead = dayNumber(at, zone) - dayNumber(now, zone)
  if (ahead === 0) return 'today'
  if (ahead === 1) return 'tomorrow'
  if (ahead === -1) return 'yesterday'
  if (ahead > 1 && ahead < 7) return formatter(zone, { weekday: 'long' }).format(at)
  return formatter(zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(at)
}

/** "18:00" today, "tomorrow 8:00", "Monday 8:00". */
export function campTime(at: number, now: number, zone: string): string {
  const day = campDay(at, now, zone)
  return day === 'today' ? campClock(at, zone) : `${day} ${campClock(at, zone)}`
}

/** "America/New_York" as people read it: "New York". */
export function zoneName(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
}
