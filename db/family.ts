import type { Db } from './open.ts'
import { statement } from './statement.ts'

/** A player's place in a camp. */
export interface EnrolmentRow {
  readonly player_id: number
  readonly camp_id: number
  readonly camp: string
  readonly camp_group: string | null
  readonly field: string | null
  readonly days: string | null
}

export interface FamilyPlayerRow {
  readonly id: number
  readonly family_id: number
  readonly first_name: string
  readonly last_name: string
  readonly birth_year: number | null
  readonly note: string | null
}

export interface FamilyGuardianRow {
  readonly id: number
  readonly family_id: number
  readonly first_name: string
  readonly last_name: string
  readonly role: string | null
  readonly email: string | null
  readonly language: string
}

export interface PickUpRow {
  readonly id: number
  readonly player_id: number
  readonly guardian_id: number | null
  readonly name: string | null
  readonly allowed: 0 | 1
}

export interface BarredRow {
  readonly guardian_id: number
  readonly player_id: number
  readonly reason: string
  readonly since: number
  readonly staff: string
}

export interface FamilyNoteRow {
  readonly id: number
  readonly words: string
  readonly staff: string
  readonly at: number
}

/** Everything that is kept of one family. */
export interface FamilyRows {
  readonly id: number
  readonly players: readonly FamilyPlayerRow[]
  readonly guardians: readonly FamilyGuardianRow[]
  readonly numbers: readonly { readonly guardian_id: number; readonly address: string }[]
  readonly formerNumbers: readonly { readonly address: string; readonly name: string; readonly until: number }[]
  readonly enrolments: readonly EnrolmentRow[]
  readonly tags: readonly { readonly player_id: number; readonly tag: string }[]
  readonly pickUps: readonly PickUpRow[]
  readonly barred: readonly BarredRow[]
  readonly notes: readonly FamilyNoteRow[]
}

const ofPlayers = 'IN (SELECT id FROM player WHERE family_id = ?)'
const ofGuardians = 'IN (SELECT id FROM guardian WHERE family_id = ?)'

/** Reads a family whole; undefined when it is not there. */
export function readFamily(db: Db, id: number): FamilyRows | undefined {
  if (statement(db, 'SELECT 1 FROM family WHERE id = ?').get(id) === undefined) return undefined
  const all = <Row>(sql: string): readonly Row[] => statement<Row>(db, sql).all(id)
  return {
    id,
    players: all(
      'SELECT id, family_id, first_name, last_name, birth_year, note FROM player WHERE family_id = ? ORDER BY id',
    ),
    guardians: all(
      'SELECT id, family_id, first_name, last_name, role, email, language FROM guardian WHERE family_id = ? ORDER BY id',
    ),
    numbers: all(`SELECT guardian_id, address FROM guardian_number WHERE guardian_id ${ofGuardians} ORDER BY 1, 2`),
    formerNumbers: all('SELECT address, name, until FROM former_number WHERE family_id = ? ORDER BY until DESC'),
    enrolments: all(
      `SELECT e.player_id, e.camp_id, c.name AS camp, e.camp_group, e.field, e.days
       FROM enrolment e JOIN camp c ON c.id = e.camp_id WHERE e.player_id ${ofPlayers} ORDER BY e.player_id, e.camp_id`,
    ),
    tags: all(`SELECT player_id, tag FROM player_tag WHERE player_id ${ofPlayers} ORDER BY player_id, tag`),
    pickUps: all(
      `SELECT id, player_id, guardian_id, name, allowed FROM pick_up WHERE player_id ${ofPlayers} ORDER BY id`,
    ),
    barred: all(
      `SELECT guardian_id, player_id, reason, since, staff FROM no_information WHERE player_id ${ofPlayers} ORDER BY since`,
    ),
    notes: all('SELECT id, words, staff, at FROM family_note WHERE family_id = ? ORDER BY at DESC, id DESC'),
  }
}

/** The family a player belongs to. */
export function familyOfPlayer(db: Db, playerId: number): number | undefined {
  return statement<{ family_id: number }>(db, 'SELECT family_id FROM player WHERE id = ?').get(playerId)?.family_id
}

/** The family a guardian belongs to. */
export function familyOfGuardian(db: Db, guardianId: number): number | undefined {
  return statement<{ family_id: number }>(db, 'SELECT family_id FROM guardian WHERE id = ?').get(guardianId)?.family_id
}

/** Families that are reached at a number, the one that was known first in front. */
export function familiesAt(db: Db, address: string): readonly number[] {
  return statement<{ family_id: number }>(
    db,
    `SELECT DISTINCT g.family_id FROM guardian_number n JOIN guardian g ON g.id = n.guardian_id
     WHERE n.address = ? ORDER BY g.family_id`,
  )
    .all(address)
    .map(({ family_id }) => family_id)
}

/** Conversations with the numbers of a family, those it had before among them. */
export function conversationsOfFamily(db: Db, familyId: number): readonly number[] {
  return statement<{ id: number }>(
    db,
    `SELECT id FROM conversation WHERE kind = 'phone' AND address IN (
       SELECT address FROM guardian_number WHERE guardian_id ${ofGuardians}
       UNION SELECT address FROM former_number WHERE family_id = ?)`,
  )
    .all(familyId, familyId)
    .map(({ id }) => id)
}

/** Camps, groups, fields and tags there are: to filter by, and to choose from. */
export function readFacets(db: Db): {
  readonly camps: readonly { readonly id: number; readonly name: string }[]
  readonly groups: readonly string[]
  readonly fields: readonly string[]
  readonly tags: readonly string[]
} {
  const words = (sql: string): readonly string[] =>
    statement<{ word: string }>(db, sql)
      .all()
      .map(({ word }) => word)
  return {
    camps: statement<{ id: number; name: string }>(db, 'SELECT id, name FROM camp ORDER BY name COLLATE NOCASE').all(),
    groups: words(
      `SELECT camp_group AS word FROM enrolment WHERE camp_group IS NOT NULL
       UNION SELECT camp_group FROM player WHERE camp_group IS NOT NULL ORDER BY 1 COLLATE NOCASE`,
    ),
    fields: words('SELECT DISTINCT field AS word FROM enrolment WHERE field IS NOT NULL ORDER BY 1 COLLATE NOCASE'),
    tags: words('SELECT DISTINCT tag AS word FROM player_tag ORDER BY 1 COLLATE NOCASE'),
  }
}
