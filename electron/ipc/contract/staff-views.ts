import type { StaffRole } from '../../../db/words.ts'

export type { StaffRole } from '../../../db/words.ts'

/** What the screen is shown of who works at this laptop. Times are UTC epoch milliseconds by the hub's clock. */

/** Somebody of the team. Their PIN never comes out of the hub. */
export interface StaffMember {
  readonly id: number
  readonly name: string
  readonly initials: string
  readonly role: StaffRole
  readonly hasPin: boolean
  /** Wrong PINs were tried: the next one is taken from this time on; null: at once. */
  readonly waitUntil: number | null
  /** Somebody asked for a new PIN without the old one: it can be set from this time on; null: nobody did. */
  readonly newPinFrom: number | null
}

export interface StaffView {
  /** By name; without those who left. */
  readonly people: readonly StaffMember[]
  /** Who is on duty here; null where nobody is, or a plain name was typed. */
  readonly onDutyId: number | null
  /** The team is changed with a director's PIN; false: no director has one, so that anybody may. */
  readonly needsDirector: boolean
  /** The copies' recovery passphrase can set a new PIN at once. */
  readonly passphraseHelps: boolean
}

/** The window is covered until somebody types their PIN. */
export interface LockView {
  readonly since: number
}

/** What the covered window shows: nobody's name but the team's, and how much is urgent. */
export interface LockScreenView {
  readonly people: readonly StaffMember[]
  readonly onDutyId: number | null
  readonly passphraseHelps: boolean
  /** Players of whom a ladder has to tell the director. */
  readonly director: number
  /** Players. */
  readonly missing: number
  readonly late: number
  /** Conversations with texts that failed. */
  readonly failed: number
  /** Conversations that wait for an answer. */
  readonly needsReply: number
  /** Texts that wait for a look, or of which nobody knows whether they went. */
  readonly held: number
  readonly uncertain: number
}

/** A conversation on the hand-over card. */
export interface HandoverConversation {
  readonly conversationId: number
  /** The name, or the number where nobody is known. */
  readonly name: string
  /** Since when it waits. */
  readonly since: number
}

/** A player on the hand-over card. */
export interface HandoverPlayer {
  readonly playerId: number
  readonly name: string
  /** The camp, and the group where there is one. */
  readonly camp: string
  /** When a late one is expected; null where nobody said. */
  readonly expectedAt: number | null
}

/** So many of a kind; the first of them by name. */
export interface Handover<Item> {
  readonly count: number
  readonly listed: readonly Item[]
}

/** What whoever takes over has to know. */
export interface HandoverView {
  readonly missing: Handover<HandoverPlayer>
  readonly late: Handover<HandoverPlayer>
  /** Conversations that wait for an answer, the oldest first. */
  readonly needsReply: Handover<HandoverConversation>
  readonly failed: Handover<HandoverConversation>
  readonly uncertain: Handover<HandoverConversation>
  /** Texts that wait for a look. */
  readonly held: number
  /** Texts that wait for the internet or for their turn. */
  readonly waiting: number
  readonly broadcasts: Handover<{
    readonly id: string
    readonly name: string
    readonly state: 'running' | 'paused'
    readonly left: number
  }>
  /** Conversations in which a text seems to ask for no more. */
  readonly nearStops: Handover<HandoverConversation>
  /** Players for whom a ladder wants somebody: it asks first, a call is to be made, or the director is to know. */
  readonly ladders: number
  /** What parents’ texts propose for today and nobody has decided. */
  readonly proposals: number
}

/** One act of the record. */
export interface ActivityItem {
  readonly id: number
  readonly at: number
  /** Who; empty where nobody was on duty. */
  readonly staff: string
  readonly kind: string
  readonly words: string
  readonly playerId: number | null
  readonly conversationId: number | null
}

export interface ActivityPage {
  readonly items: readonly ActivityItem[]
  readonly hasMore: boolean
}

/** What the record can be looked through by. */
export interface ActivityChoices {
  readonly staff: readonly string[]
  readonly kinds: readonly string[]
}
