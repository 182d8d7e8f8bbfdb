/** What the screen is shown of the people at camp. */

/** A guardian of a listed player. */
export interface ListedGuardian {
  readonly id: number
  readonly name: string
  readonly role: string | null
  /** Whether they may pick this player up; null where nobody has said. */
  readonly mayPickUp: boolean | null
  /** Why they must not hear about this player; null: they may. */
  readonly noInformation: string | null
  readonly numbers: readonly { readonly address: string; readonly displayAddress: string }[]
}

/** A player with everything that the list of people shows. */
export interface ListedPlayer {
  readonly id: number
  readonly familyId: number
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

/** A player's place in a camp. */
export interface EnrolmentView {
  readonly camp: string
  readonly group: string | null
  readonly field: string | null
  /** As rosters write them; null: every day. */
  readonly days: string | null
}

/** A player as they are edited. */
export interface FamilyPlayer {
  readonly id: number
  readonly firstName: string
  readonly lastName: string
  readonly birthYear: number | null
  readonly note: string | null
  readonly tags: readonly string[]
  readonly enrolments: readonly EnrolmentView[]
  /** Who may, or must not, pick the player up besides the guardians. */
  readonly pickUpNames: readonly { readonly name: string; readonly allowed: boolean }[]
}

/** A guardian as they are edited. */
export interface FamilyGuardian {
  readonly id: number
  readonly firstName: string
  readonly lastName: string
  readonly role: string | null
  readonly email: string | null
  /** ISO 639-1. */
  readonly language: string
  readonly numbers: readonly {
    readonly address: string
    readonly displayAddress: string
    /** What looks wrong with it; null where nothing does. */
    readonly warning: string | null
  }[]
  readonly pickUp: readonly { readonly playerId: number; readonly allowed: boolean }[]
  /** The players they must not hear about, and why. */
  readonly noInformation: readonly {
    readonly playerId: number
    readonly reason: string
    readonly since: number
    readonly staff: string
  }[]
}

/** Everything that is kept of one family. */
export interface FamilyFile {
  readonly familyId: number
  readonly players: readonly FamilyPlayer[]
  readonly guardians: readonly FamilyGuardian[]
  /** Numbers that one of them had. */
  readonly formerNumbers: readonly {
    readonly address: string
    readonly displayAddress: string
    readonly name: string
    readonly until: number
  }[]
  readonly notes: readonly {
    readonly id: number
    readonly words: string
    readonly staff: string
    readonly at: number
  }[]
}

/** Camps, groups, fields and tags there are. */
export interface PeopleFacets {
  readonly camps: readonly { readonly id: number; readonly name: string }[]
  readonly groups: readonly string[]
  readonly fields: readonly string[]
  readonly tags: readonly string[]
}

/** Something was done to people. */
export interface PeopleActDone {
  /** What takes it back; null: nothing was to be changed. */
  readonly actId: number | null
  readonly words: string
  /** The family it was about, where it was one. */
  readonly familyId: number | null
}

export interface WalkUpDone extends PeopleActDone {
  readonly playerId: number
  /** The camp they are in now; null without one. */
  readonly campId: number | null
  readonly conversationId: number | null
}

/** One of two entries that look alike: its lines, and the columns in which the two may differ. */
export interface DuplicateEntry {
  readonly id: number
  readonly name: string
  readonly facts: readonly string[]
  readonly fields: Readonly<Record<string, string>>
}

/** Two entries that may be one and the same. */
export interface DuplicateView {
  readonly entity: 'player' | 'guardian' | 'family'
  readonly because: 'same-name' | 'same-number'
  /** The older one. */
  readonly first: DuplicateEntry
  readonly second: DuplicateEntry
}
