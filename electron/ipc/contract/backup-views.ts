/** What the screen is shown of backups. Times are UTC epoch milliseconds by the hub's clock, sizes bytes. */

/** A copy that was made and read back. */
export interface MadeCopy {
  readonly at: number
  readonly bytes: number
  /** Texts and calls in it. */
  readonly messages: number
}

/** Where the key of the copies is. */
export interface CopyKeyView {
  /** In this computer's keychain, so that copies open here without a word. */
  readonly inKeychain: boolean
  /** Why the keychain cannot be used now; null where nothing is known against it. */
  readonly keychainTrouble: string | null
  /** A recovery passphrase opens the copies, on any computer. */
  readonly hasPassphrase: boolean
}

/** A second folder for copies, such as a USB stick's. */
export interface SecondFolderView {
  readonly path: string
  /** `absent`: it is not plugged in. `trouble`: it is there and cannot be written to, or is full. */
  readonly state: 'ok' | 'absent' | 'trouble' | 'unknown'
  readonly trouble: string | null
  /** When a copy was last put there. */
  readonly lastAt: number | null
  /** Copies that are still to be put there. */
  readonly owed: number
}

/** A restore that was done. */
export interface RestoredView {
  readonly at: number
  /** When the copy was made. */
  readonly madeAt: number
}

export interface BackupView {
  /** `no-key`: nothing is copied, for nothing keeps a key. */
  readonly state: 'idle' | 'making' | 'restoring' | 'no-key'
  readonly last: MadeCopy | null
  /** When the next one is made; null while nothing has changed since the last one. */
  readonly next: number | null
  /** Why the last try came to nothing; null where it did not. */
  readonly trouble: string | null
  /** Folder of the copies. */
  readonly path: string
  readonly key: CopyKeyView
  readonly folder: SecondFolderView | null
  readonly restored: RestoredView | null
  /** Whether the host can show the system's own dialog to choose a folder or a file. */
  readonly canBrowse: boolean
}

/** A copy that may be put back. */
export interface CopyView {
  /** Its path: what a restore names it by. */
  readonly file: string
  readonly where: 'here' | 'folder' | 'elsewhere'
  readonly at: number
  readonly bytes: number
  readonly messages: number
  /** Version of the app that made it. */
  readonly version: string
  /** Made by this installation. */
  readonly isOurs: boolean
  /** What it takes to open it. */
  readonly opens: 'by-itself' | 'passphrase' | 'other-computer'
}
