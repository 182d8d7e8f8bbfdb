import { statSync } from 'node:fs'
import { stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { allConsent } from '../../../db/consent.ts'
import { readSettings } from '../../../db/settings.ts'
import type { BackupView, CopyView } from '../../ipc/contract/backup-views.ts'
import type { Change } from '../../ipc/contract/changes.ts'
import type { Clock, Timer } from '../clock.ts'
import { sizeWords } from '../diagnostics/words.ts'
import { CallFailure } from '../failure.ts'
import type { Log } from '../log.ts'
import type { Keychain } from '../secrets/keychain.ts'
import { patientKeychain } from '../secrets/patience.ts'
import type { Store } from '../store.ts'
import { askCopier, CopierFailed } from './copier.ts'
import type { CopierProcess } from './copier.ts'
import { copiesAt } from './find-copies.ts'
import { createKeyRoom } from './key-room.ts'
import { afterStart, afterTrouble, copyPace, fitsWithin } from './pace.ts'
import { credentialsOf, restoredKey, restoredNote } from './prepare.ts'
import { openRecord } from './record.ts'
import { backupsDirOf, copyOrRefuse, promptPatience, stageRestore } from './restore.ts'
import { createSecondFolder } from './second-folder.ts'
import { dropOldest, namedCopies, removeUnfinished } from './shelf.ts'
import type { FoundCopy } from './shelf.ts'
import { words } from './words.ts'

export interface BackupsOptions {
  readonly dataDir: string
  readonly migrationsDir: string
  /** The live store: practice is not copied. */
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly keychain: Keychain
  readonly startCopier: () => CopierProcess
  /** Of the app. */
  readonly version: string
  readonly publish: (changes: readonly Change[]) => void
  /** Begins anew on the restored store; absent where only a new start of the app does. */
  readonly renew: (() => void) | undefined
  /** The system's own dialog; absent where the host has none. */
  readonly browse: ((what: 'folder' | 'copy') => Promise<string | null>) | undefined
  /** scrypt's N for new passphrases. */
  readonly scryptCost?: number
}

/** Copies of the live store: verified, encrypted, every ten minutes of activity and at quit; and putting one back. */
export interface Backups {
  readonly view: BackupView
  /** When the store was put back from a copy (epoch ms); null where it never was. */
  readonly restoredAt: number | null
  /** What the live store's commits changed. */
  liveChanged(changes: readonly Change[]): void
  /** Something else of the live store has changed that is worth a copy: people, settings. */
  touched(): void
  /** Cleans up after a crash and makes up for what was not copied then. */
  start(): void
  list(): Promise<readonly CopyView[]>
  /** @throws {CallFailure} it is no copy of ours, or not there. */
  examine(file: string): Promise<CopyView>
  /** @throws {CallFailure} no key, no room, the store is damaged, one is being made already. */
  copyNow(): Promise<void>
  /**
   * Makes a copy, and drops all older ones of this installation, here and in the second folder.
   * @throws {CallFailure} none could be made: then none is dropped; the second folder is not there.
   */
  dropOlder(): Promise<void>
  setPassphrase(passphrase: string): Promise<void>
  /** Whether this is the recovery passphrase; false where there is none. */
  isPassphrase(passphrase: string): Promise<boolean>
  setFolder(path: string | null): Promise<void>
  browse(what: 'folder' | 'copy'): Promise<string | null>
  restore(file: string, passphrase: string | null): Promise<void>
  /** A last copy, if it can be made within so many real milliseconds; else it is made at the next start. */
  copyAtQuit(budget: number): Promise<void>
  /** Ends what is under way. */
  stop(): void
}

/** Files beside the store while it is copied: the clear copy and the encrypted one, and some more. */
const roomFactor = 2.2
/** A copy must not take the last room from texts that are to be stored. Bytes. */
const leftOver = 64 * 1024 * 1024

export function openBackups(options: BackupsOptions): Backups {
  const { dataDir, store, clock, log, startCopier } = options
  const backupsDir = backupsDirOf(dataDir)
  const record = openRecord(backupsDir)
  const keychain = patientKeychain(options.keychain, clock, 3_000, () => undefined)
  const keys = createKeyRoom({
    record,
    keychain,
    log,
    ...(options.scryptCost === undefined ? {} : { scryptCost: options.scryptCost }),
  })
  const second = createSecondFolder({ ...options, backupsDir, record, changed: tell })
  const file = store.db.name
  let abort = new AbortController()
  let state: 'idle' | 'making' | 'restoring' = 'idle'
  let making: Promise<void> | null = null
  let trouble: string | null = null
  let hasNoKey = false
  let timer: Timer | null = null
  let next: number | null = null
  /** Changes since the last copy was begun. */
  let changes = 0
  let isNoted = false
  let isStopped = false

  function view(): BackupView {
    const { last, key } = record.current
    return {
      state: state === 'idle' && hasNoKey ? 'no-key' : state,
      last: last && { at: last.at, bytes: last.bytes, messages: last.messages },
      next: hasNoKey ? null : next,
      trouble,
      path: backupsDir,
      key: {
        inKeychain: key?.inKeychain ?? false,
        keychainTrouble: keys.keychainTrouble,
        hasPassphrase: (key?.wrapped ?? null) !== null,
      },
      folder: second.view,
      restored: restored(),
      canBrowse: options.browse !== undefined,
    }
  }

  function restored(): BackupView['restored'] {
    const note = restoredNote.safeParse(readSettings(store.db)[restoredKey])
    return note.success ? note.data : null
  }

  function tell(): void {
    if (!isStopped && store.db.open) options.publish([{ type: 'backup', backup: view() }])
  }

  /** Notes on disk, once per copy, that there is something to be copied: a crash forgets what memory knows. */
  function noteChanged(): void {
    if (isNoted) return
    // Tried once: a disk that is full would be asked at each text.
    isNoted = true
    if (record.current.changed) return
    try {
      record.change({ changed: true })
    } catch (error) {
      log.warn('copies-record', { error })
    }
  }

  function plan(delay: number): void {
    if (isStopped || timer) return
    next = clock.now() + delay
    timer = clock.after(delay, () => {
      timer = null
      next = null
      void made().catch(() => undefined)
    })
  }

  function touched(): void {
    changes += 1
    noteChanged()
    if (making || timer || isStopped) return
    plan(copyPace)
    tell()
  }

  function unplan(): void {
    timer?.cancel()
    timer = null
    next = null
  }

  /** Makes a copy; whoever asks while one is being made gets that one. */
  function made(atQuit = false): Promise<void> {
    if (state === 'restoring') return Promise.reject(new CallFailure('conflict', words.busy))
    making ??= make(atQuit)
      .then(
        () => {
          trouble = null
          hasNoKey = false
        },
        (error: unknown) => {
          const failure = inWords(error)
          hasNoKey = failure.message === words.noKey
          trouble = hasNoKey ? null : failure.message
          log.warn('copy-failed', { error: failure, details: failure.details ?? null })
          throw failure
        },
      )
      .finally(() => {
        making = null
        if (state === 'making') state = 'idle'
        if (trouble !== null || hasNoKey) plan(afterTrouble)
        else if (changes > 0) plan(copyPace)
        tell()
      })
    return making
  }

  async function make(atQuit: boolean): Promise<void> {
    const { signal } = abort
    state = 'making'
    unplan()
    tell()
    // At quit there is no time to ask a keychain.
    const key = atQuit ? keys.key : await keys.ensure()
    if (key === null) throw new CallFailure('unavailable', words.noKey, keys.keychainTrouble ?? undefined)
    await assertRoom()
    const startedAt = Date.now()
    changes = 0
    isNoted = false
    const { laptop } = record.current
    const newest = namedCopies(backupsDir).find((copy) => copy.laptop === laptop)
    const sequence = Math.max(record.current.sequence, newest?.sequence ?? 0) + 1
    record.change({ sequence, changed: false })
    try {
      const answer = await askCopier(
        startCopier,
        'make',
        {
          store: file,
          folder: backupsDir,
          publicKey: key.publicKey,
          about: {
            madeAt: clock.now(),
            laptop,
            sequence,
            keyId: key.id,
            version: options.version,
            passphrase: key.wrapped,
          },
        },
        signal,
      )
      const { header, bytes } = answer
      const took = Date.now() - startedAt
      record.change({
        last: { name: answer.file, at: header.madeAt, bytes, messages: header.messages, took, size: header.size },
      })
      log.info('copy-made', { copy: sequence, bytes, messages: header.messages, took })
    } catch (error) {
      noteChanged()
      throw error
    }
    void second.bringUpToDate()
  }

  /** @throws {CallFailure} */
  async function assertRoom(): Promise<void> {
    // Node before 18.15 has no such question.
    if (typeof statfs !== 'function') return
    const needed = (await stat(file)).size * roomFactor + leftOver
    const { bavail, bsize } = await statfs(dirname(file))
    if (bavail * bsize < needed) throw new CallFailure('unavailable', words.noRoom(sizeWords(needed)))
  }

  function viewOf(found: FoundCopy, where: CopyView['where']): readonly CopyView[] {
    const { header } = found
    if (header === null) return []
    const { key, laptop } = record.current
    const here = header.keyId === key?.id && key.inKeychain && keys.keychainTrouble === null
    const opens = here ? 'by-itself' : header.passphrase === null ? 'other-computer' : 'passphrase'
    return [
      {
        file: found.file,
        where,
        at: header.madeAt,
        bytes: found.bytes,
        messages: header.messages,
        version: header.version,
        isOurs: header.laptop === laptop,
        opens,
      },
    ]
  }

  function stopUnderWay(): void {
    abort.abort()
    abort = new AbortController()
  }

  return {
    get view() {
      return view()
    },
    get restoredAt() {
      return restored()?.at ?? null
    },
    liveChanged(changed) {
      if (changed.some(({ type }) => type === 'message' || type === 'conversation')) touched()
    },
    touched,
    start() {
      try {
        removeUnfinished(backupsDir)
      } catch (error) {
        log.warn('copies-not-cleaned', { error })
      }
      if (record.current.changed) plan(afterStart)
      void second.bringUpToDate()
    },
    async list() {
      const { folder } = record.current
      const views = [
        ...(await copiesAt(backupsDir)).flatMap((found) => viewOf(found, 'here')),
        ...(folder === null ? [] : (await copiesAt(folder.path)).flatMap((found) => viewOf(found, 'folder'))),
      ]
      return views.sort((a, b) => b.at - a.at)
    },
    async examine(path) {
      const found = await copyOrRefuse(path)
      const [known] = viewOf(found, 'elsewhere')
      if (!known) throw new CallFailure('invalid', words.damaged)
      return known
    },
    async copyNow() {
      await made()
    },
    async dropOlder() {
      // One that is under way may have begun before what is to be in no copy was deleted.
      await making?.catch(() => undefined)
      await made()
      const { laptop, folder } = record.current
      dropOldest(backupsDir, laptop, 1)
      if (folder === null) return
      await second.bringUpToDate()
      const [newest] = namedCopies(backupsDir).filter((copy) => copy.laptop === laptop)
      try {
        if (!namedCopies(folder.path).some(({ name }) => name === newest?.name))
          throw new Error('It lacks the newest copy.')
        dropOldest(folder.path, laptop, 1)
      } catch (error) {
        const details = error instanceof Error ? error.message : undefined
        throw new CallFailure('unavailable', words.olderInFolder(folder.path), details)
      }
    },
    async setPassphrase(passphrase) {
      if (state === 'restoring') throw new CallFailure('conflict', words.busy)
      await making?.catch(() => undefined)
      await keys.setPassphrase(passphrase)
      hasNoKey = false
      tell()
      // The passphrase opens what is made from now on: so that there is one. Where none can be made, the view says why.
      await made().catch(() => undefined)
    },
    isPassphrase: (passphrase) => keys.isPassphrase(passphrase),
    async setFolder(path) {
      await second.choose(path)
      await second.bringUpToDate()
    },
    browse: async (what) => options.browse?.(what) ?? null,
    async restore(path, passphrase) {
      if (state !== 'idle') throw new CallFailure('conflict', words.busy)
      state = 'restoring'
      unplan()
      tell()
      try {
        await stageRestore(
          { ...options, keychain: patientKeychain(options.keychain, clock, promptPatience, () => undefined) },
          {
            file: path,
            passphrase,
            credentials: credentialsOf(store.db),
            consent: allConsent(store.db),
            signal: abort.signal,
          },
        )
      } catch (error) {
        state = 'idle'
        if (record.current.changed) plan(copyPace)
        tell()
        throw error
      }
      options.renew?.()
    },
    async copyAtQuit(budget) {
      unplan()
      const started = Date.now()
      const { changed, last, key } = record.current
      if (state === 'restoring' || isStopped || key === null) return
      // One that is under way is newer than none, and older than what is stored now.
      if (making) stopUnderWay()
      await making?.catch(() => undefined)
      if (!changed && changes === 0) return
      let size: number
      try {
        ;({ size } = statSync(file))
      } catch {
        return
      }
      const left = budget - (Date.now() - started)
      if (!fitsWithin(left, size, last)) {
        noteChanged()
        log.info('copy-left-for-next-start', { budget })
        return
      }
      const giveUp = setTimeout(stopUnderWay, left)
      await made(true).catch(() => undefined)
      clearTimeout(giveUp)
    },
    stop() {
      isStopped = true
      unplan()
      second.stop()
      stopUnderWay()
    },
  }
}

function inWords(error: unknown): CallFailure {
  if (error instanceof CallFailure) return error
  const details = error instanceof Error ? error.message : String(error)
  if (!(error instanceof CopierFailed)) return new CallFailure('unavailable', words.notMade, details)
  switch (error.fault) {
    case 'not-whole':
      return new CallFailure('unavailable', words.notWhole, details)
    case 'no-room':
      return new CallFailure('unavailable', words.diskFull, details)
    case 'stopped':
      return new CallFailure('unavailable', words.closing, details)
    case 'foreign':
    case 'newer-format':
    case 'damaged':
    case 'wrong-key':
    case 'failed':
      return new CallFailure('unavailable', words.notMade, details)
  }
}
