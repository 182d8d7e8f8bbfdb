import type { MessageState } from '../../../db/words.ts'
import type { Failure } from './views.ts'

/** What the screen is shown of the time nobody could reach this laptop. Times are UTC epoch milliseconds by the hub's clock. */

/** `offline`: no internet, or a Wi-Fi that wants a login. `asleep`: the laptop slept. `closed`: the app was not running. */
export type AwayCause = 'offline' | 'asleep' | 'closed'

/** Somebody who wrote. */
export interface AwayWriter {
  readonly conversationId: number
  /** The name, or the number where nobody is known. */
  readonly name: string
  readonly texts: number
  readonly firstAt: number
  /** The last of these texts, in one line. */
  readonly preview: string
  /** Nobody has answered yet. */
  readonly needsReply: boolean
}

/** A text of ours. */
export interface AwayText {
  readonly messageId: string
  readonly conversationId: number
  readonly name: string
  readonly preview: string
  readonly state: MessageState
  readonly at: number
  readonly failure: Failure | null
}

/** The first few, and how many there are. */
export interface AwayTexts {
  readonly count: number
  readonly texts: readonly AwayText[]
}

/** What happened while this laptop was away, as it stands now. */
export interface AwayView {
  readonly from: number
  readonly to: number
  readonly cause: AwayCause
  /** Twilio has been asked to the end for what no webhook brought. */
  readonly complete: boolean
  /** Somebody has seen it. */
  readonly dismissed: boolean
  /** Inbound texts. */
  readonly texts: number
  /** People who wrote: those listed and the others. */
  readonly people: number
  /** Who still waits first, the longest waiting before the others. */
  readonly writers: readonly AwayWriter[]
  readonly wentOut: AwayTexts
  readonly willGoOut: AwayTexts
  /** They wait for a person's look. */
  readonly held: AwayTexts
  readonly expired: AwayTexts
  readonly failed: AwayTexts
}
