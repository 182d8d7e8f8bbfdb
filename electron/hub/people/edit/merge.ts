import { statement } from '../../../../db/statement.ts'
import type { RosterEntity, RosterValues } from '../../../../db/roster.ts'
import { CallFailure } from '../../failure.ts'
import type { ActWords, Hand } from './act.ts'
import { guardianOrRefuse } from './guardian.ts'
import { nameOr, wholeName } from './names.ts'
import { familyOrRefuse, playerOrRefuse } from './player.ts'

/** Two entries for one and the same: `keep` stays, `drop` goes into it. */
export interface MergePair {
  readonly keep: number
  readonly drop: number
}

const playerFields = ['first_name', 'last_name', 'birth_year', 'note', 'registration', 'camp_group'] as const
const guardianFields = ['first_name', 'last_name', 'role', 'email', 'language'] as const

type Row = Record<string, string | number | null>

function rows(hand: Hand, sql: string, ...bound: readonly unknown[]): readonly Row[] {
  return statement<Row>(hand.db, sql).all(...bound)
}

function assertTwo({ keep, drop }: MergePair): void {
  if (keep === drop) throw new CallFailure('invalid', 'These are one already.')
}

/**
 * Makes one player of two: days, ticks, tags, pick-ups and camps of both. Players of two families make one family of these.
 * What the kept one lacks is taken from the other; of what both have, the columns in `fromDropped`.
 * @throws {CallFailure} one of them is not here any more
 */
export function mergePlayers(hand: Hand, pair: MergePair, fromDropped: ReadonlySet<string>): ActWords {
  assertTwo(pair)
  const kept = playerOrRefuse(hand.db, pair.keep)
  const dropped = playerOrRefuse(hand.db, pair.drop)
  if (kept.family_id !== dropped.family_id) moveFamily(hand, { keep: kept.family_id, drop: dropped.family_id })
  takeFields(hand, 'player', pair, playerFields, fromDropped)
  const { keep, drop } = pair

  for (const row of rows(hand, 'SELECT * FROM enrolment WHERE player_id = ?', drop))
    moveKeyed(hand, 'enrolment', row, { player_id: keep })
  for (const row of rows(hand, 'SELECT * FROM player_tag WHERE player_id = ?', drop))
    moveKeyed(hand, 'player_tag', row, { player_id: keep })
  for (const row of rows(hand, 'SELECT * FROM no_information WHERE player_id = ?', drop))
    moveKeyed(hand, 'no_information', row, { player_id: keep })
  for (const row of rows(hand, 'SELECT * FROM pick_up WHERE player_id = ?', drop))
    movePickUp(hand, row, { player_id: keep })
  for (const row of rows(hand, 'SELECT * FROM attendance WHERE player_id = ?', drop)) moveDay(hand, row, keep)
  for (const row of rows(hand, 'SELECT * FROM ladder_case WHERE player_id = ?', drop)) moveCase(hand, row, keep)
  for (const table of ['attendance_tick', 'proposal', 'activity'] as const)
    for (const { id } of rows(hand, `SELECT id FROM ${table} WHERE player_id = ?`, drop))
      hand.change(table, { id: id ?? 0 }, { player_id: keep })
  hand.remove('player', { id: drop })
  return { words: `Made one of two entries for ${wholeName(kept)}`, playerId: keep }
}

/**
 * Makes one guardian of two of a family: numbers, pick-ups and what they must not hear of both.
 * @throws {CallFailure} not here any more; not of one family
 */
export function mergeGuardians(hand: Hand, pair: MergePair, fromDropped: ReadonlySet<string>): ActWords {
  assertTwo(pair)
  const kept = guardianOrRefuse(hand.db, pair.keep)
  const dropped = guardianOrRefuse(hand.db, pair.drop)
  if (kept.family_id !== dropped.family_id)
    throw new CallFailure('conflict', 'They belong to two families. Make one of the families first.')
  takeFields(hand, 'guardian', pair, guardianFields, fromDropped)
  const { keep, drop } = pair
  for (const row of rows(hand, 'SELECT * FROM guardian_number WHERE guardian_id = ?', drop))
    moveKeyed(hand, 'guardian_number', row, { guardian_id: keep })
  for (const row of rows(hand, 'SELECT * FROM no_information WHERE guardian_id = ?', drop))
    moveKeyed(hand, 'no_information', row, { guardian_id: keep })
  for (const row of rows(hand, 'SELECT * FROM pick_up WHERE guardian_id = ?', drop))
    movePickUp(hand, row, { guardian_id: keep })
  hand.remove('guardian', { id: drop })
  return { words: `Made one of two entries for ${nameOr(wholeName(kept), 'a guardian')}` }
}

