import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { listActivity } from '../../../db/activity.ts'
import type { ActivityFilter } from '../../../db/activity.ts'
import type { Db } from '../../../db/open.ts'
import { localTimeAt } from '../local-time.ts'

const columns = ['Day', 'Time', 'Staff', 'Kind', 'What was done']
/** Rows that are read and written at a time: between two of them everything else has its turn. */
const chunk = 1_000

/**
 * Writes the record as CSV that a spreadsheet opens as it is, newest first.
 * @param folder where exports lie
 * @param zone the camp's time zone: days and times are told by it
 * @param now epoch ms; part of the file's name
 * @returns the file's path
 */
export async function saveActivity(
  db: Db,
  folder: string,
  filter: ActivityFilter,
  zone: string,
  now: number,
): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `activity-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}.csv`)
  await writeFile(path, stringify([columns], { bom: true }), { mode: 0o600 })
  let before: { readonly at: number; readonly id: number } | null = null
  for (;;) {
    const rows = listActivity(db, filter, before, chunk)
    const last = rows.at(-1)
    if (!last) return path
    const lines = rows.map(({ at, staff, kind, words }) => {
      const { day, minutes } = localTimeAt(at, zone)
      return [day, clockTime(minutes), staff, kind, words]
    })
    // What a spreadsheet would run as a formula is written as text.
    await appendFile(path, stringify(lines, { escape_formulas: true }))
    if (rows.length < chunk) return path
    before = { at: last.at, id: last.id }
  }
}

function clockTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
