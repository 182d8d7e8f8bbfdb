/** What is wrong with the disk or the data file while the app runs; `low`: nothing yet, but the disk is nearly full. */
export interface StoreTroubleView {
  readonly kind: 'full' | 'io' | 'not-writable' | 'locked' | 'damaged' | 'low'
  /** When it was first met, epoch milliseconds. */
  readonly since: number
  /** Free bytes on the data folder's disk, rounded; null where the system does not tell. */
  readonly freeBytes: number | null
}
