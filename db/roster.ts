import type { Db } from './open.ts'
import { statement } from './statement.ts'

/** What imports and staff write of people, each with the columns that name one row. */
const keys = {
  family: ['id'],
  guardian: ['id'],
  guardian_number: ['guardian_id', 'address'],
  camp: ['id'],
  player: ['id'],
  enrolment: ['player_id', 'camp_id'],
  player_tag: ['player_id', 'tag'],
  pick_up: ['id'],
  no_information: ['guardian_id', 'player_id'],
  family_note: ['id'],
  former_number: ['address', 'family_id', 'name'],
  attendance: ['player_id', 'camp_id', 'day'],
  attendance_tick: ['id'],
  proposal: ['id'],
  ladder_case: ['id'],
  activity: ['id'],
  consent: ['sender', 'address'],
} as const

export type RosterEntity = keyof typeof keys
export type RosterCell = string | number | null
export type RosterValues = Readonly<Record<string, RosterCell>>

/** A player of whom a day knows something, or about whom somebody must not hear: no undo takes that away. */
const isNoted = (player: string): string =>
  `(EXISTS (SELECT 1 FROM attendance WHERE player_id = ${player}) OR EXISTS (SELECT 1 FROM no_information WHERE player_id = ${player})
    OR EXISTS (SELECT 1 FROM ladder_case WHERE player_id = ${player}))`

/** A guardian of such a player: whoever is here must still be somebody's, and be reached. */
const hasNoted = (guardian: string): string =>
  `(EXISTS (SELECT 1 FROM no_information WHERE guardian_id = ${guardian})
    OR EXISTS (SELECT 1 FROM player p WHERE p.family_id = (SELECT family_id FROM guardian WHERE id = ${guardian}) AND ${isNoted('p.id')}))`

/** Rows that hang on another: it is not taken away while they are there. */
const hanging: Readonly<Partial<Record<RosterEntity, string>>> = {
  family: `EXISTS (SELECT 1 FROM guardian WHERE family_id = $id) OR EXISTS (SELECT 1 FROM player WHERE family_id = $id)
    OR EXISTS (SELECT 1 FROM family_note WHERE family_id = $id)`,
  guardian: `EXISTS (SELECT 1 FROM guardian_number WHERE guardian_id = $id) OR EXISTS (SELECT 1 FROM pick_up WHERE guardian_id = $id)
    OR EXISTS (SELECT 1 FROM no_information WHERE guardian_id = $id)`,
  camp: `EXISTS (SELECT 1 FROM enrolment WHERE camp_id = $id) OR EXISTS (SELECT 1 FROM attendance WHERE camp_id = $id)
    OR EXISTS (SELECT 1 FROM ladder_case WHERE camp_id = $id)`,
  player: `EXISTS (SELECT 1 FROM enrolment WHERE player_id = $id) OR EXISTS (SELECT 1 FROM player_tag WHERE player_id = $id)
    OR EXISTS (SELECT 1 FROM pick_up WHERE player_id = $id) OR ${isNoted('$id')}`,
}

/** What somebody at camp needs: it stays with them, whatever import it came by. */
const needed: Readonly<Partial<Record<RosterEntity, string>>> = {
  guardian: hasNoted('$id'),
  guardian_number: hasNoted('$guardian_id'),
  enrolment: isNoted('$player_id'),
  pick_up: isNoted('$player_id'),
}

function holds(db: Db, condition: string | undefined, row: RosterValues): boolean {
  if (condition === undefined) return false
  return statement<{ holds: 0 | 1 }>(db, `SELECT (${condition}) AS holds`).get(row)?.holds === 1
}

function named(columns: readonly string[], between: string): string {
  return columns.map((column) => `${column} = $${column}`).join(between)
}

/** One row by its key; undefined when it is not there. */
export function findRosterRow(db: Db, entity: RosterEntity, key: RosterValues): RosterValues | undefined {
  const columns = keys[entity]
  return statement<RosterValues>(db, `SELECT * FROM ${entity} WHERE ${named(columns, ' AND ')}`).get(
    picked(key, columns),
  )
}

function picked(values: RosterValues, columns: readonly string[]): RosterValues {
  return Object.fromEntries(columns.map((column) => [column, values[column] ?? null]))
}

/** Takes a row out. @returns null where it is not there */
export function removeRosterRow(db: Db, entity: RosterEntity, key: RosterValues): RosterRemoval | null {
  const before = findRosterRow(db, entity, key)
  if (!before) return null
  statement(db, `DELETE FROM ${entity} WHERE ${named(keys[entity], ' AND ')}`).run(picked(before, keys[entity]))
  return { entity, before, after: null }
}

/** A row that was taken out. */
export interface RosterRemoval {
  readonly entity: RosterEntity
  readonly before: RosterValues
  readonly after: null
}

/** What was done to one row. */
export interface RosterChange {
  readonly entity: RosterEntity
  readonly before: RosterValues | null
  readonly after: RosterValues
}

/**
 * Puts a new row in.
 * @returns what was put in, and its id: reading it back would take as long as putting it in
 */
export function insertRosterRow(db: Db, entity: RosterEntity, values: RosterValues): RosterChange {
  const columns = Object.keys(values)
  const made = statement(
    db,
    `INSERT INTO ${entity} (${columns.join(', ')}) VALUES (${columns.map((column) => `$${column}`).join(', ')})`,
  ).run(values)
  const after = keys[entity][0] === 'id' ? { ...values, id: Number(made.lastInsertRowid) } : values
  // A camp's times are set by others: what they made of it is to be told from what it was.
  return { entity, before: null, after: entity === 'camp' ? (findRosterRow(db, entity, after) ?? after) : after }
}

