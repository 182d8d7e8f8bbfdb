import { assertNever } from '../assert-never.ts'
import type { Instant } from './wall-clock.ts'

/** "2:05". */
function clockWords(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

/** Why no text can be planned for a time, for the person who chose it. */
export function problemWords(instant: Exclude<Instant, { readonly kind: 'at' }>): string {
  switch (instant.kind) {
    case 'past':
      return 'That time is over already. Choose a later one.'
    case 'skipped':
      return `The clocks are put forward that night, so there is no such time. ${clockWords(instant.next.minutes)} is the next one.`
    case 'far':
      return 'That is more than a year ahead. Choose an earlier day.'
    default:
      return assertNever(instant)
  }
}
