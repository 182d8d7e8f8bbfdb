import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import type { RowRemark } from './row.ts'

const columns = ['Line', 'Left out', 'Column', 'Value', 'Reason']

/**
 * Writes remarks as CSV that a spreadsheet opens as it is.
 * @param now epoch milliseconds; part of the file's name
 * @returns the file's path
 */
export async function saveRemarks(folder: string, remarks: readonly RowRemark[], now: number): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `roster-remarks-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}.csv`)
  const rows = remarks.map(({ line, column, value, reason, isFault }) => [
    line,
    isFault ? 'yes' : 'no',
    column ?? '',
    value,
    reason,
  ])
  // What a spreadsheet would run as a formula is written as text.
  const text = stringify(rows, { header: true, bom: true, escape_formulas: true, columns })
  await writeFile(path, text, { mode: 0o600 })
  return path
}
