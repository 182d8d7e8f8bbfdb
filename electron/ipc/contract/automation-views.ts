import type { AutomationKind } from '../../../db/automations.ts'

export type { AutomationKind } from '../../../db/automations.ts'

/** What the screen is shown of what sends texts by itself. Times are UTC epoch milliseconds by the hub's clock. */

/** What each kind needs to know. Times of day are minutes after midnight by the camp's clock. */
export type AutomationSettings =
  | { readonly kind: 'check-in' }
  | { readonly kind: 'pick-up' }
  /** So many hours after a day, or after the last one. */
  | { readonly kind: 'follow-up'; readonly hours: number; readonly which: 'each-day' | 'last-day' }
  /** At this time on the day before. */
  | { readonly kind: 'reminder'; readonly minutes: number; readonly which: 'each-day' | 'first-day' }
  /** Texts that are one of these words and nothing else. */
  | { readonly kind: 'keyword'; readonly words: readonly string[] }
  /** From one time of day until another, over midnight where it is earlier. */
  | { readonly kind: 'after-hours'; readonly from: number; readonly until: number }

export interface AutomationView {
  readonly id: number
  readonly kind: AutomationKind
  readonly name: string
  readonly enabled: boolean
  /** Since when it is on; null where it is off. */
  readonly enabledAt: number | null
  readonly templateId: number | null
  readonly settings: AutomationSettings
  /** Why it cannot be turned on, in words; null where it can. */
  readonly lacks: string | null
  /** Texts it has sent so far, and when the last one. */
  readonly sent: number
  readonly lastAt: number | null
}

/** A line of the log. */
export interface AutomationRun {
  readonly id: number
  readonly at: number
  readonly outcome: 'sent' | 'left'
  readonly words: string
  readonly conversationId: number | null
}

export interface AutomationRuns {
  /** Newest first. */
  readonly items: readonly AutomationRun[]
  readonly hasMore: boolean
}

/** What it would do. */
export interface AutomationDryRun {
  /** When it would: the occasion that comes next, or was the last; null: now. */
  readonly at: number | null
  readonly families: number
  readonly count: number
  /** The first of the texts. */
  readonly texts: readonly { readonly to: string; readonly players: readonly string[]; readonly body: string }[]
  readonly leftOut: readonly { readonly name: string; readonly players: readonly string[]; readonly reason: string }[]
  readonly leftOutCount: number
  /** What it waits for, in words: nobody is here yet, say; null where texts would go. */
  readonly nobody: string | null
}
