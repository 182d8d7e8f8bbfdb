/** What the screen is shown of a roster's import. Times are UTC epoch milliseconds by the hub's clock. */

/** One column of the file. */
export interface RosterColumnView {
  readonly header: string
  /** What it holds: `ignore`, a player's field (`player.first`), or a guardian's with its number (`guardian.phone.2`). */
  readonly holds: string
  /** A few of its cells, to see what is in it. */
  readonly examples: readonly string[]
}

/** Something in a row that a person should look at. */
export interface RosterRemark {
  /** Line of the file, from 1. */
  readonly line: number
  readonly column: string | null
  readonly value: string
  readonly reason: string
  /** Whether the row was left out for it. */
  readonly isFault: boolean
}

/** How one row would be taken in. */
export interface RosterExample {
  readonly player: string
  /** "Summer Week 1 · U10 Falcons · born 2016" */
  readonly details: string
  /** "Ana Lopez (312) 200-0142" */
  readonly guardians: readonly string[]
}

/** A file as it would be imported. */
export interface RosterPreview {
  readonly uploadId: string
  readonly fileName: string
  /** "Windows-1252, separated by ;" */
  readonly format: string
  readonly columns: readonly RosterColumnView[]
  /** The columns are as they were set for such a file before. */
  readonly remembered: boolean
  /** Rows that can be taken in. */
  readonly players: number
  readonly leftOut: number
  readonly examples: readonly RosterExample[]
  /** The first of them. */
  readonly remarks: readonly RosterRemark[]
  readonly remarkCount: number
}

/** An import that came to its end. */
export interface RosterImportView {
  readonly importId: number
  readonly fileName: string
  readonly at: number
  readonly added: number
  readonly updated: number
}

/** Where the import stands. */
export type RosterState =
  | { readonly kind: 'idle'; readonly last: RosterImportView | null }
  | {
      readonly kind: 'importing'
      readonly fileName: string
      /** Rows done, and all of them; `total` 0 where it is not known. */
      readonly done: number
      readonly total: number
    }
  | { readonly kind: 'taking-back'; readonly fileName: string }
  | {
      readonly kind: 'done'
      readonly last: RosterImportView
      readonly unchanged: number
      readonly leftOut: number
      readonly remarks: readonly RosterRemark[]
      readonly remarkCount: number
    }
  | {
      readonly kind: 'undone'
      readonly fileName: string
      readonly kept: number
      readonly last: RosterImportView | null
    }
  | {
      readonly kind: 'failed'
      readonly fileName: string
      readonly reason: string
      readonly last: RosterImportView | null
    }
