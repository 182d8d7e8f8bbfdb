/**
 * A time zone in which it is between nine and ten in the morning.
 * @param now epoch milliseconds
 */
export function morningZone(now: number): string {
  const ahead = 9 - new Date(now).getUTCHours()
  const offset = ahead < -12 ? ahead + 24 : ahead
  // Zones of this name count westwards.
  return `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`
}
