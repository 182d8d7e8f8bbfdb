/** When a late player is expected, as a parent puts it; minutes. */
export type When =
  /** "be there 9:20": by the clock. `half` is unknown where neither am nor pm was said. */
  | { readonly kind: 'clock'; readonly minutes: number; readonly half: 'am' | 'pm' | 'unknown' }
  /** "quarter past": at so many minutes past the hour that comes. */
  | { readonly kind: 'past-hour'; readonly minutes: number }
  /** "15 min away": from when it was written. */
  | { readonly kind: 'from-now'; readonly minutes: number }
  /** "running 10 late": behind the camp's beginning. */
  | { readonly kind: 'late-by'; readonly minutes: number }
  /** "running late": nobody knows. */
  | { readonly kind: 'open' }

/** What a text says of a player's day. */
export type Saying =
  | { readonly kind: 'late'; readonly when: When }
  | { readonly kind: 'absent' }
  | { readonly kind: 'pick-up'; readonly name: string }

/** One thing a text says, with the words in which the children it is about would be named. */
export interface Said {
  readonly saying: Saying
  readonly about: string
}
