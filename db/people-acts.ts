import type { Db } from './open.ts'
import { findRosterRow, insertRosterRow, undoRosterChange } from './roster.ts'
import type { RosterChange, RosterEntity, RosterRemoval, RosterValues } from './roster.ts'
import { statement } from './statement.ts'

/** What was done to one row of people: made, changed, or (`after` null) taken out. */
export type PeopleChange = RosterChange | RosterRemoval

/** Something that staff did to people by hand. */
export interface PeopleActRow {
  readonly id: number
  readonly request_id: string
  readonly at: number
  readonly staff: string
  readonly words: string
  readonly undone_at: number | null
}

const columns = 'id, request_id, at, staff, words, undone_at'

/** Keeps an act with all that it changed. @returns its id */
export function recordPeopleAct(
  db: Db,
  act: { readonly requestId: string; readonly staff: string; readonly words: string },
  changes: readonly PeopleChange[],
  now: number,
): number {
  return Number(
    statement(db, 'INSERT INTO people_act (request_id, at, staff, words, changes) VALUES (?, ?, ?, ?, ?)').run(
      act.requestId,
      now,
      act.staff,
      act.words,
      JSON.stringify(changes),
    ).lastInsertRowid,
  )
}

export function findPeopleAct(db: Db, id: number): PeopleActRow | undefined {
  return statement<PeopleActRow>(db, `SELECT ${columns} FROM people_act WHERE id = ?`).get(id)
}

/** The act that a call with this client-made id did. */
export function findPeopleActOf(db: Db, requestId: string): PeopleActRow | undefined {
  return statement<PeopleActRow>(db, `SELECT ${columns} FROM people_act WHERE request_id = ?`).get(requestId)
}

export function changesOfAct(db: Db, id: number): readonly PeopleChange[] {
  const row = statement<{ changes: string }>(db, 'SELECT changes FROM people_act WHERE id = ?').get(id)
  return row ? (JSON.parse(row.changes) as readonly PeopleChange[]) : []
}

export function markActUndone(db: Db, id: number, now: number): void {
  statement(db, 'UPDATE people_act SET undone_at = ? WHERE id = ?').run(now, id)
}

/**
 * Takes one change back.
 * @param keepsNeeded leaves a player who was at camp since what they need
 * @returns false where the row was changed since, or is in use now: it stays as it is
 */
export function undoPeopleChange(db: Db, change: PeopleChange, keepsNeeded: boolean): boolean {
  if (change.after !== null) return undoRosterChange(db, change, keepsNeeded)
  if (findRosterRow(db, change.entity, change.before) !== undefined) return false
  if (!hasParents(db, change.entity, change.before)) return false
  insertRosterRow(db, change.entity, change.before)
  return true
}

const parents: Readonly<Record<string, string>> = {
  family_id: 'family',
  guardian_id: 'guardian',
  player_id: 'player',
  camp_id: 'camp',
}

/** What a row hung on may have gone for good since. */
function hasParents(db: Db, entity: RosterEntity, row: RosterValues): boolean {
  for (const [column, table] of Object.entries(parents)) {
    const id = row[column]
    if (id === undefined || id === null || table === entity) continue
    if (statement(db, `SELECT 1 FROM ${table} WHERE id = ?`).get(id) === undefined) return false
  }
  return true
}
