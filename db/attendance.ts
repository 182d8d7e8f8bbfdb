import { closedNumber } from './consent.ts'
import type { Db } from './open.ts'
import { statement } from './statement.ts'
import type { AttendanceState } from './words.ts'

/** What is known of a player on a day, as it is stored. Times are epoch ms. */
export interface AttendanceRow {
  readonly player_id: number
  readonly camp_id: number
  readonly day: string
  readonly state: AttendanceState
  readonly expected_at: number | null
  readonly arrived_at: number | null
  readonly arrived_by: string | null
  readonly left_at: number | null
  readonly left_by: string | null
  readonly picked_up_by: string | null
  readonly note: string | null
}

export type AttendanceKey = Pick<AttendanceRow, 'player_id' | 'camp_id' | 'day'>

/** What is known of a player's day in a camp; undefined: nothing yet. */
export function findAttendance(db: Db, key: AttendanceKey): AttendanceRow | undefined {
  return statement<AttendanceRow>(db, 'SELECT * FROM attendance WHERE player_id = ? AND camp_id = ? AND day = ?').get(
    key.player_id,
    key.camp_id,
    key.day,
  )
}

/** Sets what is known of a player's day; null: nothing any more. */
export function putAttendance(db: Db, key: AttendanceKey, row: AttendanceRow | null): void {
  if (row === null) {
    statement(db, 'DELETE FROM attendance WHERE player_id = ? AND camp_id = ? AND day = ?').run(
      key.player_id,
      key.camp_id,
      key.day,
    )
    return
  }
  statement(
    db,
    `INSERT OR REPLACE INTO attendance
       (player_id, camp_id, day, state, expected_at, arrived_at, arrived_by, left_at, left_by, picked_up_by, note)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    key.player_id,
    key.camp_id,
    key.day,
    row.state,
    row.expected_at,
    row.arrived_at,
    row.arrived_by,
    row.left_at,
    row.left_by,
    row.picked_up_by,
    row.note,
  )
}

/** One tick of an act: what it made of a player's day, and what that was before. */
export interface TickRow {
  readonly id: number
  readonly player_id: number
  readonly camp_id: number
  readonly day: string
  readonly before: string | null
  readonly after: string | null
}

/** Writes down what an act made of a player's day. @param now epoch ms */
export function recordTick(
  db: Db,
  requestId: string,
  staff: string,
  key: AttendanceKey,
  change: { readonly before: AttendanceRow | null; readonly after: AttendanceRow | null },
  now: number,
): void {
  const json = (row: AttendanceRow | null): string | null => (row === null ? null : JSON.stringify(row))
  statement(
    db,
    `INSERT INTO attendance_tick (request_id, player_id, camp_id, day, at, staff, before, after)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(requestId, key.player_id, key.camp_id, key.day, now, staff, json(change.before), json(change.after))
}

/** The ticks of an act that were not taken back, newest first. */
export function ticksOf(db: Db, requestId: string): readonly TickRow[] {
  return statement<TickRow>(
    db,
    `SELECT id, player_id, camp_id, day, before, after FROM attendance_tick
     WHERE request_id = ? AND undone_at IS NULL ORDER BY id DESC`,
  ).all(requestId)
}

/** A tick was taken back. @param now epoch ms */
export function markTickUndone(db: Db, id: number, now: number): void {
  statement(db, 'UPDATE attendance_tick SET undone_at = ? WHERE id = ?').run(now, id)
}

/** A player in a camp on a day, with all that the board shows. Lists are JSON. */
export interface BoardPlayerRow {
  readonly player_id: number
  readonly camp_id: number
  readonly family_id: number
  readonly first_name: string
  readonly last_name: string
  readonly medical: string | null
  readonly camp: string
  readonly camp_group: string | null
  readonly field: string | null
  /** The days of the enrolment as the roster writes them. */
  readonly days: string | null
  /** 1: the camp runs on this day, and the player is enrolled in it. */
  readonly is_enrolled: 0 | 1
  readonly begins_at: number
  readonly ends_at: number
  readonly grace: number
  readonly state: AttendanceState | null
  readonly expected_at: number | null
  readonly arrived_at: number | null
  readonly arrived_by: string | null
  readonly left_at: number | null
  readonly left_by: string | null
  readonly picked_up_by: string | null
  readonly note: string | null
  readonly last_act: string | null
}

const runs = `(c.first_day IS NULL OR c.first_day <= $day) AND (c.last_day IS NULL OR c.last_day >= $day)`
const boardColumns = `p.id AS player_id, c.id AS camp_id, p.family_id, p.first_name, p.last_name, p.note AS medical,
  c.name AS camp, coalesce(e.camp_group, p.camp_group) AS camp_group, e.field, e.days, c.begins_at, c.ends_at, c.grace,
  a.state, a.expected_at, a.arrived_at, a.arrived_by, a.left_at, a.left_by, a.picked_up_by, a.note,
  CASE WHEN a.state IS NULL THEN NULL ELSE (SELECT t.request_id FROM attendance_tick t
    WHERE t.player_id = p.id AND t.day = $day AND t.camp_id = c.id AND t.undone_at IS NULL
    ORDER BY t.id DESC LIMIT 1) END AS last_act`

const boardSql = (only: string): string => `
  SELECT ${boardColumns}, 1 AS is_enrolled
  FROM camp c JOIN enrolment e ON e.camp_id = c.id JOIN player p ON p.id = e.player_id
  LEFT JOIN attendance a ON a.player_id = p.id AND a.camp_id = c.id AND a.day = $day
  WHERE ${runs} ${only}
  UNION ALL
  SELECT ${boardColumns}, 0 AS is_enrolled
  FROM attendance a JOIN player p ON p.id = a.player_id JOIN camp c ON c.id = a.camp_id
  LEFT JOIN enrolment e ON e.player_id = p.id AND e.camp_id = c.id
  WHERE a.day = $day AND (e.player_id IS NULL OR NOT (${runs})) ${only}`

const chosen = 'AND p.id IN (SELECT value FROM json_each($players))'

/**
 * Everybody who is enrolled in a camp that runs on a day, whatever days they come on, and everybody of whom something was
 * ticked on it.
 * @param players these alone; null: all
 */
export function playersOfDay(db: Db, day: string, players: readonly number[] | null): readonly BoardPlayerRow[] {
  if (players === null) return statement<BoardPlayerRow>(db, boardSql('')).all({ day })
  return statement<BoardPlayerRow>(db, boardSql(chosen)).all({ day, players: JSON.stringify(players) })
}

/** A guardian of a family with a number of theirs, if any. */
export interface FamilyNumberRow {
  readonly family_id: number
  readonly guardian_id: number
  readonly name: string
  readonly address: string | null
  /** 1: whoever has this number asked for no more texts. */
  readonly opted_out: 0 | 1
}

const numberColumns = `g.family_id, g.id AS guardian_id, trim(g.first_name || ' ' || g.last_name) AS name, n.address,
  ${closedNumber('n.address')} AS opted_out`

/** The guardians of families with their numbers, by guardian. @param families these alone; null: all */
export function numbersOfFamilies(db: Db, families: readonly number[] | null): readonly FamilyNumberRow[] {
  const from = `FROM guardian g LEFT JOIN guardian_number n ON n.guardian_id = g.id`
  if (families === null) return statement<FamilyNumberRow>(db, `SELECT ${numberColumns} ${from} ORDER BY g.id`).all()
  return statement<FamilyNumberRow>(
    db,
    `SELECT ${numberColumns} ${from} WHERE g.family_id IN (SELECT value FROM json_each(?)) ORDER BY g.id`,
  ).all(JSON.stringify(families))
}

/** Who must not pick a player up, by name. */
export interface BarredRow {
  readonly player_id: number
  readonly name: string
}

/** @param players these alone; null: all */
export function barredFromPickUp(db: Db, players: readonly number[] | null): readonly BarredRow[] {
  const sql = `SELECT u.player_id, coalesce(u.name, trim(g.first_name || ' ' || g.last_name)) AS name
    FROM pick_up u LEFT JOIN guardian g ON g.id = u.guardian_id WHERE u.allowed = 0`
  if (players === null) return statement<BarredRow>(db, sql).all()
  return statement<BarredRow>(db, `${sql} AND u.player_id IN (SELECT value FROM json_each(?))`).all(
    JSON.stringify(players),
  )
}

/** Guardians who must not hear about a player. @param players these alone; null: all */
export function barredFromHearing(
  db: Db,
  players: readonly number[] | null,
): readonly { readonly guardian_id: number; readonly player_id: number }[] {
  const sql = 'SELECT guardian_id, player_id FROM no_information'
  if (players === null) return statement<{ guardian_id: number; player_id: number }>(db, sql).all()
  return statement<{ guardian_id: number; player_id: number }>(
    db,
    `${sql} WHERE player_id IN (SELECT value FROM json_each(?))`,
  ).all(JSON.stringify(players))
}
