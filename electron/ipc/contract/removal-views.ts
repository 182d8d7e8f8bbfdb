/** What the screen is shown of exports, deletions and the wipe. Times are UTC epoch milliseconds by the hub's clock. */

/** Something was deleted for good. */
export interface RemovalDone {
  /** How many of what. */
  readonly counts: Readonly<Record<string, number>>
  /** What could not be reached, in words. */
  readonly troubles: readonly string[]
  /** `hold`: copies that were made before still hold it. */
  readonly copies: 'hold' | 'none'
}

/** What a deletion or a wipe removed. Names nobody. */
export interface RemovalReceipt {
  readonly id: number
  readonly at: number
  readonly staff: string
  readonly scope: 'family' | 'season'
  readonly counts: Readonly<Record<string, number>>
}

/** What a wipe would remove, and what it did before. */
export interface SeasonView {
  readonly counts: Readonly<Record<string, number>>
  readonly receipts: readonly RemovalReceipt[]
}
