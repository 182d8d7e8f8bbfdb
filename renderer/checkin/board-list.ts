import type { BoardCounts, BoardRow, BoardState } from '../../electron/ipc/contract/board-views.ts'

export type Show = BoardState | 'all'

/** What the grid holds, one line after the other. */
export type BoardLine =
  | {
      readonly kind: 'group'
      readonly key: string
      readonly camp: string
      readonly group: string | null
      readonly here: number
      readonly all: number
    }
  | { readonly kind: 'player'; readonly key: string; readonly row: BoardRow }

/** How many are in each state. */
export function countStates(rows: readonly BoardRow[]): BoardCounts {
  const counts = { expected: 0, here: 0, late: 0, absent: 0, missing: 0, 'picked-up': 0 }
  for (const { state } of rows) counts[state] += 1
  return counts
}

const lineKey = (row: BoardRow): string => `${row.playerId}-${row.campId}`

/** Rows as they were found, without groups. */
export function foundLines(rows: readonly BoardRow[]): readonly BoardLine[] {
  return rows.map((row) => ({ kind: 'player', key: lineKey(row), row }))
}

/**
 * The board by camp and group, with a line before each that says how many are here.
 * @param rows sorted by camp and group
 */
export function groupedLines(rows: readonly BoardRow[], show: Show): readonly BoardLine[] {
  const lines: BoardLine[] = []
  let start = 0
  while (start < rows.length) {
    const first = rows[start]
    if (first === undefined) break
    let end = start
    while (rows[end]?.campId === first.campId && rows[end]?.group === first.group) end += 1
    const group = rows.slice(start, end)
    const shown = show === 'all' ? group : group.filter(({ state }) => state === show)
    if (shown.length > 0) {
      lines.push({
        kind: 'group',
        key: `group ${first.campId} ${first.group ?? ''}`,
        camp: first.camp,
        group: first.group,
        here: group.filter(({ state }) => state === 'here').length,
        all: group.length,
      })
      for (const row of shown) lines.push({ kind: 'player', key: lineKey(row), row })
    }
    start = end
  }
  return lines
}
