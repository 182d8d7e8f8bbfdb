/** Why the app could not start. */
export type StartTroubleKind =
  /** Another PTP Comms Hub holds the data folder. */
  | 'locked'
  /** Another program holds the data file. */
  | 'store-locked'
  | 'newer-schema'
  | 'bad-environment'
  | 'damaged-store'
  | 'failed-update'
  | 'not-writable'
  | 'full'
  | 'disk-error'
  | 'internal'

/** A copy of the store that may be put back. */
export interface StartCopyView {
  /** Its path: what it is named by. */
  readonly file: string
  readonly madeAt: number
  /** Texts and calls in it. */
  readonly messages: number
}

/** What the page shows while there is no hub. */
export interface StartTroubleView {
  readonly kind: StartTroubleKind
  /** What happened, in the hub's words. */
  readonly message: string
  readonly details: string | null
  readonly dataDir: string
  /** Free bytes on the data folder's disk; null where the system does not tell. */
  readonly freeBytes: number | null
  /** Whether the host can show the folder in the system's file manager. */
  readonly canOpenFolder: boolean
  /** Copies that may be put back, newest first; none where that would not help. */
  readonly copies: readonly StartCopyView[]
  /** Only the newest part is damaged: what was stored before can be opened. */
  readonly canOpenReadable: boolean
  /** An empty store can take the place of this one. */
  readonly canBeginEmpty: boolean
}
