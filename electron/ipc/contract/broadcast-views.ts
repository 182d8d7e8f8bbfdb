import type { BoardState, BroadcastAnswer, BroadcastState, BroadcastWhy, MessageState } from '../../../db/words.ts'
import type { CallView, Failure } from './views.ts'

export type { BoardState, BroadcastAnswer, BroadcastState, BroadcastWhy } from '../../../db/words.ts'

/** What the screen is shown of broadcasts. Times are UTC epoch milliseconds by the hub's clock, days local ('2027-06-14'). */

/**
 * Who a text is for. `today`: players of the board of a day; `roster`: whoever is enrolled; `hand`: these players alone. Each
 * list narrows it down; an empty one does not.
 */
export interface Audience {
  readonly from: 'today' | 'roster' | 'hand'
  /** `today`: another day than today. */
  readonly day: string | null
  readonly camps: readonly number[]
  readonly groups: readonly string[]
  readonly fields: readonly string[]
  /** `today` alone. */
  readonly states: readonly BoardState[]
  readonly tags: readonly string[]
  /** `hand` alone. */
  readonly players: readonly number[]
  /** Only these conversations: those who have not answered, say. */
  readonly conversations: readonly number[]
  /** `first`: of each family the first guardian who can be texted. */
  readonly guardians: 'all' | 'first'
  /** Leaves out whom a broadcast texted in the last five minutes. */
  readonly leaveOutLately: boolean
}

/** What a broadcast is to say. */
export interface BroadcastDraft {
  readonly audience: Audience
  readonly templateId: number | null
  /** Language (ISO 639-1) → text with merge fields. */
  readonly bodies: Readonly<Record<string, string>>
  /** What merge fields say to all alike; empty: as each player's own say. */
  readonly facts: { readonly camp?: string; readonly field?: string; readonly group?: string; readonly time?: string }
  /** "Reply yes or no" is asked: answers are counted as such. */
  readonly asksToConfirm: boolean
  /** Minutes after it began during which it is of use. */
  readonly useMinutes: number
  /** It is spoken on calls. Absent: texted. */
  readonly spoken?: boolean | undefined
  /** Of a texted one: so many minutes after a text left, whoever has not answered is called. Absent: nobody is. */
  readonly callAfter?: number | undefined
}

/** An audience that is offered, with how many players it holds now. */
export interface AudienceOption {
  readonly key: string
  readonly group: 'today' | 'camp' | 'group' | 'field' | 'tag' | 'roster'
  /** "Everyone here", or a camp's name. */
  readonly label: string
  readonly players: number
  readonly audience: Audience
}

export interface AudienceOptions {
  readonly options: readonly AudienceOption[]
}

/** One text of a preview. */
export interface PreviewText {
  readonly position: number
  /** Who reads it ("Ana Lopez, Marco Lopez"). */
  readonly name: string
  readonly players: readonly string[]
  readonly language: string
  readonly body: string
  readonly segments: number
}

export interface LeftOutView {
  readonly name: string
  readonly players: readonly string[]
  readonly reason: string
}

/** What keeps a text from being merged, in words, with the players it is about. */
export interface DraftFault {
  readonly words: string
  readonly count: number
}

export interface BroadcastPreview {
  readonly families: number
  readonly texts: number
  readonly segments: number
  /** In US dollars by the price set for a segment. */
  readonly cost: number
  /** About how long it takes at this number's rate, in milliseconds. */
  readonly takes: number
  /** It takes longer than it is of use. */
  readonly takesTooLong: boolean
  readonly items: readonly PreviewText[]
  readonly leftOut: readonly LeftOutView[]
  /** What is wrong with the text itself: nothing can be sent. */
  readonly faults: readonly DraftFault[]
}

/** How many of a broadcast's texts stand where. */
export interface BroadcastCounts {
  readonly texts: number
  /** Not in the outbox yet, or waiting there. */
  readonly queued: number
  /** Handed to the carrier. */
  readonly sending: number
  readonly sent: number
  readonly delivered: number
  readonly failed: number
  readonly expired: number
  readonly canceled: number
  /** Nobody knows whether the carrier has it. */
  readonly uncertain: number
  readonly leftOut: number
  readonly segments: number
}

/** Whom the calls of a broadcast have reached. A voicemail reaches nobody yet. */
export interface BroadcastCalls {
  /** Heard by a person, or confirmed by a key. */
  readonly reached: number
  /** Picked up by a person or a machine, nobody knows which; or hung up before the end. */
  readonly pickedUp: number
  readonly machine: number
  /** Busy, not answered, or not put through, and not tried again. */
  readonly nobody: number
}

export interface BroadcastAnswers {
  readonly yes: number
  readonly no: number
  readonly question: number
  readonly silent: number
}

export interface BroadcastView {
  readonly id: string
  readonly name: string
  /** The text as the first on its list reads it; before there is a list, as it was written. */
  readonly body: string
  readonly state: BroadcastState
  readonly why: BroadcastWhy | null
  readonly author: string | null
  readonly createdAt: number
  readonly sendAt: number | null
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly noUseAfter: number
  readonly asksToConfirm: boolean
  readonly counts: BroadcastCounts
  readonly answers: BroadcastAnswers
  /** Null where it is texted. */
  readonly calls: BroadcastCalls | null
  /** Of a texted one: how the calls went that followed where nobody answered; null while none did. */
  readonly callsAfter: BroadcastCalls | null
  /** About how long the rest takes, in milliseconds; null where nothing is left. */
  readonly takes: number | null
  readonly draft: BroadcastDraft
}

export interface BroadcastRecipientView {
  readonly position: number
  readonly conversationId: number
  readonly name: string
  readonly displayAddress: string
  readonly players: readonly string[]
  readonly body: string
  /** Null: not in the outbox yet, and to come unless the broadcast has ended. */
  readonly state: MessageState | null
  readonly failure: Failure | null
  readonly refused: string | null
  readonly answer: BroadcastAnswer | null
  readonly answerBody: string | null
  readonly deliveredAt: number | null
  /** How the call went, or goes on; null for a text, and before it was queued. */
  readonly call: Pick<CallView, 'progress' | 'outcome' | 'answeredBy' | 'againAt'> | null
  /** The same of the call that followed the text; null while none did. */
  readonly callAfter: BroadcastRecipientView['call']
}

/** What became of a broadcast, person by person. */
export interface BroadcastReport {
  readonly broadcast: BroadcastView
  readonly recipients: readonly BroadcastRecipientView[]
  readonly leftOut: readonly LeftOutView[]
}

/** It began; or the same words went out a short while ago, and staff are asked first. */
export type BroadcastStart =
  | { readonly kind: 'started'; readonly broadcast: BroadcastView }
  | { readonly kind: 'repeat'; readonly earlier: BroadcastView }
