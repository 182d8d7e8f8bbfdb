import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { wrappedKey } from './header.ts'
import { syncFolder } from './shelf.ts'

const time = z.number().int().min(0)

const backupRecord = z.object({
  /** Names this installation's copies; random. */
  laptop: z.string().regex(/^[0-9a-f]{16}$/),
  /** Number of the last copy that was begun. */
  sequence: z.number().int().min(0),
  key: z
    .object({
      id: z.string().regex(/^[0-9a-f]{16}$/),
      publicKey: z.string(),
      /** Whether the private key is in this computer's keychain. */
      inKeychain: z.boolean(),
      wrapped: wrappedKey.nullable(),
    })
    .nullable(),
  /** Name of the keychain's entry that is about to be made: a crash leaves none that nobody knows of. */
  keyToBe: z.string().nullable(),
  /** A second place for copies, and the mark that tells it from an empty mount point. */
  folder: z.object({ path: z.string(), mark: z.string(), lastAt: time.nullable() }).nullable(),
  /** `bytes` of the copy, `size` of the store; it took so many real milliseconds. */
  last: z
    .object({
      name: z.string(),
      at: time,
      bytes: z.number(),
      size: z.number(),
      messages: z.number(),
      took: z.number(),
    })
    .nullable(),
  /** Something has changed since the last copy was begun. */
  changed: z.boolean(),
})
export type BackupRecord = z.infer<typeof backupRecord>

/**
 * What is known of the copies, in a file of its own beside them: it must be there when the store is not, and a store that is
 * put back must not bring along what was known then.
 */
export interface RecordFile {
  readonly current: BackupRecord
  /** Durable when it returns. @throws where the disk refuses; then nothing has changed */
  change(patch: Partial<BackupRecord>): void
}

const fileName = 'backups.json'

export function openRecord(folder: string): RecordFile {
  let current = read(folder)
  return {
    get current() {
      return current
    },
    change(patch) {
      const next = { ...current, ...patch }
      write(folder, next)
      current = next
    },
  }
}

function read(folder: string): BackupRecord {
  try {
    return backupRecord.parse(JSON.parse(readFileSync(join(folder, fileName), 'utf8')))
  } catch {
    // None yet, or one that nobody can read: the copies say all that is needed to open them.
    return {
      laptop: randomBytes(8).toString('hex'),
      sequence: 0,
      key: null,
      keyToBe: null,
      folder: null,
      last: null,
      changed: false,
    }
  }
}

function write(folder: string, record: BackupRecord): void {
  writeDurably(folder, fileName, JSON.stringify(record))
}

/** Puts a small file in the place of the one of that name, so that a crash leaves the one or the other. */
export function writeDurably(folder: string, name: string, text: string): void {
  const partial = join(folder, `${name}.partial`)
  const handle = openSync(partial, 'w', 0o600)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(partial, join(folder, name))
  syncFolder(folder)
}
