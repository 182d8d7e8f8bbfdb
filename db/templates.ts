import type { Db } from './open.ts'
import { statement } from './statement.ts'

export interface TemplateVersionRow {
  /** ISO 639-1. */
  readonly language: string
  readonly body: string
}

export interface TemplateRow {
  readonly id: number
  /** Of one that came with the app; null: the camp's own. */
  readonly key: string | null
  readonly name: string
  /** For so many minutes the text is of use; null: as usual. */
  readonly use_minutes: number | null
  readonly created_at: number
  readonly updated_at: number
  readonly archived_at: number | null
  /** English first, then by language. */
  readonly versions: readonly TemplateVersionRow[]
}

type Raw = Omit<TemplateRow, 'versions'> & { readonly versions: string }

const columns = `SELECT t.id, t.key, t.name, t.use_minutes, t.created_at, t.updated_at, t.archived_at,
  (SELECT json_group_array(json_object('language', language, 'body', body)) FROM
     (SELECT language, body FROM template_version v WHERE v.template_id = t.id ORDER BY language <> 'en', language)) AS versions
  FROM template t`

const read = (raw: Raw): TemplateRow => ({ ...raw, versions: JSON.parse(raw.versions) as TemplateVersionRow[] })

/** Every template in the camp's order, those put away among them. */
export function listTemplates(db: Db): readonly TemplateRow[] {
  return statement<Raw>(db, `${columns} ORDER BY t.position, t.id`).all().map(read)
}

/** A template by its id, or by its key where it came with the app; also one that was put away. */
export function findTemplate(db: Db, by: number | string): TemplateRow | undefined {
  const raw =
    typeof by === 'number'
      ? statement<Raw>(db, `${columns} WHERE t.id = ?`).get(by)
      : statement<Raw>(db, `${columns} WHERE t.key = ?`).get(by)
  return raw && read(raw)
}

/** Keys of the templates that came with the app and are in this store. */
export function templateKeys(db: Db): ReadonlySet<string> {
  const rows = statement<{ key: string }>(db, 'SELECT key FROM template WHERE key IS NOT NULL').all()
  return new Set(rows.map(({ key }) => key))
}

/** The template that a call made; undefined where it has not made one yet. */
export function findTemplateMadeBy(db: Db, requestId: string): TemplateRow | undefined {
  const raw = statement<Raw>(db, `${columns} WHERE t.request_id = ?`).get(requestId)
  return raw && read(raw)
}

export interface NewTemplate {
  readonly key: string | null
  /** Of the call that makes it; null: it comes with the app. */
  readonly requestId: string | null
  readonly name: string
  readonly useMinutes: number | null
  readonly versions: readonly TemplateVersionRow[]
}

/** Stores a template behind all others. @returns its id */
export function insertTemplate(db: Db, template: NewTemplate, now: number): number {
  const id = Number(
    statement(
      db,
      `INSERT INTO template (key, request_id, name, use_minutes, position, created_at, updated_at)
       VALUES (?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM template), ?, ?)`,
    ).run(template.key, template.requestId, template.name, template.useMinutes, now, now).lastInsertRowid,
  )
  writeVersions(db, id, template.versions)
  return id
}

/** Replaces what a template says. @returns whether it is there */
export function updateTemplate(
  db: Db,
  id: number,
  { name, useMinutes, versions }: Omit<NewTemplate, 'key' | 'requestId'>,
  now: number,
): boolean {
  const { changes } = statement(db, 'UPDATE template SET name = ?, use_minutes = ?, updated_at = ? WHERE id = ?').run(
    name,
    useMinutes,
    now,
    id,
  )
  if (changes === 0) return false
  statement(db, 'DELETE FROM template_version WHERE template_id = ?').run(id)
  writeVersions(db, id, versions)
  return true
}

function writeVersions(db: Db, id: number, versions: readonly TemplateVersionRow[]): void {
  for (const { language, body } of versions)
    statement(db, 'INSERT INTO template_version (template_id, language, body) VALUES (?, ?, ?)').run(id, language, body)
}

/** Puts a template away, or brings it back. @returns whether it is there */
export function archiveTemplate(db: Db, id: number, archived: boolean, now: number): boolean {
  return (
    statement(db, 'UPDATE template SET archived_at = iif(?, coalesce(archived_at, ?), NULL) WHERE id = ?').run(
      archived ? 1 : 0,
      now,
      id,
    ).changes > 0
  )
}

/**
 * Whether a text to this conversation would be the first one: they never wrote to us, and none of ours left or is to leave.
 * One that failed, expired or was canceled told them nothing.
 */
export function isFirstText(db: Db, conversationId: number): boolean {
  return (
    statement(
      db,
      `SELECT 1 FROM message WHERE conversation_id = ?
       AND (direction = 'in' OR state NOT IN ('failed', 'expired', 'canceled')) LIMIT 1`,
    ).get(conversationId) === undefined
  )
}

export interface ReaderRow {
  readonly id: number
  readonly first_name: string
  readonly last_name: string
  readonly language: string
  /** Ids of the family's players, in JSON. */
  readonly players: string
}

/** Every guardian who reads at an address, in the order of the roster. */
export function readersAt(db: Db, address: string): readonly ReaderRow[] {
  return statement<ReaderRow>(
    db,
    `SELECT g.id, g.first_name, g.last_name, g.language,
       (SELECT json_group_array(p.id) FROM player p WHERE p.family_id = g.family_id) AS players
     FROM guardian_number n JOIN guardian g ON g.id = n.guardian_id WHERE n.address = ? ORDER BY g.id`,
  ).all(address)
}

/** Ids of at most so many players. */
export function somePlayers(db: Db, limit: number): readonly number[] {
  return statement<{ id: number }>(db, 'SELECT id FROM player ORDER BY id LIMIT ?')
    .all(limit)
    .map(({ id }) => id)
}
