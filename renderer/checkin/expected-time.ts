const minute = 60_000

/**
 * When a late one is expected, as a person types it: "9:20", "920", "9.20 am", "21:05", or minutes from now: "15", "+15", "15 min".
 * Without am or pm, 1 to 7 o'clock that has passed is meant to be in the afternoon.
 * @param at the instant at which the camp's clock shows so many minutes after midnight today
 * @returns epoch ms; null where it is no time
 */
export function expectedTime(typed: string, now: number, at: (minutes: number) => number): number | null {
  const text = typed.trim().toLowerCase()
  const span = /^\+?(\d{1,3})\s*(m|min|mins|minutes)?$/.exec(text)
  if (span !== null && (span[2] !== undefined || Number(span[1]) < 100)) {
    const minutes = Number(span[1])
    return minutes === 0 ? null : now + minutes * minute
  }
  const clock = /^(\d{1,2})[:.h ]?(\d{2})\s*(am|pm|a|p)?$/.exec(text) ?? /^(\d{1,2})()\s*(am|pm)$/.exec(text)
  if (clock === null) return null
  const hours = Number(clock[1])
  const minutes = Number(clock[2] === '' ? 0 : clock[2])
  if (hours > 23 || minutes > 59) return null
  const half = clock[3]?.charAt(0)
  if (half !== undefined)
    return hours < 1 || hours > 12 ? null : at(((hours % 12) + (half === 'p' ? 12 : 0)) * 60 + minutes)
  const early = at(hours * 60 + minutes)
  if (early > now || hours === 0 || hours > 7) return early
  // "1:30" at noon.
  return at((hours + 12) * 60 + minutes)
}
