export type StoreErrorCode =
  | 'newer-schema'
  | 'changed-schema'
  | 'damaged'
  | 'locked'
  | 'not-writable'
  | 'full'
  | 'broken-migration'
  | 'unknown'

const words: Readonly<Record<string, readonly [StoreErrorCode, string]>> = {
  SQLITE_NOTADB: [
    'damaged',
    'The data file is damaged and cannot be read. Restore it from the backups folder; the damaged file is kept.',
  ],
  SQLITE_CORRUPT: [
    'damaged',
    'The data file is damaged. Restore it from the backups folder; the damaged file is kept.',
  ],
  SQLITE_BUSY: ['locked', 'Another program is using the data file. Close it and start again.'],
  SQLITE_LOCKED: ['locked', 'Another program is using the data file. Close it and start again.'],
  SQLITE_READONLY: [
    'not-writable',
    'The data folder cannot be written to. Allow this user to write there, or choose another data folder.',
  ],
  SQLITE_CANTOPEN: [
    'not-writable',
    'The data file cannot be opened. Check that the data folder exists and that this user may write there.',
  ],
  SQLITE_PERM: ['not-writable', 'This user may not open the data file. Allow it, or choose another data folder.'],
  SQLITE_FULL: ['full', 'The disk is full. Free some space and start again; nothing that was saved is lost.'],
  EACCES: ['not-writable', 'This user may not write to the data folder. Allow it, or choose another data folder.'],
  EROFS: ['not-writable', 'The data folder is on a read-only disk. Choose another data folder.'],
  ENOSPC: ['full', 'The disk is full. Free some space and start again; nothing that was saved is lost.'],
}

/** Trouble with the store that a person has to know of: `message` is for them, `details` for whoever helps them. */
export class StoreError extends Error {
  readonly code: StoreErrorCode
  readonly details: string

  constructor(code: StoreErrorCode, message: string, details: string) {
    super(message)
    this.name = 'StoreError'
    this.code = code
    this.details = details
  }

  /** Puts an error of SQLite or the file system into plain words. */
  static from(error: unknown, file: string): StoreError {
    const raw = error instanceof Error && 'code' in error ? String(error.code) : ''
    const details = `${file}: ${error instanceof Error ? error.message : String(error)} ${raw}`.trim()
    const key = Object.keys(words).find((name) => raw.startsWith(name))
    const [code, message] = (key && words[key]) || (['unknown', 'The data file could not be opened.'] as const)
    return new StoreError(code, message, details)
  }
}
