import type { BoardRow } from '../../ipc/contract/board-views.ts'

/** A player's line of the board: of the camp that is on, or comes next; the last one where all are over. */
export function rowsByPlayer(rows: readonly BoardRow[], now: number): ReadonlyMap<number, BoardRow> {
  const byPlayer = new Map<number, BoardRow>()
  for (const row of [...rows].sort((one, other) => one.endsAt - other.endsAt)) {
    const before = byPlayer.get(row.playerId)
    if (before === undefined || before.endsAt <= now) byPlayer.set(row.playerId, row)
  }
  return byPlayer
}
