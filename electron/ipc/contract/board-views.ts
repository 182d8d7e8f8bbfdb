import type { BoardState } from '../../../db/words.ts'

/** What the screen is shown of the day's board. Times are UTC epoch milliseconds by the hub's clock. */

export type { BoardState } from '../../../db/words.ts'

/** A player's day in one camp. */
export interface PlayerDay {
  readonly playerId: number
  readonly campId: number
}

/** One line of the board: a player in a camp, today. */
export interface BoardRow extends PlayerDay {
  readonly familyId: number
  readonly firstName: string
  readonly lastName: string
  readonly camp: string
  readonly group: string | null
  readonly field: string | null
  readonly state: BoardState
  /** When they are expected: as was said where they are late, otherwise when the camp begins. */
  readonly expectedAt: number
  /** When they turn missing if nothing is heard of them; null where they will not. */
  readonly missingAt: number | null
  /** When the camp's day ends. */
  readonly endsAt: number
  readonly arrivedAt: number | null
  /** Who on staff ticked it; empty where nobody was on duty. */
  readonly arrivedBy: string | null
  readonly leftAt: number | null
  readonly leftBy: string | null
  /** Who took them home. */
  readonly pickedUpBy: string | null
  /** What staff wrote on why they are late or absent. */
  readonly note: string | null
  /** Allergies and medical notes. */
  readonly medical: string | null
  /** Who must not pick them up, by name. */
  readonly barred: readonly string[]
  /** Names of the guardians: who stands at the table says theirs. */
  readonly guardians: readonly string[]
  /** Numbers of the family in E.164, without the plus: to find the player by their last digits. */
  readonly numbers: readonly string[]
  /** The number a text about them goes to first (E.164); null where nobody can be texted. */
  readonly textAt: string | null
  /** Nobody of the family can be texted any more: they opted out. */
  readonly callOnly: boolean
  /** The act that made it what it is today, to take it back; null where nothing was ticked. */
  readonly lastAct: string | null
  /** On today's list; false for one who came on another day than theirs. */
  readonly isListed: boolean
}

/** The whole board. */
export interface BoardView {
  /** The camp's day, '2027-06-14'. */
  readonly day: string
  readonly rows: readonly BoardRow[]
  readonly camps: readonly CampView[]
}

/** What an act made of the board: all rows of these players are replaced by these. */
export interface BoardAnswer {
  readonly day: string
  readonly players: readonly number[]
  readonly rows: readonly BoardRow[]
}

export type BoardCounts = Readonly<Record<BoardState, number>>

/** When a camp runs. Times of day are minutes after midnight in the camp's time zone. */
export interface CampView {
  readonly id: number
  readonly name: string
  /** '2027-06-14'; null: from the beginning. */
  readonly firstDay: string | null
  /** '2027-06-18'; null: without an end. */
  readonly lastDay: string | null
  readonly beginsAt: number
  readonly endsAt: number
  /** Minutes after the beginning from which who is not here, unexplained, is missing. */
  readonly grace: number
  readonly players: number
  readonly runsToday: boolean
}

/** A player who is not on today's list. */
export interface OffList {
  readonly playerId: number
  readonly familyId: number
  readonly firstName: string
  readonly lastName: string
  /** Camps they could be checked in to today: their own, or any that runs. */
  readonly camps: readonly { readonly campId: number; readonly camp: string; readonly group: string | null }[]
  /** Why they are not on it: "Summer Week 1 · Mon, Wed". */
  readonly words: string
}

/** Who may take a player home, and who must not. */
export interface PickUpView {
  readonly playerId: number
  readonly name: string
  readonly adults: readonly PickUpAdult[]
}

export interface PickUpAdult {
  /** Null for one who is known by name alone. */
  readonly guardianId: number | null
  readonly name: string
  readonly role: string | null
  /** Null: nobody has said. */
  readonly mayPickUp: boolean | null
}
