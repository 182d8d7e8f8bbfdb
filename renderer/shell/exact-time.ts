const today = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit', second: '2-digit' })
const otherDay = new Intl.DateTimeFormat(undefined, { weekday: 'short', hour: 'numeric', minute: '2-digit' })

/** A time to the second ("9:12:04"), with its day once it is more than half a day ago. Times in epoch milliseconds. */
export function exactTime(time: number, now: number): string {
  return now - time > 12 * 3_600_000 ? otherDay.format(time) : today.format(time)
}
