import type { Db } from './open.ts'
import { statement } from './statement.ts'
import type { StaffRole } from './words.ts'

/** Somebody of the team. */
export interface StaffRow {
  readonly id: number
  readonly name: string
  readonly initials: string
  readonly role: StaffRole
  /** The PIN's salt and hash; null where there is none. */
  readonly pin: string | null
  readonly wrong_pins: number
  readonly wait_until: number
  readonly new_pin_from: number | null
}

const columns = 'id, name, initials, role, pin, wrong_pins, wait_until, new_pin_from'

/** Who is of the team now, by name. */
export function listStaff(db: Db): readonly StaffRow[] {
  return statement<StaffRow>(
    db,
    `SELECT ${columns} FROM staff WHERE left_at IS NULL ORDER BY name COLLATE NOCASE, id`,
  ).all()
}

/** Somebody who is of the team now. */
export function findStaff(db: Db, id: number): StaffRow | undefined {
  return statement<StaffRow>(db, `SELECT ${columns} FROM staff WHERE id = ? AND left_at IS NULL`).get(id)
}

/** @returns the id */
export function insertStaff(db: Db, member: Pick<StaffRow, 'name' | 'initials' | 'role' | 'pin'>, now: number): number {
  const made = statement(db, 'INSERT INTO staff (name, initials, role, pin, created_at) VALUES (?, ?, ?, ?, ?)').run(
    member.name,
    member.initials,
    member.role,
    member.pin,
    now,
  )
  return Number(made.lastInsertRowid)
}

export function updateStaff(db: Db, id: number, member: Pick<StaffRow, 'name' | 'initials' | 'role'>): void {
  statement(db, 'UPDATE staff SET name = ?, initials = ?, role = ? WHERE id = ?').run(
    member.name,
    member.initials,
    member.role,
    id,
  )
}

/** Takes somebody off the team, and their PIN with them. */
export function leaveStaff(db: Db, id: number, now: number): void {
  statement(db, 'UPDATE staff SET left_at = ?, pin = NULL, new_pin_from = NULL WHERE id = ?').run(now, id)
}

/** Sets a PIN or (null) takes it away; what was tried before and what was asked for is void. */
export function setStaffPin(db: Db, id: number, pin: string | null): void {
  statement(db, 'UPDATE staff SET pin = ?, wrong_pins = 0, wait_until = 0, new_pin_from = NULL WHERE id = ?').run(
    pin,
    id,
  )
}

/** How many wrong PINs in a row, and until when (epoch ms) the next one waits. */
export function setWrongPins(db: Db, id: number, wrongPins: number, waitUntil: number): void {
  statement(db, 'UPDATE staff SET wrong_pins = ?, wait_until = ? WHERE id = ?').run(wrongPins, waitUntil, id)
}

/** From when (epoch ms) a PIN can be set without the old one; null: it cannot. */
export function setNewPinFrom(db: Db, id: number, from: number | null): void {
  statement(db, 'UPDATE staff SET new_pin_from = ? WHERE id = ?').run(from, id)
}
