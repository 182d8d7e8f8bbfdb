import { assertNever } from '../assert-never.ts'
import type { When } from './said.ts'

/** The camp's day in which a time is meant; minutes after midnight. */
export interface CampHours {
  readonly begins: number
  readonly ends: number
}

/** Nobody comes to a day of camp later than this before its end. */
const lastCall = 30
/** A clock time that has just passed is still meant: the text took its time. */
const slack = 10

/**
 * When the player is expected, in minutes after midnight; 'open' where nobody said; null where it is no news (in time all the
 * same) or cannot be meant (at the end of the day, or over).
 * @param written when the text was written, minutes after midnight
 */
export function resolveWhen(when: When, written: number, camp: CampHours): number | 'open' | null {
  const expected = minutesOf(when, written, camp)
  if (expected === 'open') return 'open'
  if (expected === null || expected <= camp.begins || expected < written - slack) return null
  return expected > camp.ends - lastCall ? null : expected
}

function minutesOf(when: When, written: number, camp: CampHours): number | 'open' | null {
  switch (when.kind) {
    case 'open':
      return 'open'
    case 'from-now':
      return written + when.minutes
    case 'late-by':
      return Math.max(camp.begins, written) + when.minutes
    case 'past-hour': {
      const hour = Math.floor(written / 60) * 60
      return hour + when.minutes >= written ? hour + when.minutes : hour + 60 + when.minutes
    }
    case 'clock': {
      const morning = when.minutes % 720
      if (when.half === 'pm') return morning + 720
      if (when.half === 'am') return when.minutes >= 720 ? when.minutes : morning
      // Whichever comes next.
      return (
        [when.minutes, morning, morning + 720].filter((at) => at >= written - slack).sort((a, b) => a - b)[0] ?? null
      )
    }
    default:
      return assertNever(when)
  }
}
