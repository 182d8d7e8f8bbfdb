import { existsSync, readdirSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { eraseFreePages } from '../../../../db/erase.ts'
import { listReceipts } from '../../../../db/season.ts'
import type { RemovalDone, RemovalReceipt } from '../../../ipc/contract/removal-views.ts'
import type { Clock } from '../../clock.ts'
import { CallFailure } from '../../failure.ts'
import type { Log } from '../../log.ts'
import { mediaFile } from '../../media/files.ts'
import type { Workspace } from '../../workspace.ts'
import type { Asked } from '../edit/act.ts'
import { exportPeople } from './export.ts'
import { removeFamily } from './remove-family.ts'
import type { RemoveFamily } from './remove-family.ts'
import { wipeSeason } from './wipe.ts'

export interface RemovalDeskOptions {
  /** The store on screen. */
  readonly shown: () => Workspace
  readonly isLive: () => boolean
  /** The data folder. */
  readonly folder: string
  readonly clock: Clock
  readonly log: Log
  /** People are others now: whatever shows names is to be read again. */
  readonly peopleChanged: () => void
  /** Makes a copy, and drops all older ones. @returns why not, in words; null where it is done */
  readonly renewCopies: () => Promise<string | null>
}

/** Exports, deletions and the wipe. */
export interface RemovalDesk {
  export(familyId: number | null, folder: string | null): Promise<string>
  removeFamily(asked: Asked, familyId: number, what: RemoveFamily): Promise<RemovalDone>
  wipe(asked: Asked, atCarrier: boolean): Promise<RemovalDone>
  receipts(): readonly RemovalReceipt[]
}

export function createRemovalDesk(options: RemovalDeskOptions): RemovalDesk {
  const { shown, log } = options

  /** What was deleted leaves the file, its log, and the folder of pictures. @returns what could not be done, in words */
  async function erase({ store, mediaDir }: Workspace, media: readonly string[]): Promise<readonly string[]> {
    const troubles: string[] = []
    try {
      eraseFreePages(store.db)
    } catch (error) {
      log.error('store-not-rewritten', { error })
      troubles.push(
        'The data file could not be rewritten, so traces may be left in it. Make room on the disk, then delete again.',
      )
    }
    const left = await Promise.allSettled(media.map((id) => rm(mediaFile(mediaDir, id), { force: true })))
    if (left.some(({ status }) => status === 'rejected')) troubles.push('Some pictures could not be deleted.')
    return troubles
  }

  return {
    async export(familyId, folder) {
      if (folder !== null && !isAbsolute(folder))
        throw new CallFailure('invalid', 'Enter the whole path of the folder, as /media/stick or D:\\Exports.')
      const own = join(options.folder, 'exports')
      const place = folder ?? own
      try {
        // A folder that somebody named is not made: a wrong letter would make another one.
        if (folder === null) await mkdir(own, { recursive: true, mode: 0o700 })
        return await exportPeople(shown().store.db, place, familyId, options.clock.now())
      } catch (error) {
        if (error instanceof CallFailure || !(error instanceof Error) || !('code' in error)) throw error
        throw new CallFailure(
          'unavailable',
          'The files could not be written there. Choose another folder.',
          error.message,
        )
      }
    },
    async removeFamily(asked, familyId, what) {
      const workspace = shown()
      const { counts, media } = workspace.store.write((write) => removeFamily(write, asked, familyId, what))
      const troubles = await erase(workspace, media)
      options.peopleChanged()
      log.info('family-deleted', { ...counts })
      return { counts: { ...counts }, troubles, copies: options.isLive() ? 'hold' : 'none' }
    },
    async wipe(asked, atCarrier) {
      const workspace = shown()
      const isLive = options.isLive()
      const { counts, media } = workspace.store.write((write) => wipeSeason(write, asked, atCarrier))
      const troubles = [...(await erase(workspace, media))]
      options.peopleChanged()
      log.info('season-wiped', { ...counts })
      if (!isLive) return { counts: { ...counts }, troubles, copies: 'none' }
      troubles.push(...(await removeSetAside(options.folder)))
      const notRenewed = await options.renewCopies()
      if (notRenewed !== null) troubles.push(notRenewed)
      return { counts: { ...counts }, troubles, copies: notRenewed === null ? 'none' : 'hold' }
    },
    receipts: () =>
      listReceipts(shown().store.db, 20).map(({ id, at, staff, scope, counts }) => ({
        id,
        at,
        staff,
        scope,
        counts: JSON.parse(counts) as Readonly<Record<string, number>>,
      })),
  }
}

/** Stores that were set aside, clear copies made before a change of schema, old logs, lists of an import's remarks. */
const setAside: readonly (readonly [folder: string, name: RegExp])[] = [
  ['.', /^hub-[a-z-]+-\d[0-9TZ:-]*\.db(-wal|-shm|-journal)?$/],
  ['backups', /^hub-schema-[^/]*\.db(-wal|-shm|-journal)?$/],
  ['logs', /^(hub\.\d+\.log|report-[^/]*\.json)$/],
  ['exports', /^roster-remarks-[^/]*\.csv$/],
]

async function removeSetAside(folder: string): Promise<readonly string[]> {
  let failed = 0
  for (const [part, name] of setAside) {
    const place = join(folder, part)
    if (!existsSync(place)) continue
    for (const file of readdirSync(place)) {
      if (!name.test(file)) continue
      try {
        await rm(join(place, file), { force: true })
      } catch {
        failed += 1
      }
    }
  }
  return failed === 0 ? [] : ['Some older files in the data folder could not be deleted.']
}
