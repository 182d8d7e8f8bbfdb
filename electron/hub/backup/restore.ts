import { join } from 'node:path'
import Database from 'better-sqlite3'
import { allConsent } from '../../../db/consent.ts'
import type { ConsentRow } from '../../../db/consent.ts'
import { StoreError } from '../../../db/store-error.ts'
import type { Db } from '../../../db/open.ts'
import type { Clock } from '../clock.ts'
import { CallFailure } from '../failure.ts'
import type { Log } from '../log.ts'
import { KeychainError } from '../secrets/keychain.ts'
import type { Keychain } from '../secrets/keychain.ts'
import { patientKeychain } from '../secrets/patience.ts'
import { askCopier, CopierFailed } from './copier.ts'
import type { CopierProcess } from './copier.ts'
import { lookAt } from './find-copies.ts'
import { privateKeyFor } from './key-room.ts'
import { credentialsOf, mediaDirOf, prepareStore } from './prepare.ts'
import type { KeptCredentials } from './prepare.ts'
import { openRecord } from './record.ts'
import { CopyRefused } from './refused.ts'
import type { RefusalCode } from './refused.ts'
import { copiesIn } from './shelf.ts'
import type { FoundCopy } from './shelf.ts'
import { asideName, openedName, planSwap, removeOpened } from './swap.ts'
import { words } from './words.ts'

export interface RestoreParts {
  readonly dataDir: string
  readonly migrationsDir: string
  readonly keychain: Keychain
  readonly startCopier: () => CopierProcess
  readonly clock: Clock
  readonly log: Log
}

export interface RestoreRequest {
  /** Path of the copy. */
  readonly file: string
  readonly passphrase: string | null
  /** The present store's; they stay. */
  readonly credentials: KeptCredentials | null
  /** Who may be texted, as the present store knows it: what is newer there outlives the copy. */
  readonly consent: readonly ConsentRow[]
  readonly signal: AbortSignal
}

/** A keychain may ask for its password; a person who puts a copy back is there to type it. Real milliseconds. */
export const promptPatience = 20_000

/** Where copies lie: the data folder's own place for them. */
export const backupsDirOf = (dataDir: string): string => join(dataDir, 'backups')

/** A refusal in words for the person at the screen. */
export function refusal(code: RefusalCode, details?: string): CallFailure {
  switch (code) {
    case 'foreign':
      return new CallFailure('invalid', words.foreign, details)
    case 'newer-format':
      return new CallFailure('conflict', words.newerFormat, details)
    case 'damaged':
    case 'wrong-key':
      return new CallFailure('invalid', words.damaged, details)
  }
}

/**
 * The head of a copy anywhere.
 * @throws {CallFailure} `not-found`, or it is none of ours.
 */
export async function copyOrRefuse(
  file: string,
): Promise<FoundCopy & { readonly header: NonNullable<FoundCopy['header']> }> {
  let found: FoundCopy
  try {
    found = await lookAt(file)
  } catch (error) {
    throw new CallFailure('not-found', words.gone, error instanceof Error ? error.message : String(error))
  }
  const { header, refused } = found
  if (header === null) throw refusal(refused ?? 'damaged')
  return { ...found, header }
}

/**
 * Decrypts and checks a copy, makes the store in it ready, and decides that it is the live store from the next start on: that
 * start puts it in place (`finishSwap`) and keeps the one before under the returned name. Until it is decided nothing has
 * changed.
 * @throws {CallFailure} in words: which passphrase it takes, that it is damaged, foreign, or newer than this version.
 */
export async function stageRestore(parts: RestoreParts, request: RestoreRequest): Promise<string> {
  const { dataDir, clock, log } = parts
  const { file, passphrase } = request
  const { header } = await copyOrRefuse(file)
  const privateKey = await keyOrRefuse(header, parts.keychain, passphrase)
  const opened = join(dataDir, openedName)
  try {
    const order = { file, privateKey, target: opened }
    await askCopier(parts.startCopier, 'open', order, request.signal)
    prepareStore({
      file: opened,
      migrationsDir: parts.migrationsDir,
      mediaDir: mediaDirOf(dataDir),
      header,
      isOurs: header.laptop === openRecord(backupsDirOf(dataDir)).current.laptop,
      credentials: request.credentials,
      consent: request.consent,
      clock,
    })
    const aside = asideName(clock.now())
    planSwap(dataDir, aside)
    log.info('restore-planned', { copy: header.sequence, madeAt: header.madeAt, schema: header.schema })
    return aside
  } catch (error) {
    log.warn('restore-refused', { error })
    removeOpened(dataDir)
    throw inWords(error)
  }
}

