export type StoreErrorCode =
  | 'newer-schema'
  | 'changed-schema'
  | 'damaged'
  | 'locked'
  | 'not-writable'
  | 'full'
  | 'io'
  | 'broken-migration'
  | 'unknown'

const words: Readonly<Record<string, readonly [StoreErrorCode, string]>> = {
  SQLITE_NOTADB: ['damaged', 'The data file is damaged and cannot be read.'],
  SQLITE_CORRUPT: ['damaged', 'The data file is damaged.'],
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
  // The shared memory beside the store could not be laid out: there is no room for it.
  SQLITE_IOERR_SHMSIZE: ['full', 'The disk is full. Free some space and start again; nothing that was saved is lost.'],
  SQLITE_IOERR: [
    'io',
    'The disk does not take or give what is asked of it. Check the disk, or the stick, and its cable.',
  ],
  EACCES: ['not-writable', 'This user may not write to the data folder. Allow it, or choose another data folder.'],
  EROFS: ['not-writable', 'The data folder is on a read-only disk. Choose another data folder.'],
  EPERM: ['not-writable', 'This user may not write to the data folder. Allow it, or choose another data folder.'],
  ENOSPC: ['full', 'The disk is full. Free some space and start again; nothing that was saved is lost.'],
  EDQUOT: ['full', 'The disk is full. Free some space and start again; nothing that was saved is lost.'],
  EIO: ['io', 'The disk does not take or give what is asked of it. Check the disk, or the stick, and its cable.'],
}

/** Trouble that the store's file or its disk can be in while the app runs. */
export type StoreFault = 'full' | 'io' | 'not-writable' | 'locked' | 'damaged'

const faults: ReadonlySet<StoreErrorCode> = new Set(['full', 'io', 'not-writable', 'locked', 'damaged'])

function isFault(code: StoreErrorCode): code is StoreFault {
  return faults.has(code)
}

/**
 * Which trouble of the store's file or disk an error is; null where it is something else.
 * Errors of the file system (ENOSPC, …) count only once they were made a `StoreError`: elsewhere they may be about other files.
 * SQLite docs: Result and Error Codes.
 */
export function storeFaultOf(error: unknown): StoreFault | null {
  if (error instanceof StoreError) return isFault(error.code) ? error.code : null
  const raw = codeOf(error)
  if (!raw.startsWith('SQLITE_')) return null
  const code = entryOf(raw)?.[0]
  return code !== undefined && isFault(code) ? code : null
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** The first entry that fits stands for all that begin like it: the narrower ones come first. */
function entryOf(raw: string): readonly [StoreErrorCode, string] | undefined {
  const key = Object.keys(words).find((name) => raw.startsWith(name))
  return key === undefined ? undefined : words[key]
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
    const raw = codeOf(error)
    const details = `${file}: ${error instanceof Error ? error.message : String(error)} ${raw}`.trim()
    const [code, message] = entryOf(raw) ?? (['unknown', 'The data file could not be opened.'] as const)
    return new StoreError(code, message, details)
  }
}
