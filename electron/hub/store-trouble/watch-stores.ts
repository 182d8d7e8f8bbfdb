import { basename } from 'node:path'
import type { Clock } from '../clock.ts'
import type { DataFolder } from '../data-folder.ts'
import { inspectStore } from '../diagnostics/inspection.ts'
import type { InspectorProcess } from '../diagnostics/inspection.ts'
import { StartFailure } from '../failure.ts'
import type { Log } from '../log.ts'
import type { StoreTroubleView } from '../../ipc/contract/store-views.ts'
import { freeBytes } from './free-space.ts'
import { createReserve } from './reserve.ts'
import { clearSuspicion, isSuspected, noteSuspicion } from './suspicion.ts'
import { createStoreWatch } from './watch.ts'
import type { StoreWatch } from './watch.ts'

/** With less than this a store cannot even be opened: its log and its shared memory need room. Bytes. */
const leastToOpen = 1024 * 1024

export interface WatchStoresOptions {
  readonly folder: DataFolder
  readonly clock: Clock
  readonly log: Log
  /** What is wrong is another thing now. `recovered`: it has passed, and what waited may go on. */
  readonly changed: (trouble: StoreTroubleView | null, recovered: boolean) => void
}

/** Looks after the stores of a data folder; on a full disk, makes the room that opening them takes. */
export function watchStores({ folder, clock, log, changed }: WatchStoresOptions): StoreWatch {
  const reserve = createReserve(folder.file('reserve'))
  const free = freeBytes(folder.path)
  if (free !== null && free < leastToOpen && reserve.giveUp()) log.warn('reserve-given-up', { atStart: true })
  return createStoreWatch({
    clock,
    log,
    reserve,
    freeBytes: () => freeBytes(folder.path),
    damaged: (db) => noteSuspicion(folder.path, basename(db.name)),
    changed,
  })
}

/**
 * Reads through the store where damage was met before, in a process of its own and before anything opens it to write.
 * @throws {StartFailure} `damaged-store`
 */
export async function readIfSuspected(
  folder: DataFolder,
  startInspector: () => InspectorProcess,
  log: Log,
): Promise<void> {
  const name = 'hub.db'
  if (!isSuspected(folder.path, name)) return
  log.warn('store-suspected')
  let faults: readonly string[]
  try {
    faults = (await inspectStore(startInspector, 'check', folder.file(name), AbortSignal.timeout(600_000))).faults
  } catch (error) {
    // The opening itself says what is wrong, or the next reading of the damaged place does.
    log.error('store-not-read', { error })
    return
  }
  if (faults.length > 0) throw new StartFailure('damaged-store', 'The data file is damaged.', faults.join('\n'))
  clearSuspicion(folder.path, name)
}
