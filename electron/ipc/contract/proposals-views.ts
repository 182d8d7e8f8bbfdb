import type { PickUpChangeState, ProposalKind } from '../../../db/words.ts'
import type { BoardRow } from './board-views.ts'
import type { BoardState } from '../../../db/words.ts'

/** What the screen is shown of what parents' texts propose, and of a family's day. Times are UTC epoch milliseconds. */

export type { PickUpChangeState, ProposalKind } from '../../../db/words.ts'

/** What a text seems to say of a player's day; a person accepts or dismisses it. */
export interface ProposalView {
  readonly id: number
  readonly playerId: number
  /** First name. */
  readonly player: string
  readonly conversationId: number
  /** The text that says so. */
  readonly messageId: string
  readonly kind: ProposalKind
  /** When a late one would be put down as expected; null for the other kinds. */
  readonly expectedAt: number | null
  /** The parent told the time; false: a quarter of an hour is taken. */
  readonly timeTold: boolean
  /** Who is to pick up; null for the other kinds. */
  readonly name: string | null
  /** What the roster says of that person: may pick up, must not, or (null) nothing. */
  readonly mayPickUp: boolean | null
  readonly at: number
}

/** Somebody else than usual who is to pick players up today. */
export interface PickUpChangeView {
  readonly id: number
  readonly players: readonly { readonly id: number; readonly name: string }[]
  /** Who is to pick up. */
  readonly name: string
  readonly state: PickUpChangeState
  /** The conversation with the number that the code goes to. */
  readonly conversationId: number
  readonly displayAddress: string
  /** When the next code is taken; 0: now. */
  readonly waitUntil: number
  readonly wrongCodes: number
  readonly begunBy: string
  /** Who of the staff has confirmed it, in their order. */
  readonly confirmedBy: readonly string[]
  readonly at: number
}

export interface ProposalsView {
  /** The camp's day, '2027-06-14'. */
  readonly day: string
  readonly proposals: readonly ProposalView[]
  /** Today's pick-up changes, settled or not. */
  readonly pickUps: readonly PickUpChangeView[]
}

/** A number that a code may be texted to. */
export interface CodeNumberView {
  readonly address: string
  readonly displayAddress: string
  /** Whose it is: "Ana Lopez · mother". */
  readonly name: string
}

/** Today's state of everybody on the board, for the small marks beside names. */
export interface DayMark {
  readonly playerId: number
  readonly state: BoardState
}

/** A family's day, as the panel beside a conversation shows it. */
export interface FamilyDayView {
  readonly players: readonly FamilyDayPlayer[]
}

export interface FamilyDayPlayer {
  readonly playerId: number
  readonly name: string
  readonly familyId: number
  /** Their lines of today's board: one per camp of today. */
  readonly rows: readonly BoardRow[]
  readonly tags: readonly string[]
  /** Every adult around them, and whether they may pick up (null: nobody has said). */
  readonly adults: readonly {
    readonly name: string
    readonly role: string | null
    readonly mayPickUp: boolean | null
  }[]
  /** Guardians who must not hear about this player; `here`: they are reached at this conversation's number. */
  readonly barred: readonly { readonly name: string; readonly reason: string; readonly here: boolean }[]
}

/** A list on paper, for when the battery dies. */
export interface SheetView {
  readonly campName: string
  readonly day: string
  /** When it was made. */
  readonly at: number
  readonly zone: string
  readonly camps: readonly SheetCamp[]
}

export interface SheetCamp {
  readonly campId: number
  readonly name: string
  readonly beginsAt: number
  readonly endsAt: number
  readonly groups: readonly { readonly name: string | null; readonly players: readonly SheetPlayer[] }[]
}

export interface SheetPlayer {
  readonly playerId: number
  readonly firstName: string
  readonly lastName: string
  readonly field: string | null
  readonly state: BoardState
  /** When they came, or left, or are expected. */
  readonly stateAt: number | null
  readonly medical: string | null
  /** Guardians who may hear about the player, with their numbers. */
  readonly guardians: readonly {
    readonly name: string
    readonly role: string | null
    readonly numbers: readonly string[]
  }[]
  readonly mayPickUp: readonly string[]
  readonly mustNotPickUp: readonly string[]
}
