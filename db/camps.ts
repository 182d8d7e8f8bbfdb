import type { Db } from './open.ts'
import { statement } from './statement.ts'

/** When a camp runs. Days are local ('2027-06-14'), times of day minutes after midnight, in the camp's time zone. */
export interface CampTimes {
  /** Null: from the beginning. */
  readonly first_day: string | null
  /** Null: without an end. */
  readonly last_day: string | null
  readonly begins_at: number
  readonly ends_at: number
  /** Minutes after the beginning from which who is not here, unexplained, is missing. */
  readonly grace: number
}

export interface CampRow extends CampTimes {
  readonly id: number
  readonly name: string
  readonly players: number
}

const columns = `c.id, c.name, c.first_day, c.last_day, c.begins_at, c.ends_at, c.grace,
  (SELECT count(*) FROM enrolment e WHERE e.camp_id = c.id) AS players`

/** Every camp, the one that begins first on top. */
export function listCamps(db: Db): readonly CampRow[] {
  return statement<CampRow>(
    db,
    `SELECT ${columns} FROM camp c ORDER BY c.first_day IS NULL, c.first_day, c.begins_at, c.name COLLATE NOCASE, c.id`,
  ).all()
}

export function findCamp(db: Db, id: number): CampRow | undefined {
  return statement<CampRow>(db, `SELECT ${columns} FROM camp c WHERE c.id = ?`).get(id)
}

/** Whether a camp runs on a day; false for one that is not there. */
export function campRuns(db: Db, id: number, day: string): boolean {
  return (
    statement(
      db,
      'SELECT 1 FROM camp WHERE id = $id AND (first_day IS NULL OR first_day <= $day) AND (last_day IS NULL OR last_day >= $day)',
    ).get({ id, day }) !== undefined
  )
}

/** A player's whole name; undefined when there is no such player. */
export function playerName(db: Db, playerId: number): string | undefined {
  return statement<{ name: string }>(
    db,
    `SELECT trim(first_name || ' ' || last_name) AS name FROM player WHERE id = ?`,
  ).get(playerId)?.name
}

/** Sets when a camp runs. */
export function setCampTimes(db: Db, id: number, times: CampTimes): void {
  statement(db, 'UPDATE camp SET first_day = ?, last_day = ?, begins_at = ?, ends_at = ?, grace = ? WHERE id = ?').run(
    times.first_day,
    times.last_day,
    times.begins_at,
    times.ends_at,
    times.grace,
    id,
  )
}

export interface EnrolmentRow {
  readonly camp_id: number
  readonly camp: string
  readonly camp_group: string | null
  readonly days: string | null
}

/** The camps a player is enrolled in. */
export function enrolmentsOf(db: Db, playerId: number): readonly EnrolmentRow[] {
  return statement<EnrolmentRow>(
    db,
    `SELECT e.camp_id, c.name AS camp, e.camp_group, e.days FROM enrolment e JOIN camp c ON c.id = e.camp_id
     WHERE e.player_id = ? ORDER BY c.first_day, c.name`,
  ).all(playerId)
}
