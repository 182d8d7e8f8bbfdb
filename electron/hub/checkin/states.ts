import type { AttendanceState, BoardState } from '../../../db/words.ts'

export type { AttendanceState, BoardState } from '../../../db/words.ts'

const minute = 60_000

/** When a player is waited for. */
export interface ExpectedToday {
  /** When the camp begins (epoch ms). */
  readonly beginsAt: number
  /** Minutes that are waited past it. */
  readonly grace: number
}

/** What was ticked of a player's day; null where nothing was. */
export interface AttendanceFacts {
  readonly state: AttendanceState
  /** When a late one is expected (epoch ms); null where nobody knows. */
  readonly expectedAt: number | null
}

/**
 * When a player turns missing (epoch ms) if nothing more is heard of them; null where they are here, gone home or explained.
 * One who is late has until their own time and the grace; one whose time nobody knows has the camp's.
 */
export function missingAt(expected: ExpectedToday, attendance: AttendanceFacts | null): number | null {
  const grace = expected.grace * minute
  if (attendance === null) return expected.beginsAt + grace
  if (attendance.state !== 'late') return null
  // Late never shortens the time that everybody has.
  return Math.max(expected.beginsAt, attendance.expectedAt ?? expected.beginsAt) + grace
}

/**
 * What a player's day is shown as.
 * @param now epoch ms by the hub's clock
 */
export function boardStateOf(expected: ExpectedToday, attendance: AttendanceFacts | null, now: number): BoardState {
  const missing = missingAt(expected, attendance)
  if (missing !== null && now >= missing) return 'missing'
  return attendance?.state ?? 'expected'
}
