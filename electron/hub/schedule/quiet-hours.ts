import { addDays, instantOf, localTimeAt } from '../local-time.ts'

/** When follow-ups and automations rest, in minutes after midnight by the camp's clock. Both the same: never. */
export interface QuietHours {
  readonly quietFrom: number
  readonly quietUntil: number
}

function isWithin(minutes: number, { quietFrom, quietUntil }: QuietHours): boolean {
  if (quietFrom === quietUntil) return false
  return quietFrom < quietUntil
    ? minutes >= quietFrom && minutes < quietUntil
    : minutes >= quietFrom || minutes < quietUntil
}

/**
 * When the quiet hours end that an instant lies in (epoch ms); null where it lies in none.
 * @param zone IANA time zone
 */
export function quietEnd(at: number, zone: string, hours: QuietHours): number | null {
  const { day, minutes } = localTimeAt(at, zone)
  if (!isWithin(minutes, hours)) return null
  const end = instantOf(minutes < hours.quietUntil ? day : addDays(day, 1), hours.quietUntil, zone)
  // In the hour that a night repeats the clock shows the end a second time: the quiet is over at the later one.
  return end > at ? end : at + 1
}

/** When quiet hours begin after an instant (epoch ms); null where there are none. @param zone IANA time zone */
export function nextQuiet(at: number, zone: string, hours: QuietHours): number | null {
  if (hours.quietFrom === hours.quietUntil) return null
  const { day } = localTimeAt(at, zone)
  for (const candidate of [day, addDays(day, 1), addDays(day, 2)]) {
    const start = instantOf(candidate, hours.quietFrom, zone)
    if (start > at) return start
  }
  return null
}
