import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { rememberRestore, setSurePointsBack } from '../../../db/catch-up.ts'
import { beginAutomationsAnew } from '../../../db/automations.ts'
import { leaveCallsToPeople } from '../../../db/call-after.ts'
import { mergeConsent } from '../../../db/consent.ts'
import type { ConsentRow } from '../../../db/consent.ts'
import { fetchedMedia, restartMedia } from '../../../db/media.ts'
import { closeStore, openStore } from '../../../db/open.ts'
import type { Db } from '../../../db/open.ts'
import {
  deleteVault,
  noteStrayKey,
  readSecrets,
  readVault,
  strayKeys,
  writeSecret,
  writeVault,
} from '../../../db/secrets.ts'
import type { SecretRow, VaultRow } from '../../../db/secrets.ts'
import { readSettings, writeSetting } from '../../../db/settings.ts'
import type { Clock } from '../clock.ts'
import { dutyRecord } from '../duty/record.ts'
import { mediaFile } from '../media/files.ts'
import { holdEverything } from '../outbox/held.ts'
import { createStore } from '../store.ts'
import type { CopyHeader } from './header.ts'

/** Credentials as they lie in the present store: ciphertext alone. */
export interface KeptCredentials {
  readonly vault: VaultRow
  readonly secrets: readonly SecretRow[]
  readonly strayKeys: readonly string[]
}

/** What the present store holds of credentials; null where it holds none. */
export function credentialsOf(db: Db): KeptCredentials | null {
  const vault = readVault(db)
  return vault && { vault, secrets: readSecrets(db), strayKeys: strayKeys(db) }
}

export interface PrepareOptions {
  /** Path of the store that came out of the copy. Nobody else uses it. */
  readonly file: string
  readonly migrationsDir: string
  readonly mediaDir: string
  readonly header: Pick<CopyHeader, 'madeAt'>
  /** Whether it was made by this installation. */
  readonly isOurs: boolean
  /** They belong to this computer's keychain, so they take the place of the copy's; null: the copy's stay. */
  readonly credentials: KeptCredentials | null
  /** Who may be texted, as the present store knows it. */
  readonly consent: readonly ConsentRow[]
  readonly clock: Clock
}

/** Kept in the restored store: when it was put back, and the time it was copied at. */
export const restoredNote = z.object({ at: z.number(), madeAt: z.number() })
export const restoredKey = 'backup.restored'

/**
 * Makes a restored store ready to take the other's place, before anything works on it: brings it up to date, holds every text
 * that would leave by itself, and has the carrier asked for all that happened since the copy was made.
 * @throws {StoreError} its schema is a newer or another one.
 */
export function prepareStore(options: PrepareOptions): void {
  const { file, header, clock } = options
  const now = clock.now()
  const before = `${file}.before`
  let db: Db | null = null
  try {
    db = openStore({ file, migrationsDir: options.migrationsDir, backupsDir: before, now })
    createStore(db, clock, () => undefined).write((write) => {
      holdEverything(write, 'restored')
      // What they did since the copy was made they must not do again.
      beginAutomationsAnew(write.db, now)
      leaveCallsToPeople(write.db)
      setSurePointsBack(write.db, header.madeAt, now)
      rememberRestore(write.db, now)
      writeSetting(write.db, restoredKey, { at: now, madeAt: header.madeAt }, now)
      // What this laptop sent since the copy will look as if another one had.
      if (options.isOurs) countDutyFrom(write.db, now)
      if (options.credentials) putCredentials(write.db, options.credentials, now)
      // Nobody who said STOP is texted because an older copy does not know it.
      mergeConsent(write.db, options.consent)
      for (const { seq, id } of fetchedMedia(write.db)) {
        if (!existsSync(mediaFile(options.mediaDir, id))) restartMedia(write.db, seq, now)
      }
    })
  } finally {
    if (db) closeStore(db)
    // The encrypted copy is there still: no other is needed of how it was before it was brought up to date.
    rmSync(before, { recursive: true, force: true })
  }
  for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true })
}

function putCredentials(db: Db, { vault, secrets, strayKeys: stray }: KeptCredentials, now: number): void {
  deleteVault(db)
  writeVault(db, vault, now)
  for (const secret of secrets) writeSecret(db, secret, now)
  for (const account of stray) noteStrayKey(db, account, now)
}

function countDutyFrom(db: Db, now: number): void {
  const duty = dutyRecord.safeParse(readSettings(db)['duty'])
  if (duty.success) writeSetting(db, 'duty', { ...duty.data, since: now }, now)
}

/** Where the data folder keeps pictures. */
export const mediaDirOf = (dataDir: string): string => join(dataDir, 'media')
