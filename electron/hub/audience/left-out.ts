import type { SpokenOf } from './recipients.ts'

/** Why somebody gets no text. */
export type LeftOutBecause =
  | 'no-guardian'
  | 'no-number'
  | 'no-information'
  | 'opted-out'
  | 'not-mobile'
  | 'bad-number'
  | 'texted-lately'
  | 'nothing-to-merge'

/** A guardian who gets no text about some players, at one of their numbers or at all. */
export interface LeftOut {
  /** Null where the players have no guardian. */
  readonly guardianId: number | null
  /** The guardian's name; empty where there is none. */
  readonly name: string
  readonly players: readonly SpokenOf[]
  readonly because: LeftOutBecause
  /** In words for staff; they name no number. */
  readonly reason: string
}

/** In words for staff. */
export const reasons = {
  'no-guardian': 'Nobody is on file to be texted.',
  'no-number': 'No phone number is on file.',
  'no-information': 'Must not be told about this player.',
  'opted-out': 'Replied STOP. Call instead.',
  'not-mobile': 'This number cannot get texts: it is not a mobile. Call instead.',
  'bad-number': 'No such number: the carrier could not find it.',
  'texted-lately': 'Was texted a few minutes ago.',
  'nothing-to-merge': 'Something that the text speaks of is not on file.',
  barred: (why: string): string => `Must not be told about this player: ${why}`,
  sharesWithBarred: (name: string): string =>
    `Shares this number with ${name}, who must not be told about this player.`,
} as const

/** What one of the carrier's codes for a number that no text will reach means. */
export function becauseOf(code: number): 'not-mobile' | 'bad-number' {
  return code === 21_614 || code === 30_006 ? 'not-mobile' : 'bad-number'
}
