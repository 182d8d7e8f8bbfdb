import { recordActivity } from '../../../../db/activity.ts'
import { askForRemoval } from '../../../../db/carrier-removal.ts'
import { deleteSecurely } from '../../../../db/erase.ts'
import { textsUnderWay } from '../../../../db/family-removal.ts'
import { allMedia, countSeason, findReceipt, removeSeason, writeReceipt } from '../../../../db/season.ts'
import type { SeasonCounts } from '../../../../db/season.ts'
import { CallFailure } from '../../failure.ts'
import type { Write } from '../../store.ts'
import type { Asked } from '../edit/act.ts'

export interface WipedSeason {
  readonly counts: SeasonCounts
  /** Files that are to be deleted once this is committed. */
  readonly media: readonly string[]
}

/**
 * Wipes a season in the transaction of `write`: everything about people and what was said to them. Who said STOP stays.
 * This cannot be taken back. A repeated call does nothing more.
 * @throws {CallFailure} texts are on their way
 */
export function wipeSeason(write: Write, asked: Asked, atCarrier: boolean): WipedSeason {
  const { db, now } = write
  const done = findReceipt(db, asked.requestId)
  if (done) return { counts: JSON.parse(done.counts) as SeasonCounts, media: [] }
  const underWay = textsUnderWay(db, null)
  if (underWay > 0) {
    const texts = underWay === 1 ? 'One text is' : `${underWay} texts are`
    throw new CallFailure('conflict', `${texts} on the way. Wipe once that is settled.`)
  }
  const counts = countSeason(db)
  const media = allMedia(db)
  if (atCarrier) askForRemoval(db, null, now)
  deleteSecurely(db, () => removeSeason(db))
  writeReceipt(db, { ...asked, scope: 'season' }, counts, now)
  recordActivity(db, { staff: asked.staff, kind: 'people', words: 'Wiped the season' }, now)
  write.stale('people')
  return { counts, media }
}
