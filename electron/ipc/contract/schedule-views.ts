import type { HeldBecause } from './held-views.ts'
import type { MessageOrigin, PlayerMark } from './views.ts'

/** What the screen is shown of texts that leave at a time. Instants are UTC epoch milliseconds by the hub's clock. */

/** A time by the clock on the camp's wall. */
export interface WallClockView {
  /** '2027-06-14'. */
  readonly day: string
  /** Minutes after midnight. */
  readonly minutes: number
}

/** A time that is offered at a press. */
export interface ScheduleChoice extends WallClockView {
  readonly key: 'in-an-hour' | 'this-evening' | 'tomorrow-morning'
  readonly at: number
}

export interface ScheduleChoices {
  /** IANA time zone of the camp: what its wall clocks are told by. */
  readonly zone: string
  /** What the clock on the wall shows now. */
  readonly now: WallClockView
  readonly choices: readonly ScheduleChoice[]
}

/** A time that was typed: the instant it is, or why there is none, in words. */
export type ScheduleCheck =
  /** `holds`: Twilio could hold it until then. */
  { readonly ok: true; readonly at: number; readonly holds: boolean } | { readonly ok: false; readonly reason: string }

/** A text that waits for its time. */
export interface ScheduledText extends WallClockView {
  readonly messageId: string
  readonly conversationId: number
  /** Guardian names joined, or the number where nobody is known. */
  readonly to: string
  readonly players: readonly PlayerMark[]
  readonly body: string
  readonly origin: MessageOrigin
  readonly author: string | null
  readonly sendAt: number
  readonly noUseAfter: number
  readonly useMinutes: number
  readonly cancelOnReply: boolean
  /** Twilio holds it until its time, so that it goes out with this laptop closed. */
  readonly byCarrier: boolean
  /** It is being taken back from Twilio. */
  readonly isCanceling: boolean
  /** Why a person is to look at it before; null where nobody is. */
  readonly held: HeldBecause | null
  /** Why the conversation cannot be texted, or null. */
  readonly closedReason: string | null
}

/** A broadcast that waits for its time. */
export interface ScheduledBroadcast {
  readonly id: string
  readonly name: string
  readonly sendAt: number
  readonly noUseAfter: number
  readonly author: string | null
  readonly recipients: number
}

/** All that waits for its time, the next one first. */
export interface ScheduledView {
  readonly zone: string
  readonly texts: readonly ScheduledText[]
  readonly broadcasts: readonly ScheduledBroadcast[]
  /** How many texts there are: those listed and the others. */
  readonly count: number
}
