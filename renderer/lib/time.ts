/** Times as people say them. Formatters are cached: making one costs more than a hundred uses. */

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options)
  let found = formatters.get(key)
  if (found === undefined) {
    found = new Intl.DateTimeFormat(undefined, options)
    formatters.set(key, found)
  }
  return found
}

/** Midnight that begins the day of `time`, in this laptop's time zone. */
export function startOfDay(time: number): number {
  const date = new Date(time)
  date.setHours(0, 0, 0, 0)
  return date.getTime()
}

/** Whole days from the day of `time` to the day of `now`: 0 today, 1 yesterday, negative in the future. */
export function daysAgo(time: number, now: number): number {
  // Days of 23 and 25 hours round to one day.
  return Math.round((startOfDay(now) - startOfDay(time)) / 86_400_000)
}

/** "9:12" or "9:12 AM", as the reader's locale has it. */
export function clockTime(time: number): string {
  return formatter({ hour: 'numeric', minute: '2-digit' }).format(time)
}

/** "9:12" today, "yesterday 16:40", "Mon 16:40" within the week, "12 Jun 16:40" before. */
export function spokenTime(time: number, now: number): string {
  const ago = daysAgo(time, now)
  if (ago === 0) return clockTime(time)
  if (ago === 1) return `yesterday ${clockTime(time)}`
  if (ago === -1) return `tomorrow ${clockTime(time)}`
  if (ago > 1 && ago < 7) return `${formatter({ weekday: 'short' }).format(time)} ${clockTime(time)}`
  return `${shortDate(time, now)} ${clockTime(time)}`
}

/** "just now", "5 min ago", "3 h ago", "2 days ago". */
export function howLongAgo(time: number, now: number): string {
  const minutes = Math.floor((now - time) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return `${hours} h ago`
  const days = Math.floor(hours / 24)
  return days === 1 ? '1 day ago' : `${days} days ago`
}

/** The shortest useful word for a list: "9:12", "Yesterday", "Mon", "12 Jun", "12 Jun 2025". */
export function listTime(time: number, now: number): string {
  const ago = daysAgo(time, now)
  if (ago === 0) return clockTime(time)
  if (ago === 1) return 'Yesterday'
  if (ago > 1 && ago < 7) return formatter({ weekday: 'short' }).format(time)
  return shortDate(time, now)
}

/** Words of a day separator: "Today", "Yesterday", "Monday", "Monday, June 12". */
export function dayName(time: number, now: number): string {
  const ago = daysAgo(time, now)
  if (ago === 0) return 'Today'
  if (ago === 1) return 'Yesterday'
  if (ago > 1 && ago < 7) return formatter({ weekday: 'long' }).format(time)
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear()
  return sameYear
    ? formatter({ weekday: 'long', day: 'numeric', month: 'long' }).format(time)
    : formatter({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(time)
}

/** Date and time in full, for a tooltip. */
export function fullTime(time: number): string {
  return formatter({
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
  }).format(time)
}

function shortDate(time: number, now: number): string {
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear()
  return sameYear
    ? formatter({ day: 'numeric', month: 'short' }).format(time)
    : formatter({ day: 'numeric', month: 'short', year: 'numeric' }).format(time)
}
