import { readFamily } from '../../../../db/family.ts'
import type { FamilyRows } from '../../../../db/family.ts'
import type { Db } from '../../../../db/open.ts'
import { statement } from '../../../../db/statement.ts'
import { CallFailure } from '../../failure.ts'
import { nameKey } from '../import/name-key.ts'
import type { ActWords, Hand } from './act.ts'
import { wholeName } from './names.ts'

/** A player's place in a camp, as a person writes it. */
export interface EnrolmentInput {
  readonly camp: string
  readonly group: string | null
  readonly field: string | null
  /** As rosters write them; null: every day. */
  readonly days: string | null
}

/** A player as a person writes one. */
export interface PlayerInput {
  readonly firstName: string
  readonly lastName: string
  readonly birthYear: number | null
  readonly note: string | null
  readonly tags: readonly string[]
  readonly enrolments: readonly EnrolmentInput[]
  /** Who may, or must not, pick the player up besides the guardians. */
  readonly pickUpNames: readonly { readonly name: string; readonly allowed: boolean }[]
}

interface Row {
  readonly id: number
  readonly family_id: number
  readonly first_name: string
  readonly last_name: string
}

/** @throws {CallFailure} no such player */
export function playerOrRefuse(db: Db, id: number): Row {
  const row = statement<Row>(db, 'SELECT id, family_id, first_name, last_name FROM player WHERE id = ?').get(id)
  if (!row) throw new CallFailure('not-found', 'This player is not here any more.')
  return row
}

/** @throws {CallFailure} no such family */
export function familyOrRefuse(db: Db, id: number): FamilyRows {
  const family = readFamily(db, id)
  if (!family) throw new CallFailure('not-found', 'This family is not here any more.')
  return family
}

/** The camp of a name, made where there is none. */
export function campNamed(hand: Hand, name: string): number {
  const key = nameKey(name)
  const known = statement<{ id: number }>(hand.db, 'SELECT id FROM camp WHERE name_key = ?').get(key)
  return known?.id ?? hand.add('camp', { name, name_key: key, created_at: hand.now })
}

/** Adds a player to a family. @returns the player's id */
export function addPlayer(hand: Hand, familyId: number, player: PlayerInput): number {
  const id = hand.add('player', {
    family_id: familyId,
    first_name: player.firstName,
    last_name: player.lastName,
    birth_year: player.birthYear,
    note: player.note,
    camp_group: player.enrolments[0]?.group ?? null,
    created_at: hand.now,
  })
  putDetails(hand, id, player)
  return id
}

/** Makes a player what a person wrote. @throws {CallFailure} no such player */
export function editPlayer(hand: Hand, playerId: number, player: PlayerInput): ActWords {
  playerOrRefuse(hand.db, playerId)
  hand.change(
    'player',
    { id: playerId },
    {
      first_name: player.firstName,
      last_name: player.lastName,
      birth_year: player.birthYear,
      note: player.note,
      camp_group: player.enrolments[0]?.group ?? null,
    },
  )
  putDetails(hand, playerId, player)
  return { words: `Changed ${wholeName({ first_name: player.firstName, last_name: player.lastName })}`, playerId }
}

function putDetails(hand: Hand, playerId: number, player: PlayerInput): void {
  const { db } = hand
  const had = <Value>(sql: string): readonly Value[] => statement<Value>(db, sql).all(playerId)

  const tags = new Set(player.tags)
  for (const { tag } of had<{ tag: string }>('SELECT tag FROM player_tag WHERE player_id = ?'))
    if (!tags.delete(tag)) hand.remove('player_tag', { player_id: playerId, tag })
  for (const tag of tags) hand.add('player_tag', { player_id: playerId, tag })

  const camps = new Map(player.enrolments.map((enrolment) => [campNamed(hand, enrolment.camp), enrolment]))
  for (const { camp_id } of had<{ camp_id: number }>('SELECT camp_id FROM enrolment WHERE player_id = ?'))
    if (!camps.has(camp_id)) hand.remove('enrolment', { player_id: playerId, camp_id })
  for (const [campId, { group, field, days }] of camps)
    hand.put('enrolment', { player_id: playerId, camp_id: campId }, { camp_group: group, field, days })

  const names = new Map(player.pickUpNames.map(({ name, allowed }) => [name, allowed]))
  for (const { id, name } of had<{ id: number; name: string }>(
    'SELECT id, name FROM pick_up WHERE player_id = ? AND guardian_id IS NULL',
  )) {
    const allowed = names.get(name)
    if (allowed === undefined) hand.remove('pick_up', { id })
    else hand.change('pick_up', { id }, { allowed: allowed ? 1 : 0 })
    names.delete(name)
  }
  for (const [name, allowed] of names) hand.add('pick_up', { player_id: playerId, name, allowed: allowed ? 1 : 0 })
}

/** Takes a player out with all that hangs on them. @throws {CallFailure} no such player */
export function removePlayer(hand: Hand, playerId: number): ActWords {
  const player = playerOrRefuse(hand.db, playerId)
  const all = (sql: string) => statement<Record<string, string | number | null>>(hand.db, sql).all(playerId)
  for (const row of all('SELECT * FROM ladder_case WHERE player_id = ?')) hand.remove('ladder_case', row)
  for (const row of all('SELECT * FROM attendance WHERE player_id = ?')) hand.remove('attendance', row)
  for (const row of all('SELECT * FROM no_information WHERE player_id = ?')) hand.remove('no_information', row)
  for (const row of all('SELECT * FROM pick_up WHERE player_id = ?')) hand.remove('pick_up', row)
  for (const row of all('SELECT * FROM player_tag WHERE player_id = ?')) hand.remove('player_tag', row)
  for (const row of all('SELECT * FROM enrolment WHERE player_id = ?')) hand.remove('enrolment', row)
  hand.remove('player', { id: playerId })
  removeIfEmpty(hand, player.family_id)
  return { words: `Removed ${wholeName(player)}` }
}

/** A family of nobody is none. */
export function removeIfEmpty(hand: Hand, familyId: number): void {
  const family = readFamily(hand.db, familyId)
  if (!family || family.players.length > 0 || family.guardians.length > 0) return
  for (const { id } of family.notes) hand.remove('family_note', { id })
  for (const { address, name } of family.formerNumbers)
    hand.remove('former_number', { address, family_id: familyId, name })
  hand.remove('family', { id: familyId })
}
