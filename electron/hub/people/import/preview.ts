import { setImmediate as nextTurn } from 'node:timers/promises'
import type { RosterPreview } from '../../../ipc/contract/roster-views.ts'
import { checkNumber, displayAddress } from '../number.ts'
import { guessColumns, keyOf } from './columns.ts'
import type { ColumnTarget } from './columns.ts'
import { nameKey } from './name-key.ts'
import { readRoster } from './read-roster.ts'
import type { RosterFormat, RosterRecord } from './read-roster.ts'
import { readRow } from './row.ts'
import type { ReadRow, RosterRow, RowRemark } from './row.ts'

/** How a file's rows are to be read. */
export interface RosterReading {
  readonly file: string
  readonly format: RosterFormat
  readonly headers: readonly string[]
  /** Whether the first record names the columns. */
  readonly hasHeader: boolean
  readonly columns: readonly ColumnTarget[]
  /** ISO 3166 alpha-2. */
  readonly country: string
  readonly year: number
}

const shownRemarks = 200
const shownExamples = 5
const shownCells = 3
const longestCell = 60
/** The event loop is let go after so many rows. */
const rowsPerTurn = 50

/** Names a file's kind, by its headers: what they hold is remembered by it. */
export function headersKey(headers: readonly string[]): string {
  return headers.map((header) => nameKey(header)).join('|')
}

/** The headers of a file; where its first line is a family already, the columns are numbered. */
export async function readHeaders(
  file: string,
  format: RosterFormat,
  country: string,
  signal: AbortSignal,
): Promise<{ readonly headers: readonly string[]; readonly hasHeader: boolean }> {
  for await (const { cells } of readRoster(file, format, signal)) {
    const hasHeader = !cells.some((cell) => cell.length >= 7 && checkNumber(cell, country).ok)
    return { headers: hasHeader ? cells : cells.map((_cell, index) => `Column ${index + 1}`), hasHeader }
  }
  return { headers: [], hasHeader: true }
}

/** Every row of a file, as it would be taken in. */
export async function* rosterRows(
  reading: RosterReading,
  signal: AbortSignal,
): AsyncGenerator<ReadRow & { readonly record: RosterRecord }> {
  let index = 0
  for await (const record of readRoster(reading.file, reading.format, signal)) {
    index += 1
    if (index % rowsPerTurn === 0) await nextTurn()
    if (index === 1 && reading.hasHeader) continue
    yield { ...readRow(record, reading), record }
  }
}

/** Reads a file from end to end and says what would become of it. @returns the view, and every remark */
export async function previewRoster(
  reading: RosterReading,
  about: { readonly uploadId: string; readonly fileName: string; readonly remembered: boolean },
  signal: AbortSignal,
): Promise<{ readonly view: RosterPreview; readonly remarks: readonly RowRemark[] }> {
  const cells = reading.headers.map((): string[] => [])
  const examples: RosterRow[] = []
  const remarks: RowRemark[] = []
  let players = 0
  let leftOut = 0
  for await (const { row, remarks: said, record } of rosterRows(reading, signal)) {
    remarks.push(...said)
    record.cells.forEach((cell, column) => {
      const shown = cells[column]
      if (shown && cell !== '' && shown.length < shownCells && !shown.includes(cell))
        shown.push(cell.slice(0, longestCell))
    })
    if (row === null) leftOut += 1
    else {
      players += 1
      if (examples.length < shownExamples) examples.push(row)
    }
  }
  return {
    view: {
      ...about,
      format: formatWords(reading.format),
      columns: reading.headers.map((header, column) => {
        const target = reading.columns[column]
        return {
          header,
          holds: target === undefined || target.kind === 'ignore' ? 'ignore' : keyOf(target),
          examples: cells[column] ?? [],
        }
      }),
      players,
      leftOut,
      examples: examples.map((row) => exampleOf(row, reading.country)),
      remarks: remarks.slice(0, shownRemarks),
      remarkCount: remarks.length,
    },
    remarks,
  }
}

/** What the columns hold, where nobody has said so before. A file without headers shows its numbers at least. */
export async function guessFor(
  file: string,
  format: RosterFormat,
  header: { readonly headers: readonly string[]; readonly hasHeader: boolean },
  country: string,
  signal: AbortSignal,
): Promise<readonly ColumnTarget[]> {
  if (header.hasHeader) return guessColumns(header.headers)
  for await (const { cells } of readRoster(file, format, signal)) {
    const isNumber = (cell: string): boolean => cell.length >= 7 && checkNumber(cell, country).ok
    const firstName = cells.findIndex((cell) => /^[\p{L}'’ .,-]{2,}$/u.test(cell))
    return cells.map((cell, index): ColumnTarget => {
      if (isNumber(cell)) return { kind: 'guardian', field: 'guardian.phone', guardian: 1 }
      return index === firstName ? { kind: 'player', field: 'player.name' } : { kind: 'ignore' }
    })
  }
  return []
}

function exampleOf(row: RosterRow, country: string): RosterPreview['examples'][number] {
  const { player } = row
  return {
    player: `${player.firstName} ${player.lastName}`.trim(),
    details: [
      row.camp,
      row.group,
      row.field,
      player.birthYear === null ? null : `born ${player.birthYear}`,
      player.note,
    ]
      .filter((part) => part !== null)
      .join(' · '),
    guardians: row.guardians.map((guardian) =>
      [
        `${guardian.firstName} ${guardian.lastName}`.trim(),
        ...guardian.numbers.map((number) => displayAddress('phone', number, country)),
      ]
        .filter((part) => part !== '')
        .join(' '),
    ),
  }
}

const encodingWords = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
} as const
const delimiterWords = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' } as const

function formatWords({ encoding, delimiter }: RosterFormat): string {
  return `${encodingWords[encoding]}, separated by ${delimiterWords[delimiter]}`
}
