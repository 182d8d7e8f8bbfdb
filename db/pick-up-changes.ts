import type { Db } from './open.ts'
import { statement } from './statement.ts'
import type { PickUpChangeState } from './words.ts'

/** Somebody else than usual who is to pick players up today; `players` is a JSON array of id and name. */
export interface PickUpChangeRow {
  readonly id: number
  readonly conversation_id: number
  readonly address: string
  readonly day: string
  readonly name: string
  readonly state: PickUpChangeState
  readonly code: string
  readonly wrong_codes: number
  /** Epoch ms: no code is taken before. */
  readonly wait_until: number
  readonly begun_by: string
  readonly first_staff_id: number | null
  readonly first_staff: string | null
  readonly second_staff: string | null
  readonly created_at: number
  readonly players: string
}

const columns = `h.id, h.conversation_id, c.address, h.day, h.name, h.state, h.code, h.wrong_codes, h.wait_until, h.begun_by,
  h.first_staff_id, h.first_staff, h.second_staff, h.created_at,
  (SELECT json_group_array(json_object('id', p.id, 'name', trim(p.first_name || ' ' || p.last_name)))
   FROM pick_up_change_player l JOIN player p ON p.id = l.player_id WHERE l.change_id = h.id) AS players
  FROM pick_up_change h JOIN conversation c ON c.id = h.conversation_id`

/** The changes of a day that stand, settled or not, oldest first. */
export function pickUpChangesOf(db: Db, day: string): readonly PickUpChangeRow[] {
  return statement<PickUpChangeRow>(
    db,
    `SELECT ${columns} WHERE h.day = ? AND h.state <> 'canceled' ORDER BY h.id`,
  ).all(day)
}

/** Who may pick a player up on a day by changes that hold, by name. */
export function confirmedPickUps(db: Db, playerId: number, day: string): readonly string[] {
  return statement<{ name: string }>(
    db,
    `SELECT h.name FROM pick_up_change_player l JOIN pick_up_change h ON h.id = l.change_id
     WHERE l.player_id = ? AND h.day = ? AND h.state = 'confirmed' ORDER BY h.id`,
  )
    .all(playerId, day)
    .map(({ name }) => name)
}

export function findPickUpChange(db: Db, id: number): PickUpChangeRow | undefined {
  return statement<PickUpChangeRow>(db, `SELECT ${columns} WHERE h.id = ?`).get(id)
}

export function findPickUpChangeOfRequest(db: Db, requestId: string): PickUpChangeRow | undefined {
  return statement<PickUpChangeRow>(db, `SELECT ${columns} WHERE h.request_id = ?`).get(requestId)
}

export interface NewPickUpChange {
  readonly requestId: string
  readonly conversationId: number
  readonly day: string
  readonly name: string
  readonly code: string
  readonly begunBy: string
  readonly playerIds: readonly number[]
}

/** Begins a change: it waits for its code. Returns its id. @param now epoch ms */
export function insertPickUpChange(db: Db, change: NewPickUpChange, now: number): number {
  const made = statement(
    db,
    `INSERT INTO pick_up_change (request_id, conversation_id, day, name, state, code, begun_by, created_at)
     VALUES (?, ?, ?, ?, 'waits-for-code', ?, ?, ?)`,
  ).run(change.requestId, change.conversationId, change.day, change.name, change.code, change.begunBy, now)
  const id = Number(made.lastInsertRowid)
  for (const playerId of change.playerIds) {
    statement(db, 'INSERT INTO pick_up_change_player (change_id, player_id) VALUES (?, ?)').run(id, playerId)
  }
  return id
}

/** A code was wrong: so many by now, and until when the next one waits (epoch ms). */
export function setWrongCodes(db: Db, id: number, wrongCodes: number, waitUntil: number): void {
  statement(db, 'UPDATE pick_up_change SET wrong_codes = ?, wait_until = ? WHERE id = ?').run(wrongCodes, waitUntil, id)
}

/** The code was read back. */
export function setCodeRead(db: Db, id: number): void {
  statement(
    db,
    `UPDATE pick_up_change SET state = 'waits-for-staff', wrong_codes = 0, wait_until = 0 WHERE id = ?`,
  ).run(id)
}

/** The first of two confirmed. */
export function setFirstStaff(db: Db, id: number, staffId: number, name: string): void {
  statement(db, 'UPDATE pick_up_change SET first_staff_id = ?, first_staff = ? WHERE id = ?').run(staffId, name, id)
}

/** The second confirmed, too: it holds. @param now epoch ms */
export function setPickUpConfirmed(db: Db, id: number, name: string, now: number): void {
  statement(db, `UPDATE pick_up_change SET state = 'confirmed', second_staff = ?, decided_at = ? WHERE id = ?`).run(
    name,
    now,
    id,
  )
}

/** It does not hold any more. @param now epoch ms */
export function cancelPickUpChange(db: Db, id: number, now: number): void {
  statement(db, `UPDATE pick_up_change SET state = 'canceled', decided_at = ? WHERE id = ?`).run(now, id)
}

/** A number of a player's guardian that a code may go to. */
export interface CodeNumberRow {
  readonly guardian_id: number
  readonly name: string
  readonly role: string | null
  /** ISO 639-1. */
  readonly language: string
  readonly address: string
  readonly conversation_id: number | null
}

/**
 * Numbers that a code for a player may be texted to: of guardians who may hear about the player and are not barred from picking
 * up. A number that somebody else reads, who must not hear or not pick up, is none of them.
 */
export function codeNumbersOf(db: Db, playerId: number): readonly CodeNumberRow[] {
  return statement<CodeNumberRow>(
    db,
    `SELECT g.id AS guardian_id, trim(g.first_name || ' ' || g.last_name) AS name, g.role, g.language, n.address, c.id AS conversation_id
     FROM player p JOIN guardian g ON g.family_id = p.family_id JOIN guardian_number n ON n.guardian_id = g.id
       LEFT JOIN conversation c ON c.kind = 'phone' AND c.address = n.address
     WHERE p.id = $player AND NOT EXISTS (
       SELECT 1 FROM guardian_number at
       WHERE at.address = n.address AND (
         EXISTS (SELECT 1 FROM no_information i WHERE i.guardian_id = at.guardian_id AND i.player_id = $player)
         OR EXISTS (SELECT 1 FROM pick_up u WHERE u.guardian_id = at.guardian_id AND u.player_id = $player AND u.allowed = 0)))
     ORDER BY g.id, n.address`,
  ).all({ player: playerId })
}