/** Makes one family of two: everybody of both belongs to it. @throws {CallFailure} not here any more */
export function mergeFamilies(hand: Hand, pair: MergePair): ActWords {
  assertTwo(pair)
  const kept = familyOrRefuse(hand.db, pair.keep)
  familyOrRefuse(hand.db, pair.drop)
  moveFamily(hand, pair)
  const [player] = kept.players
  return { words: player ? `Made one family of two: ${wholeName(player)}` : 'Made one family of two' }
}

function moveFamily(hand: Hand, { keep, drop }: MergePair): void {
  for (const table of ['guardian', 'player', 'family_note'] as const)
    for (const { id } of rows(hand, `SELECT id FROM ${table} WHERE family_id = ?`, drop))
      hand.change(table, { id: id ?? 0 }, { family_id: keep })
  for (const row of rows(hand, 'SELECT * FROM former_number WHERE family_id = ?', drop))
    moveKeyed(hand, 'former_number', row, { family_id: keep })
  hand.remove('family', { id: drop })
}

function takeFields(
  hand: Hand,
  table: 'player' | 'guardian',
  { keep, drop }: MergePair,
  fields: readonly string[],
  fromDropped: ReadonlySet<string>,
): void {
  const [kept] = rows(hand, `SELECT * FROM ${table} WHERE id = ?`, keep)
  const [dropped] = rows(hand, `SELECT * FROM ${table} WHERE id = ?`, drop)
  const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === ''
  const taken = fields.filter(
    (field) => !isEmpty(dropped?.[field]) && (isEmpty(kept?.[field]) || fromDropped.has(field)),
  )
  hand.change(table, { id: keep }, Object.fromEntries(taken.map((field) => [field, dropped?.[field] ?? null])))
}

/** A row whose key names the one that goes: it is made anew for the one that stays, unless that one has it. */
function moveKeyed(hand: Hand, entity: RosterEntity, row: RosterValues, to: RosterValues): void {
  hand.remove(entity, row)
  const key = { ...row, ...to }
  if (!isThere(hand, entity, key)) hand.add(entity, key)
}

const keyColumns: Partial<Record<RosterEntity, readonly string[]>> = {
  enrolment: ['player_id', 'camp_id'],
  player_tag: ['player_id', 'tag'],
  no_information: ['guardian_id', 'player_id'],
  guardian_number: ['guardian_id', 'address'],
  former_number: ['address', 'family_id', 'name'],
}

function isThere(hand: Hand, entity: RosterEntity, row: RosterValues): boolean {
  const columns = keyColumns[entity] ?? ['id']
  const sql = `SELECT 1 FROM ${entity} WHERE ${columns.map((column) => `${column} = ?`).join(' AND ')}`
  return statement(hand.db, sql).get(...columns.map((column) => row[column])) !== undefined
}

/** Whoever must not pick up by one of the two entries must not by the one that is left. */
function movePickUp(hand: Hand, row: Row, to: RosterValues): void {
  const moved: RosterValues = { ...row, ...to }
  const [same] = rows(
    hand,
    'SELECT id, allowed FROM pick_up WHERE player_id = ? AND guardian_id IS ? AND name IS ?',
    moved['player_id'],
    moved['guardian_id'],
    moved['name'],
  )
  const id = row['id'] ?? 0
  if (same === undefined) hand.change('pick_up', { id }, to)
  else {
    hand.remove('pick_up', { id })
    if (row['allowed'] === 0) hand.change('pick_up', { id: same['id'] ?? 0 }, { allowed: 0 })
  }
}

const rank: readonly unknown[] = ['late', 'absent', 'here', 'picked-up']

/** Of two words on one day, the one that says more stands: who was here was here. */
function moveDay(hand: Hand, row: Row, keep: number): void {
  const key = { player_id: keep, camp_id: row['camp_id'] ?? 0, day: row['day'] ?? '' }
  const [same] = rows(
    hand,
    'SELECT * FROM attendance WHERE player_id = ? AND camp_id = ? AND day = ?',
    key.player_id,
    key.camp_id,
    key.day,
  )
  hand.remove('attendance', row)
  if (same !== undefined && rank.indexOf(same['state']) >= rank.indexOf(row['state'])) return
  if (same !== undefined) hand.remove('attendance', same)
  hand.add('attendance', { ...row, ...key })
}

function moveCase(hand: Hand, row: Row, keep: number): void {
  const [same] = rows(
    hand,
    'SELECT id FROM ladder_case WHERE camp_id = ? AND kind = ? AND player_id = ? AND day = ?',
    row['camp_id'],
    row['kind'],
    keep,
    row['day'],
  )
  if (same === undefined) hand.change('ladder_case', { id: row['id'] ?? 0 }, { player_id: keep })
  else hand.remove('ladder_case', row)
}