async function keyOrRefuse(
  header: Parameters<typeof privateKeyFor>[0],
  keychain: Keychain,
  passphrase: string | null,
): Promise<string> {
  let key: string | null
  try {
    key = await privateKeyFor(header, keychain, passphrase)
  } catch (error) {
    if (error instanceof KeychainError) throw new CallFailure('unavailable', error.message, error.details)
    if (!(error instanceof CopyRefused)) throw error
    if (error.code === 'wrong-key') throw new CallFailure('forbidden', words.wrongPassphrase)
    throw refusal(error.code, error.message)
  }
  if (key !== null) return key
  throw new CallFailure('forbidden', header.passphrase === null ? words.needsOtherComputer : words.needsPassphrase)
}

function inWords(error: unknown): Error {
  if (error instanceof CallFailure) return error
  const details = error instanceof Error ? error.message : String(error)
  if (error instanceof StoreError) {
    return error.code === 'newer-schema'
      ? new CallFailure('conflict', words.newerSchema, error.details)
      : new CallFailure('unavailable', `${words.notPrepared} ${error.message}`, error.details)
  }
  if (!(error instanceof CopierFailed)) return new CallFailure('unavailable', words.notPrepared, details)
  switch (error.fault) {
    case 'foreign':
    case 'newer-format':
    case 'damaged':
    case 'wrong-key':
      return refusal(error.fault, details)
    case 'not-whole':
      return refusal('damaged', details)
    case 'no-room':
      return new CallFailure('unavailable', words.noRoomToRestore, details)
    case 'stopped':
      return new CallFailure('unavailable', words.closing, details)
    case 'failed':
      return new CallFailure('unavailable', words.notPrepared, details)
  }
}

/** A copy that can be offered before any hub runs. */
export interface OfferedCopy {
  readonly file: string
  readonly madeAt: number
  readonly messages: number
  /** What it takes: nothing (the keychain may hold its key) or the recovery passphrase. Asked for only where the first fails. */
  readonly hasPassphrase: boolean
}

/** Copies that look usable by their heads, newest first: of the data folder, and of the second folder where that is there. */
export function findGoodBackups(dataDir: string): readonly OfferedCopy[] {
  const own = backupsDirOf(dataDir)
  const second = openRecord(own).current.folder?.path
  const seen = new Set<string>()
  return [...copiesIn(own), ...(second === undefined ? [] : copiesIn(second))]
    .flatMap(({ file, header }) => {
      if (header === null || seen.has(`${header.laptop} ${header.sequence}`)) return []
      seen.add(`${header.laptop} ${header.sequence}`)
      return [{ file, madeAt: header.madeAt, messages: header.messages, hasPassphrase: header.passphrase !== null }]
    })
    .sort((a, b) => b.madeAt - a.madeAt)
}

/**
 * Puts a copy back before any hub runs, as when the store is damaged: the next start begins on it, and keeps the store before.
 * The data folder must be held by the caller, or by nobody.
 * @returns the name the store before is kept under
 * @throws {CallFailure} in words; `forbidden` where a passphrase is needed, or another one.
 */
export function restoreBackup(
  parts: RestoreParts,
  file: string,
  passphrase: string | null,
  signal: AbortSignal = new AbortController().signal,
): Promise<string> {
  const present = join(parts.dataDir, 'hub.db')
  const credentials = readPresent(present, credentialsOf)
  const consent = readPresent(present, allConsent) ?? []
  const keychain = patientKeychain(parts.keychain, parts.clock, promptPatience, () => undefined)
  return stageRestore({ ...parts, keychain }, { file, passphrase, credentials, consent, signal })
}

/** What is read of a store that may be damaged, or older than this version; null where it cannot be read. */
function readPresent<Value>(file: string, read: (db: Db) => Value): Value | null {
  try {
    const db = new Database(file, { readonly: true, fileMustExist: true })
    try {
      return read(db)
    } finally {
      db.close()
    }
  } catch {
    return null
  }
}
