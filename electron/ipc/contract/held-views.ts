import type { HeldBecause, MessageOrigin } from '../../../db/words.ts'

export type { HeldBecause } from '../../../db/words.ts'

/** What the screen is shown of the texts that wait for a person's look. Times are UTC epoch milliseconds by the hub's clock. */

/** One text that waits for a look. */
export interface HeldText {
  readonly messageId: string
  readonly seq: number
  readonly conversationId: number
  readonly body: string
  /** `waited`: longer than 15 minutes. `many`: with more than nine others. `restored`: the store was put back from a copy. */
  readonly because: HeldBecause
  readonly origin: MessageOrigin
  readonly author: string | null
  readonly writtenAt: number
  /** When it was to leave; null unless it was scheduled. */
  readonly sendAt: number | null
  /** It expires by itself at this time. */
  readonly noUseAfter: number
}

/** A conversation's texts that wait for a look, oldest first. */
export interface HeldConversation {
  readonly conversationId: number
  /** The name, or the number where nobody is known. */
  readonly name: string
  /** Why it cannot be texted, or null. */
  readonly closedReason: string | null
  /** How many there are: those listed and the others. */
  readonly count: number
  readonly texts: readonly HeldText[]
}

/** All texts that wait for a look: conversations with one-to-one texts first. */
export interface HeldView {
  readonly count: number
  /** How many conversations: those listed and the others. */
  readonly conversationCount: number
  readonly conversations: readonly HeldConversation[]
  /** The newest of them; "Send all" lets go up to this one, so that nothing leaves that was not shown or counted. */
  readonly throughSeq: number
}

/** Which of them: one, those of a conversation, or all. */
export type HeldWhich =
  | { readonly kind: 'text'; readonly messageId: string }
  | { readonly kind: 'conversation'; readonly conversationId: number; readonly throughSeq: number }
  | { readonly kind: 'all'; readonly throughSeq: number }
