import type { BoardRow, BoardState } from '../../electron/ipc/contract/board-views.ts'

interface Folded {
  readonly first: readonly string[]
  readonly last: readonly string[]
  readonly guardians: readonly string[]
}

/** Rows are replaced, never changed: what was folded once holds. */
const folded = new WeakMap<BoardRow, Folded>()

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

function parts(text: string): readonly string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
}

function foldedOf(row: BoardRow): Folded {
  let found = folded.get(row)
  if (found === undefined) {
    found = { first: parts(row.firstName), last: parts(row.lastName), guardians: row.guardians.flatMap(parts) }
    folded.set(row, found)
  }
  return found
}

/** Who is waited for comes before who is done with, where both match alike. */
const urgency: Readonly<Record<BoardState, number>> = {
  missing: 0,
  late: 0,
  expected: 0,
  here: 1,
  absent: 2,
  'picked-up': 3,
}

/** How well one typed word fits a row: 0 the whole first name, 5 not at all. */
function fit(word: string, { first, last, guardians }: Folded): number {
  if (first.includes(word)) return 0
  if (first.some((part) => part.startsWith(word))) return 1
  if (last.some((part) => part.startsWith(word))) return 2
  if (guardians.some((part) => part.startsWith(word))) return 3
  // "anders" finds Sanders, but a letter or two in the middle of a name say nothing.
  if (word.length > 2 && [...first, ...last].some((part) => part.includes(word))) return 4
  return 5
}

/**
 * The rows that what was typed finds, best first: letters of any part of a name (every word must fit one), or the last digits
 * of a number of the family.
 */
export function findRows(rows: readonly BoardRow[], typed: string): readonly BoardRow[] {
  const digits = typed.replace(/[\s().+-]/g, '')
  if (/^\d+$/.test(digits)) return findByDigits(rows, digits)
  const words = parts(typed)
  if (words.length === 0) return []
  return rows
    .map((row) => ({ row, score: words.reduce((sum, word) => add(sum, fit(word, foldedOf(row))), 0) }))
    .filter(({ score }) => score !== Number.POSITIVE_INFINITY)
    .sort((one, other) => one.score - other.score || urgency[one.row.state] - urgency[other.row.state])
    .map(({ row }) => row)
}

function add(sum: number, score: number): number {
  return score === 5 ? Number.POSITIVE_INFINITY : sum + score
}

function findByDigits(rows: readonly BoardRow[], digits: string): readonly BoardRow[] {
  // Two digits end every hundredth number.
  if (digits.length < 2) return []
  return rows
    .filter(({ numbers }) => numbers.some((number) => number.endsWith(digits)))
    .concat(digits.length < 4 ? [] : rows.filter((row) => isWithin(row, digits)))
    .sort((one, other) => urgency[one.state] - urgency[other.state])
}

/** Somewhere else than at the end, as one who types the number from its front. */
function isWithin({ numbers }: BoardRow, digits: string): boolean {
  return numbers.some((number) => number.includes(digits)) && !numbers.some((number) => number.endsWith(digits))
}

/** Who of the same family is still to be checked in today, besides this row. */
export function siblingsOf(rows: readonly BoardRow[], row: BoardRow): readonly BoardRow[] {
  return rows.filter(
    (other) => other.familyId === row.familyId && other.playerId !== row.playerId && canCheckIn(other.state),
  )
}

/** Not here yet, and not said to stay away. */
export function canCheckIn(state: BoardState): boolean {
  return state === 'expected' || state === 'missing' || state === 'late'
}
