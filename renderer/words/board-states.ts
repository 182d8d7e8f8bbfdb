import type { BoardState } from '../../electron/ipc/contract/board-views.ts'

/** A player's state today, in a word. By itself: the first screen shows it, and needs nothing else of the board's words. */
export const boardStateWords = {
  expected: 'Expected',
  here: 'Here',
  late: 'Late',
  absent: 'Absent',
  missing: 'Missing',
  'picked-up': 'Picked up',
} as const satisfies Readonly<Record<BoardState, string>>
