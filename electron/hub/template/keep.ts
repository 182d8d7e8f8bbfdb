import { recordActivity } from '../../../db/activity.ts'
import {
  archiveTemplate,
  findTemplate,
  findTemplateMadeBy,
  insertTemplate,
  listTemplates,
  updateTemplate,
} from '../../../db/templates.ts'
import type { NewTemplate, TemplateRow } from '../../../db/templates.ts'
import type { TemplateView } from '../../ipc/contract/templates-views.ts'
import { CallFailure } from '../failure.ts'
import type { Write } from '../store.ts'
import { originalOf } from './ready-made.ts'

export type TemplateWords = Omit<NewTemplate, 'key' | 'requestId'>

/** Enough for any camp, and few enough to choose from. */
const mostTemplates = 300

/**
 * Stores a new template. A repeat with the same id changes nothing.
 * @throws {CallFailure} `conflict` there are too many; `invalid` nothing is written
 */
export function addTemplate(write: Write, requestId: string, given: TemplateWords, staff: string): TemplateRow {
  const { db, now } = write
  const made = findTemplateMadeBy(db, requestId)
  if (made) return made
  const words = assertWritten(given)
  if (listTemplates(db).length >= mostTemplates)
    throw new CallFailure('conflict', `There are ${mostTemplates} templates already: change one instead.`)
  const id = insertTemplate(db, { ...words, key: null, requestId }, now)
  return told(write, id, staff, 'made')
}

/** @throws {CallFailure} `not-found` it is not here; `invalid` nothing is written */
export function changeTemplate(write: Write, id: number, given: TemplateWords, staff: string): TemplateRow {
  if (!updateTemplate(write.db, id, assertWritten(given), write.now)) throw gone()
  return told(write, id, staff, 'changed')
}

/** The same again under another name. A repeat with the same id changes nothing. @throws {CallFailure} `not-found` */
export function duplicateTemplate(
  write: Write,
  requestId: string,
  id: number,
  name: string,
  staff: string,
): TemplateRow {
  const original = templateOrRefuse(write, id)
  const words = { name, useMinutes: original.use_minutes, versions: original.versions }
  return addTemplate(write, requestId, words, staff)
}

/** Puts a template away, or brings it back. @throws {CallFailure} `not-found` */
export function putAway(write: Write, id: number, archived: boolean, staff: string): TemplateRow {
  if (!archiveTemplate(write.db, id, archived, write.now)) throw gone()
  return told(write, id, staff, archived ? 'put away' : 'brought back')
}

/** Says again what came with the app. @throws {CallFailure} `not-found`; `conflict` it did not come with the app */
export function putBack(write: Write, id: number, staff: string): TemplateRow {
  const original = originalOf(templateOrRefuse(write, id).key)
  if (!original) throw new CallFailure('conflict', 'This template is your own: nothing came with the app.')
  updateTemplate(write.db, id, original, write.now)
  return told(write, id, staff, 'put back to what came with the app')
}

/** @throws {CallFailure} `not-found` it is not here */
export function templateOrRefuse({ db }: Pick<Write, 'db'>, id: number): TemplateRow {
  const row = findTemplate(db, id)
  if (!row) throw gone()
  return row
}

const gone = (): CallFailure => new CallFailure('not-found', 'This template is not here any more.')

/** A version without a word is no version. */
function assertWritten(words: TemplateWords): TemplateWords {
  const versions = words.versions.filter(({ body }) => body.trim() !== '')
  if (versions.length === 0) throw new CallFailure('invalid', 'Write something first.')
  return { ...words, versions }
}

function told(write: Write, id: number, staff: string, what: string): TemplateRow {
  const row = templateOrRefuse(write, id)
  recordActivity(write.db, { staff, kind: 'template', words: `Template "${row.name}" was ${what}` }, write.now)
  write.stale('templates')
  return row
}

export function templateView(row: TemplateRow): TemplateView {
  const original = originalOf(row.key)
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    useMinutes: row.use_minutes,
    versions: row.versions,
    isArchived: row.archived_at !== null,
    isChanged: original !== null && !isSame(row, original),
    updatedAt: row.updated_at,
  }
}

function isSame(row: TemplateRow, original: TemplateWords): boolean {
  return (
    row.name === original.name &&
    row.use_minutes === original.useMinutes &&
    row.versions.length === original.versions.length &&
    original.versions.every(({ language, body }) =>
      row.versions.some((version) => version.language === language && version.body === body),
    )
  )
}
