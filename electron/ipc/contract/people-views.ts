/** What the screen is shown of the people at camp. */

/** A guardian of a listed player. */
export interface ListedGuardian {
  readonly id: number
  readonly name: string
  readonly role: string | null
  /** Whether they may pick this player up; null where nobody has said. */
  readonly mayPickUp: boolean | null
  readonly numbers: readonly { readonly address: string; readonly displayAddress: string }[]
}

/** A player with everything that the list of people shows. */
export interface ListedPlayer {
  readonly id: number
  readonly firstName: string
  readonly lastName: string
  readonly birthYear: number | null
  /** Allergies and medical notes. */
  readonly note: string | null
  /** "Week 1 · U10 Falcons", one per camp. */
  readonly camps: readonly string[]
  readonly tags: readonly string[]
  readonly guardians: readonly ListedGuardian[]
}

export interface PeoplePage {
  readonly players: readonly ListedPlayer[]
  readonly hasMore: boolean
  /** All players there are, whatever was looked for. */
  readonly total: number
}
