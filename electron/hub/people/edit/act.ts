import { recordActivity } from '../../../../db/activity.ts'
import { findConversationByAddress } from '../../../../db/conversations.ts'
import { conversationsOfFamily, familyOfGuardian, familyOfPlayer } from '../../../../db/family.ts'
import type { Db } from '../../../../db/open.ts'
import {
  changesOfAct,
  findPeopleAct,
  findPeopleActOf,
  markActUndone,
  recordPeopleAct,
  undoPeopleChange,
} from '../../../../db/people-acts.ts'
import type { PeopleChange } from '../../../../db/people-acts.ts'
import { findRosterRow, insertRosterRow, removeRosterRow, updateRosterRow } from '../../../../db/roster.ts'
import type { RosterEntity, RosterValues } from '../../../../db/roster.ts'
import { CallFailure } from '../../failure.ts'
import type { Write } from '../../store.ts'

/** What changes people: each change is kept with what was there before. */
export interface Hand {
  readonly db: Db
  /** Epoch ms. */
  readonly now: number
  readonly staff: string
  /** Puts a row in. @returns its id, where it has one */
  add(entity: RosterEntity, values: RosterValues): number
  /** Changes a row, or makes it where it is not there. */
  put(entity: RosterEntity, key: RosterValues, values: RosterValues): void
  change(entity: RosterEntity, key: RosterValues, values: RosterValues): void
  remove(entity: RosterEntity, key: RosterValues): void
}

/** Who asks, and the client-made id of the call. */
export interface Asked {
  readonly requestId: string
  /** Who is on duty; empty where nobody is. */
  readonly staff: string
}

/** An act on people as it stands in the record. */
export interface PeopleAct {
  /** Null: nothing was to be changed. */
  readonly actId: number | null
  readonly words: string
  readonly changes: readonly PeopleChange[]
}

/** What an act is called in the record of activity, and whom it is about. */
export interface ActWords {
  readonly words: string
  readonly playerId?: number | null
}

/**
 * Does something to people in the transaction of `write`, so that it can be taken back: all that it changes is recorded, the
 * record of activity tells of it, and the screens that show these people hear of it. A repeated call does nothing more.
 */
export function actOnPeople(write: Write, asked: Asked, work: (hand: Hand) => ActWords): PeopleAct {
  const { db, now } = write
  const done = findPeopleActOf(db, asked.requestId)
  if (done) return { actId: done.id, words: done.words, changes: changesOfAct(db, done.id) }
  const changes: PeopleChange[] = []
  const { words, playerId } = work(handOf(write, asked.staff, changes))
  if (changes.length === 0) return { actId: null, words, changes }
  const actId = recordPeopleAct(db, { ...asked, words }, changes, now)
  recordActivity(db, { staff: asked.staff, kind: 'people', words, playerId: playerId ?? null }, now)
  tellOf(write, changes)
  return { actId, words, changes }
}

function handOf({ db, now }: Write, staff: string, changes: PeopleChange[]): Hand {
  const change = (entity: RosterEntity, key: RosterValues, values: RosterValues): void => {
    const changed = updateRosterRow(db, entity, key, values)
    if (changed) changes.push(changed)
  }
  return {
    db,
    now,
    staff,
    add(entity, values) {
      const made = insertRosterRow(db, entity, values)
      changes.push(made)
      return Number(made.after['id'] ?? 0)
    },
    put(entity, key, values) {
      if (findRosterRow(db, entity, key)) change(entity, key, values)
      else changes.push(insertRosterRow(db, entity, { ...key, ...values }))
    },
    change,
    remove(entity, key) {
      const removed = removeRosterRow(db, entity, key)
      if (removed) changes.push(removed)
    },
  }
}

/** What an undo left: rows that were changed since, or are in use now. */
export interface ActUndone {
  readonly words: string
  readonly kept: number
}

/**
 * Takes an act back, its last change first. What was changed since stays.
 * @throws {CallFailure} no such act; it was taken back already, which a repeated call is not told
 */
export function undoAct(write: Write, actId: number, staff: string): ActUndone {
  const { db, now } = write
  const act = findPeopleAct(db, actId)
  if (!act) throw new CallFailure('not-found', 'This cannot be taken back any more.')
  if (act.undone_at !== null) return { words: act.words, kept: 0 }
  const changes = changesOfAct(db, actId)
  tellOf(write, changes)
  // A player who came by this act and was at camp since keeps what they need.
  const madePlayers = changes.some(({ entity, before }) => entity === 'player' && before === null)
  let kept = 0
  for (const change of [...changes].reverse()) if (!undoPeopleChange(db, change, madePlayers)) kept += 1
  markActUndone(db, actId, now)
  recordActivity(db, { staff, kind: 'people', words: `Taken back: ${act.words}` }, now)
  tellOf(write, changes)
  return { words: act.words, kept }
}

/** Every conversation that shows one of these people is to be shown anew. */
function tellOf(write: Write, changes: readonly PeopleChange[]): void {
  const { db } = write
  const families = new Set<number>()
  for (const { entity, before, after } of changes) {
    for (const row of [before, after]) {
      if (row === null) continue
      if (entity === 'family') families.add(Number(row['id']))
      const family = Number(row['family_id'] ?? 0) || familyOf(db, row)
      if (family) families.add(family)
      if (typeof row['address'] === 'string') {
        const conversation = findConversationByAddress(db, 'phone', row['address'])
        if (conversation !== undefined) write.conversation(conversation)
      }
    }
  }
  for (const family of families) for (const id of conversationsOfFamily(db, family)) write.conversation(id)
  write.stale('people')
  write.stale('board')
  write.stale('proposals')
}

function familyOf(db: Db, row: RosterValues): number | undefined {
  if (typeof row['player_id'] === 'number') return familyOfPlayer(db, row['player_id'])
  if (typeof row['guardian_id'] === 'number') return familyOfGuardian(db, row['guardian_id'])
  return undefined
}