/** Changes the named columns of a row. @returns null where nothing was to be changed */
export function updateRosterRow(
  db: Db,
  entity: RosterEntity,
  key: RosterValues,
  values: RosterValues,
): RosterChange | null {
  const before = findRosterRow(db, entity, key)
  if (!before) return null
  const changed = Object.keys(values).filter((column) => values[column] !== before[column])
  if (changed.length === 0) return null
  statement(db, `UPDATE ${entity} SET ${named(changed, ', ')} WHERE ${named(keys[entity], ' AND ')}`).run({
    ...picked(values, changed),
    ...picked(key, keys[entity]),
  })
  return { entity, before, after: { ...before, ...picked(values, changed) } }
}

/**
 * Takes a change back, unless the row was changed since, or something hangs on it that was not there then.
 * @param keepsNeeded leaves a player who was at camp since what they need: their guardians, numbers, camp and pick-ups
 * @returns whether it was taken back
 */
export function undoRosterChange(db: Db, { entity, before, after }: RosterChange, keepsNeeded = true): boolean {
  const now = findRosterRow(db, entity, after)
  if (!now) return before === null
  if (Object.keys(after).some((column) => after[column] !== now[column])) return false
  if (before !== null) {
    updateRosterRow(db, entity, after, before)
    return true
  }
  if (holds(db, hanging[entity], now) || (keepsNeeded && holds(db, needed[entity], now))) return false
  statement(db, `DELETE FROM ${entity} WHERE ${named(keys[entity], ' AND ')}`).run(picked(after, keys[entity]))
  return true
}

export interface RosterImportRow {
  readonly id: number
  readonly file_name: string
  readonly started_at: number
  readonly ended_at: number | null
  readonly undone_at: number | null
  readonly added: number
  readonly updated: number
}

export function beginRosterImport(db: Db, fileName: string, now: number): number {
  return Number(
    statement(db, 'INSERT INTO roster_import (file_name, started_at) VALUES (?, ?)').run(fileName, now).lastInsertRowid,
  )
}

export function recordRosterChange(db: Db, importId: number, seq: number, change: RosterChange): void {
  statement(db, 'INSERT INTO roster_change (import_id, seq, entity, before, after) VALUES (?, ?, ?, ?, ?)').run(
    importId,
    seq,
    change.entity,
    change.before === null ? null : JSON.stringify(change.before),
    JSON.stringify(change.after),
  )
}

export function endRosterImport(
  db: Db,
  id: number,
  counts: { readonly added: number; readonly updated: number },
  now: number,
): void {
  statement(db, 'UPDATE roster_import SET ended_at = ?, added = ?, updated = ? WHERE id = ?').run(
    now,
    counts.added,
    counts.updated,
    id,
  )
}

/** The last changes of an import that have not been taken back yet, newest first. */
export function lastRosterChanges(
  db: Db,
  importId: number,
  limit: number,
): readonly (RosterChange & { readonly seq: number })[] {
  return statement<{ seq: number; entity: RosterEntity; before: string | null; after: string }>(
    db,
    'SELECT seq, entity, before, after FROM roster_change WHERE import_id = ? ORDER BY seq DESC LIMIT ?',
  )
    .all(importId, limit)
    .map(({ seq, entity, before, after }) => ({
      seq,
      entity,
      before: before === null ? null : (JSON.parse(before) as RosterValues),
      after: JSON.parse(after) as RosterValues,
    }))
}

/** Forgets the changes from `seq` on: they were taken back. */
export function forgetRosterChanges(db: Db, importId: number, seq: number): void {
  statement(db, 'DELETE FROM roster_change WHERE import_id = ? AND seq >= ?').run(importId, seq)
}

export function markImportUndone(db: Db, id: number, now: number): void {
  statement(db, 'UPDATE roster_import SET undone_at = ?, ended_at = coalesce(ended_at, ?) WHERE id = ?').run(
    now,
    now,
    id,
  )
}

/** The newest import that was not undone; undefined when there is none. */
export function lastRosterImport(db: Db): RosterImportRow | undefined {
  return statement<RosterImportRow>(
    db,
    'SELECT * FROM roster_import WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1',
  ).get()
}

/** What the columns of a file with these headers were said to hold, as it was stored. */
export function rememberedMapping(db: Db, headersKey: string): string | undefined {
  return statement<{ mapping: string }>(db, 'SELECT mapping FROM roster_mapping WHERE headers_key = ?').get(headersKey)
    ?.mapping
}

export function rememberMapping(db: Db, headersKey: string, mapping: string, now: number): void {
  statement(
    db,
    `INSERT INTO roster_mapping (headers_key, mapping, used_at) VALUES (?, ?, ?)
     ON CONFLICT (headers_key) DO UPDATE SET mapping = excluded.mapping, used_at = excluded.used_at`,
  ).run(headersKey, mapping, now)
}

/** Imports that a crash cut off, newest first. */
export function unfinishedRosterImports(db: Db): readonly number[] {
  return statement<{ id: number }>(
    db,
    'SELECT id FROM roster_import WHERE ended_at IS NULL AND undone_at IS NULL ORDER BY id DESC',
  )
    .all()
    .map(({ id }) => id)
}
