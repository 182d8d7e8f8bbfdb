import type { Db } from './open.ts'
import { statement } from './statement.ts'

export interface NewFamily {
  readonly guardians: readonly {
    readonly firstName: string
    readonly lastName: string
    readonly role: string | null
    readonly language: string
    readonly addresses: readonly string[]
  }[]
  readonly players: readonly {
    readonly firstName: string
    readonly lastName: string
    readonly group: string | null
    readonly birthYear: number | null
    readonly note: string | null
  }[]
}

/** The next id of a table, and at least `firstId`. */
const nextId = (table: string): string => `max(coalesce((SELECT max(id) FROM ${table}), 0) + 1, ?)`

/**
 * Stores a family with its guardians, their numbers and its players.
 * @param firstId ids begin there
 * @returns the family's id
 */
export function insertFamily(db: Db, family: NewFamily, now: number, firstId = 1): number {
  const id = Number(
    statement(db, `INSERT INTO family (id, created_at) VALUES (${nextId('family')}, ?)`).run(firstId, now)
      .lastInsertRowid,
  )
  for (const guardian of family.guardians) {
    const made = statement(
      db,
      `INSERT INTO guardian (id, family_id, first_name, last_name, role, language, created_at)
       VALUES (${nextId('guardian')}, ?, ?, ?, ?, ?, ?)`,
    ).run(firstId, id, guardian.firstName, guardian.lastName, guardian.role, guardian.language, now)
    for (const address of guardian.addresses) {
      statement(db, 'INSERT INTO guardian_number (guardian_id, address) VALUES (?, ?)').run(
        Number(made.lastInsertRowid),
        address,
      )
    }
  }
  for (const player of family.players) {
    statement(
      db,
      `INSERT INTO player (id, family_id, first_name, last_name, camp_group, birth_year, note, created_at)
       VALUES (${nextId('player')}, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(firstId, id, player.firstName, player.lastName, player.group, player.birthYear, player.note, now)
  }
  return id
}

/** A family's players, the one stored first in front. */
export function playerIdsOf(db: Db, familyId: number): readonly number[] {
  return statement<{ id: number }>(db, 'SELECT id FROM player WHERE family_id = ? ORDER BY id')
    .all(familyId)
    .map(({ id }) => id)
}

/** A family's guardians, the one stored first in front. */
export function guardianIdsOf(db: Db, familyId: number): readonly number[] {
  return statement<{ id: number }>(db, 'SELECT id FROM guardian WHERE family_id = ? ORDER BY id')
    .all(familyId)
    .map(({ id }) => id)
}

/** Whether any family is known. */
export function hasFamilies(db: Db): boolean {
  return statement(db, 'SELECT 1 FROM family LIMIT 1').get() !== undefined
}

export interface GuardianRow {
  readonly id: number
  readonly name: string
  readonly role: string | null
  readonly address: string
}

export interface PlayerRow {
  readonly id: number
  readonly name: string
  readonly camp_group: string | null
  readonly birth_year: number | null
  readonly note: string | null
}

const families = `SELECT g.family_id FROM guardian_number n JOIN guardian g ON g.id = n.guardian_id WHERE n.address = ?`

/** Every guardian of the families that are reached at a number, those at this number first. */
export function guardiansAround(db: Db, address: string): readonly GuardianRow[] {
  return statement<GuardianRow>(
    db,
    `SELECT g.id, trim(g.first_name || ' ' || g.last_name) AS name, g.role, n.address
     FROM guardian g JOIN guardian_number n ON n.guardian_id = g.id
     WHERE g.family_id IN (${families}) ORDER BY n.address <> ?, g.id`,
  ).all(address, address)
}

/** Every player of the families that are reached at a number. */
export function playersAround(db: Db, address: string): readonly PlayerRow[] {
  return statement<PlayerRow>(
    db,
    `SELECT id, trim(first_name || ' ' || last_name) AS name, camp_group, birth_year, note
     FROM player WHERE family_id IN (${families}) ORDER BY id`,
  ).all(address)
}

export interface PersonRow {
  readonly name: string
  readonly address: string
  readonly players: string
  readonly conversation_id: number | null
}

const personColumns = `
  SELECT trim(g.first_name || ' ' || g.last_name) AS name, n.address,
    (SELECT json_group_array(p.first_name) FROM player p WHERE p.family_id = g.family_id) AS players,
    (SELECT c.id FROM conversation c WHERE c.kind = 'phone' AND c.address = n.address) AS conversation_id
  FROM guardian g JOIN guardian_number n ON n.guardian_id = g.id`

/** Guardians whose own name, or whose player's name, matches an FTS query. */
export function findPeopleByName(db: Db, match: string, limit: number): readonly PersonRow[] {
  return statement<PersonRow>(
    db,
    `${personColumns} WHERE g.id IN (SELECT rowid / 2 FROM name_search WHERE name_search MATCH ? AND rowid % 2 = 0)
       OR g.family_id IN (SELECT p.family_id FROM player p WHERE p.id IN
         (SELECT rowid / 2 FROM name_search WHERE name_search MATCH ? AND rowid % 2 = 1))
     ORDER BY g.first_name, g.last_name LIMIT ?`,
  ).all(match, match, limit)
}

/** Guardians whose number holds these digits. */
export function findPeopleByDigits(db: Db, digits: string, limit: number): readonly PersonRow[] {
  return statement<PersonRow>(
    db,
    `${personColumns} WHERE n.address LIKE '%' || ? || '%' ORDER BY g.first_name, g.last_name LIMIT ?`,
  ).all(digits, limit)
}

export function listPeople(db: Db, limit: number): readonly PersonRow[] {
  return statement<PersonRow>(db, `${personColumns} ORDER BY g.first_name, g.last_name LIMIT ?`).all(limit)
}
