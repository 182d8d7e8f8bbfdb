import type { Db } from '../../../db/open.ts'
import { waitForLocks } from '../../../db/open.ts'
import { writeSetting } from '../../../db/settings.ts'
import { storeFaultOf } from '../../../db/store-error.ts'
import type { StoreFault } from '../../../db/store-error.ts'
import type { StoreTroubleView } from '../../ipc/contract/store-views.ts'
import type { Clock, Timer } from '../clock.ts'
import type { Log } from '../log.ts'
import { littleSpace } from './free-space.ts'
import { reserveBytes } from './reserve.ts'
import type { Reserve } from './reserve.ts'

/** What a store tells of its trouble, and asks before it takes on more. */
export interface StoreGuard {
  /** An error was met. @returns whether room was made, so that the same is worth another try at once */
  met(error: unknown): boolean
  /** Whether what can wait has to: the room left is for what people type and what comes in. */
  readonly isShort: boolean
}

export interface StoreWatchOptions {
  readonly clock: Clock
  readonly log: Log
  readonly reserve: Reserve
  /** Free bytes on the data folder's disk; null where that cannot be told. */
  readonly freeBytes: () => number | null
  /** Damage was met: the next start has to look. */
  readonly damaged: (db: Db) => void
  /** What is wrong is another thing now; `recovered`: and what waited may go on. */
  readonly changed: (trouble: StoreTroubleView | null, recovered: boolean) => void
}

/** Knows what is wrong with the stores' disk and files while the app runs, and finds out by itself when it has passed. */
export interface StoreWatch {
  readonly trouble: StoreTroubleView | null
  guard(db: Db): StoreGuard
  /** An error that no store's own guard heard of. */
  met(error: unknown): void
  /** Begins to look after the room on the disk. */
  start(): void
  /** A store is closed, or about to be. */
  forget(db: Db): void
  stop(): void
}

/** From one try whether the trouble has passed to the next, in milliseconds. */
const probePace = 5_000
/** From one look at the room on the disk to the next. */
const spacePace = 60_000
/** The reserve is made this long after the start, which has other things to do. */
const reserveAfter = 3_000
/** A full disk counts as mended once there is this much room besides the reserve's. Bytes. */
const roomBesides = 4 * 1024 * 1024
/** Written and committed to find out whether a full disk takes something again: a few pages more than a text needs. */
const probeBytes = 64 * 1024
const probeKey = 'store.probe'
/** Free space is told in steps of this, so that not every byte is news. */
const toldStep = 10 * 1024 * 1024

export function createStoreWatch(options: StoreWatchOptions): StoreWatch {
  const { clock, log, reserve, freeBytes } = options
  const stores = new Set<Db>()
  let fault: StoreFault | null = null
  let since = 0
  let view: StoreTroubleView | null = null
  let affected = new Set<Db>()
  let probing: Timer | null = null
  let looking: Timer | null = null
  let stopped = false

  function tell(recovered: boolean): void {
    const free = freeBytes()
    const told = free === null ? null : Math.floor(free / toldStep) * toldStep
    const kind = fault ?? (free !== null && free < littleSpace ? 'low' : null)
    const next: StoreTroubleView | null =
      kind === null ? null : { kind, since: view?.kind === kind ? since : clock.now(), freeBytes: told }
    const isNews = next?.kind !== view?.kind || next?.freeBytes !== view?.freeBytes
    since = next?.since ?? 0
    view = next
    if (isNews || recovered) options.changed(view, recovered)
  }

  function met(error: unknown, db: Db | null): boolean {
    const found = storeFaultOf(error)
    if (found === null || stopped) return false
    // Damage stays until somebody mends it, whatever else comes.
    const isNew = fault !== found && fault !== 'damaged'
    if (isNew) {
      log.error('store-trouble', { fault: found, error })
      fault = found
      if (found === 'damaged' && db !== null) options.damaged(db)
    }
    if (db !== null) affected.add(db)
    if (found === 'locked' && db !== null) setWaiting(db, false)
    const hasRoom = found === 'full' && reserve.giveUp()
    if (hasRoom) log.warn('reserve-given-up')
    if (isNew) tell(false)
    if (fault !== 'damaged') probing ??= clock.after(probePace, probe)
    return hasRoom
  }

  function setWaiting(db: Db, on: boolean): void {
    try {
      if (db.open) waitForLocks(db, on)
    } catch (error) {
      log.warn('store-lock-wait', { error })
    }
  }

  function probe(): void {
    probing = null
    tryAgain()
      .catch((error: unknown) => {
        log.error('store-probe-failed', { error })
        return false
      })
      .then((isOver) => {
        if (stopped || fault === null || fault === 'damaged') return
        if (isOver) recovered()
        else {
          probing ??= clock.after(probePace, probe)
          tell(false)
        }
      })
      .catch((error: unknown) => log.error('store-trouble-not-told', { error }))
  }

  async function tryAgain(): Promise<boolean> {
    if (fault === 'full') {
      const free = freeBytes()
      if (free !== null && !reserve.stands && free < reserveBytes + roomBesides) return false
      if (!(await reserve.make())) return false
      const left = freeBytes()
      if (left !== null && left < roomBesides) {
        reserve.giveUp()
        return false
      }
    }
    return !stopped && [...affected].every((db) => !db.open || takesWrites(db))
  }

  /** A real commit: only that proves that the disk takes what it is given. */
  function takesWrites(db: Db): boolean {
    const bytes = fault === 'full' ? probeBytes : 1
    try {
      for (const value of ['x'.repeat(bytes), null])
        db.transaction(() => writeSetting(db, probeKey, value, clock.now())).immediate()
      return true
    } catch (error) {
      if (storeFaultOf(error) === null) throw error
      return false
    }
  }

  function recovered(): void {
    log.info('store-trouble-over', { fault, seconds: Math.round((clock.now() - since) / 1000) })
    for (const db of affected) setWaiting(db, true)
    affected = new Set()
    fault = null
    tell(true)
  }

  function look(): void {
    looking = clock.after(spacePace, look)
    if (fault === null) tell(false)
    void reserve.make()
  }

  return {
    get trouble() {
      return view
    },
    guard(db) {
      stores.add(db)
      return {
        met: (error) => met(error, db),
        get isShort() {
          return fault === 'full'
        },
      }
    },
    met(error) {
      // Which store it was is not known; each may have to prove itself.
      const only = stores.size === 1 ? [...stores][0] : undefined
      met(error, only ?? null)
      for (const db of stores) if (fault !== null) affected.add(db)
    },
    start() {
      looking = clock.after(reserveAfter, look)
      const free = freeBytes()
      if (free !== null && free < reserveBytes + roomBesides && !reserve.stands) {
        fault = 'full'
        probing = clock.after(probePace, probe)
      }
      tell(false)
    },
    forget(db) {
      stores.delete(db)
      affected.delete(db)
    },
    stop() {
      stopped = true
      probing?.cancel()
      looking?.cancel()
    },
  }
}
