import { join } from 'node:path'
import { findLogBreak } from '../../../db/log-health.ts'
import type { StartTroubleKind, StartTroubleView } from '../../ipc/contract/start-views.ts'
import type { OsKeychain } from '../secrets/os-keychain.ts'
import { findGoodBackups, restoreBackup } from '../backup/restore.ts'
import type { RestoreParts } from '../backup/restore.ts'
import { holdDataFolder } from '../data-folder.ts'
import { CallFailure, startFailureOf } from '../failure.ts'
import type { StartFailure } from '../failure.ts'
import { freeBytes } from './free-space.ts'
import { openReadable } from './open-readable.ts'
import { setAside } from './set-aside.ts'
import { clearSuspicion } from './suspicion.ts'

export interface MendParts extends Omit<RestoreParts, 'keychain'> {
  readonly openKeychain: () => OsKeychain
  /** Who works on the data folder, in words for whoever finds it taken. */
  readonly holder: string
}

/** Troubles that another store in this one's place would end. */
const mendable: ReadonlySet<StartTroubleKind> = new Set(['damaged-store', 'failed-update'])
const mostCopies = 10

/** What went wrong at a start, and what can be done about it. */
export function describeTrouble(failure: StartFailure, dataDir: string, canOpenFolder: boolean): StartTroubleView {
  const isMendable = mendable.has(failure.code)
  return {
    kind: failure.code,
    message: failure.message,
    details: failure.details ?? null,
    dataDir,
    freeBytes: freeBytes(dataDir),
    canOpenFolder,
    copies: isMendable
      ? findGoodBackups(dataDir)
          .slice(0, mostCopies)
          .map(({ file, madeAt, messages }) => ({ file, madeAt, messages }))
      : [],
    canOpenReadable: failure.code === 'damaged-store' && hasBrokenLog(dataDir),
    canBeginEmpty: isMendable,
  }
}

function hasBrokenLog(dataDir: string): boolean {
  try {
    return findLogBreak(join(dataDir, 'hub.db-wal')) !== null
  } catch {
    return false
  }
}

/** Each makes the next start begin on another store, and keeps the present one. They hold the data folder meanwhile. */
export interface Mending {
  /** @throws {CallFailure} in words; `forbidden` where it takes a passphrase, or another one. */
  putBack(file: string, passphrase: string | null): Promise<void>
  /** @throws {CallFailure} more is damaged than that. */
  openReadable(): void
  /** @throws {CallFailure} the store cannot be moved. */
  beginEmpty(): void
}

export function createMending(parts: MendParts): Mending {
  const { dataDir, clock, log } = parts

  function hold(): { release(): void } {
    try {
      return holdDataFolder(dataDir, parts.holder, clock.now())
    } catch (error) {
      throw refusalOf(error, dataDir)
    }
  }

  return {
    async putBack(file, passphrase) {
      const folder = hold()
      const keychain = parts.openKeychain()
      try {
        // Only what was offered: the page names no other file of this laptop.
        if (!findGoodBackups(dataDir).some((copy) => copy.file === file))
          throw new CallFailure('not-found', 'That copy is not there any more.')
        log.info('put-back', { kept: await restoreBackup({ ...parts, keychain }, file, passphrase) })
      } finally {
        keychain.close()
        folder.release()
      }
    },
    openReadable() {
      const folder = hold()
      try {
        log.info('open-readable', { kept: openReadable(parts) })
      } catch (error) {
        throw refusalOf(error, dataDir)
      } finally {
        folder.release()
      }
    },
    beginEmpty() {
      const folder = hold()
      try {
        log.info('begin-empty', { kept: setAside(join(dataDir, 'hub.db'), 'damaged', clock.now()) })
        clearSuspicion(dataDir, 'hub.db')
      } catch (error) {
        throw refusalOf(error, dataDir)
      } finally {
        folder.release()
      }
    },
  }
}

function refusalOf(error: unknown, dataDir: string): CallFailure {
  if (error instanceof CallFailure) return error
  const failure = startFailureOf(error, dataDir)
  return new CallFailure('unavailable', failure.message, failure.details)
}
