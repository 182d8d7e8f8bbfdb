import { recordActivity } from '../../../../db/activity.ts'
import { askForRemoval } from '../../../../db/carrier-removal.ts'
import { deleteSecurely } from '../../../../db/erase.ts'
import {
  anonymizeConversations,
  familyTraces,
  forgetConsentGiven,
  mediaOfConversations,
  removeConversations,
  removeFamilyRows,
  textsUnderWay,
} from '../../../../db/family-removal.ts'
import { findReceipt, writeReceipt } from '../../../../db/season.ts'
import { CallFailure } from '../../failure.ts'
import type { Write } from '../../store.ts'
import type { Asked } from '../edit/act.ts'
import { familyOrRefuse } from '../edit/player.ts'

/** How many of what went with a family. */
export interface FamilyCounts {
  readonly players: number
  readonly guardians: number
  readonly texts: number
  readonly pictures: number
}

export interface RemovedFamily {
  readonly counts: FamilyCounts
  /** Files that are to be deleted once this is committed. */
  readonly media: readonly string[]
}

/** What goes besides the people. */
export interface RemoveFamily {
  /** The conversations with numbers that reach nobody else. */
  readonly withTexts: boolean
  /** And the carrier's own copies of those texts. */
  readonly atCarrier: boolean
}

const nothing: RemovedFamily = { counts: { players: 0, guardians: 0, texts: 0, pictures: 0 }, media: [] }

/**
 * Deletes a family in the transaction of `write`: its people, what imports and records say of them, and (`withTexts`) the
 * conversations with numbers that reach nobody else. This cannot be taken back. A repeated call does nothing more.
 * @throws {CallFailure} no such family; a text to it is on its way
 */
export function removeFamily(write: Write, asked: Asked, familyId: number, what: RemoveFamily): RemovedFamily {
  const { db, now } = write
  const { withTexts } = what
  const done = findReceipt(db, asked.requestId)
  if (done) return { ...nothing, counts: JSON.parse(done.counts) as FamilyCounts }
  familyOrRefuse(db, familyId)
  const traces = familyTraces(db, familyId)
  if (withTexts && textsUnderWay(db, traces.conversations) > 0)
    throw new CallFailure('conflict', 'A text to this family is on its way. Delete the family once it has arrived.')
  const media = withTexts ? mediaOfConversations(db, traces.conversations) : []
  if (withTexts && what.atCarrier) askForRemoval(db, traces.conversations, now)
  let texts = 0
  deleteSecurely(db, () => {
    removeFamilyRows(db, traces)
    if (withTexts) texts = removeConversations(db, traces.conversations)
    else anonymizeConversations(db, traces.conversations)
    forgetConsentGiven(db, traces.addresses)
  })
  const counts = {
    players: traces.players.length,
    guardians: traces.guardians.length,
    texts,
    pictures: media.length,
  }
  writeReceipt(db, { ...asked, scope: 'family' }, counts, now)
  recordActivity(db, { staff: asked.staff, kind: 'people', words: 'Deleted a family' }, now)
  write.stale('people')
  return { counts, media }
}
