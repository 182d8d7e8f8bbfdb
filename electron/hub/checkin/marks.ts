import { recordActivity } from '../../../db/activity.ts'
import { findAttendance, markTickUndone, putAttendance, recordTick, ticksOf } from '../../../db/attendance.ts'
import type { AttendanceKey, AttendanceRow, TickRow } from '../../../db/attendance.ts'
import { campRuns, playerName } from '../../../db/camps.ts'
import type { Db } from '../../../db/open.ts'
import { CallFailure } from '../failure.ts'
import { localTimeAt } from '../local-time.ts'
import { once } from '../outbox/compose.ts'
import type { Write } from '../store.ts'
import { playersToday } from './board.ts'

/** Players whom an act is about. Without a camp: the one of today that is on, or comes next. */
export interface ActPlayer {
  readonly playerId: number
  readonly campId?: number
}

/** An act of a person at the board. */
export interface Act {
  /** Made by the caller (UUIDv7): a repeat changes nothing. Siblings together are one act. */
  readonly requestId: string
  readonly players: readonly ActPlayer[]
  /** Who did it; empty where nobody is on duty. */
  readonly staff: string
  /** The camp's IANA time zone: the act is of today there. */
  readonly zone: string
}

/** The longest that is taken of a note or a name. */
const longest = 200

/**
 * Checks players in. Who is here already stays as they are; who was picked up is here again.
 * @param act `at`: when they came (epoch ms, of today and not to come), for ticks on paper; absent: now
 * @throws {CallFailure} not known, not on today's list, or a time that is not of today
 */
export function markHere(write: Write, act: Act & { readonly at?: number }): void {
  const at = timeOfAct(write, act)
  mark(write, act, 'board.checkIn', (before) => {
    if (before?.state === 'here') return null
    return {
      row: { state: 'here', arrived_at: at, arrived_by: act.staff, left_at: null, left_by: null, picked_up_by: null },
      words: 'Checked in',
    }
  })
}

/**
 * Says that players come late.
 * @param act `expectedAt`: when they are expected (epoch ms); `note`: why
 * @throws {CallFailure} not known, not on today's list, or here already
 */
export function markLate(
  write: Write,
  act: Act & { readonly expectedAt: number; readonly note?: string | null },
): void {
  const expected = localTimeAt(act.expectedAt, act.zone)
  if (expected.day !== localTimeAt(write.now, act.zone).day)
    throw new CallFailure('invalid', 'That time is not today. Mark the player absent instead.')
  const clock = `${Math.floor(expected.minutes / 60)}:${String(expected.minutes % 60).padStart(2, '0')}`
  mark(write, act, 'board.late', (before, name) => {
    refuseHere(before, name)
    const note = act.note === undefined ? (before?.note ?? null) : noteOf(act.note)
    if (before?.state === 'late' && before.expected_at === act.expectedAt && before.note === note) return null
    return { row: { state: 'late', expected_at: act.expectedAt, note }, words: `Late, expected at ${clock}` }
  })
}

/**
 * Says that players do not come today.
 * @param act `note`: why
 * @throws {CallFailure} not known, not on today's list, or here already
 */
export function markAbsent(write: Write, act: Act & { readonly note?: string | null }): void {
  mark(write, act, 'board.absent', (before, name) => {
    refuseHere(before, name)
    const note = act.note === undefined ? (before?.note ?? null) : noteOf(act.note)
    if (before?.state === 'absent' && before.note === note) return null
    return { row: { state: 'absent', expected_at: null, note }, words: 'Absent' }
  })
}

/**
 * Says that players were picked up, also when nobody had checked them in.
 * @param act `by`: who took them home, by name; null where nobody wrote it down. Whether they may is the caller's question
 *   (`assertMayPickUp`). `at`: as at `markHere`
 * @throws {CallFailure} not known, not on today's list, or absent
 */
export function markPickedUp(write: Write, act: Act & { readonly by: string | null; readonly at?: number }): void {
  const at = timeOfAct(write, act)
  const by = noteOf(act.by)
  mark(write, act, 'board.pickUp', (before, name) => {
    if (before?.state === 'picked-up') return null
    if (before?.state === 'absent')
      throw new CallFailure('conflict', `${name} is absent today. Check them in first if they are here after all.`)
    return {
      row: { state: 'picked-up', left_at: at, left_by: act.staff, picked_up_by: by },
      words: by === null ? 'Picked up' : `Picked up by ${by}`,
    }
  })
}

/**
 * Takes an act back: the players' days are as they were before it. All of it, or nothing.
 * @param undo `of`: the act's request id; `players`: of its players these alone
 * @returns the players whose day is another one now
 * @throws {CallFailure} it was taken back already, or something was ticked since
 */
export function undo(
  write: Write,
  {
    requestId,
    of,
    players,
    staff,
  }: Pick<Act, 'requestId' | 'staff'> & {
    readonly of: string
    readonly players?: readonly number[]
  },
): readonly number[] {
  const undone = new Set<number>()
  once(write, requestId, 'board.undo', () => {
    const ticks = ticksOf(write.db, of).filter((tick) => players?.includes(tick.player_id) ?? true)
    if (ticks.length === 0) throw new CallFailure('conflict', 'This was taken back already.')
    for (const tick of ticks) {
      takeBack(write, tick, staff)
      undone.add(tick.player_id)
    }
    write.stale('board')
  })
  return [...undone]
}

function takeBack(write: Write, tick: TickRow, staff: string): void {
  const { db, now } = write
  const is = findAttendance(db, tick) ?? null
  const was = tick.after === null ? null : (JSON.parse(tick.after) as AttendanceRow)
  const name = nameOf(db, tick.player_id)
  if (JSON.stringify(is) !== JSON.stringify(was))
    throw new CallFailure('conflict', `${name}’s day was changed since. Undo the later change first.`)
  putAttendance(db, tick, tick.before === null ? null : (JSON.parse(tick.before) as AttendanceRow))
  markTickUndone(db, tick.id, now)
  recordActivity(
    db,
    { staff, kind: 'check-in-undone', words: `Took back: ${name}, ${wordOf(was)}`, playerId: tick.player_id },
    now,
  )
  write.player(tick.player_id)
}

function wordOf(row: AttendanceRow | null): string {
  switch (row?.state) {
    case 'here':
      return 'checked in'
    case 'late':
      return 'late'
    case 'absent':
      return 'absent'
    case 'picked-up':
      return 'picked up'
    case undefined:
      return 'nothing'
  }
}

type Change = { readonly row: Partial<AttendanceRow> & Pick<AttendanceRow, 'state'>; readonly words: string }

const activityKinds = {
  'board.checkIn': 'check-in',
  'board.late': 'late',
  'board.absent': 'absent',
  'board.pickUp': 'pick-up',
} as const

/** Runs an act once, on each of its players. `change` says what it makes of a day, or null: it is so already. */
function mark(
  write: Write,
  act: Act,
  name: keyof typeof activityKinds,
  change: (before: AttendanceRow | null, player: string) => Change | null,
): void {
  once(write, act.requestId, name, () => {
    const { db, now } = write
    for (const key of act.players.map((player) => keyOf(write, act.zone, player))) {
      const before = findAttendance(db, key) ?? null
      const player = nameOf(db, key.player_id)
      const made = change(before, player)
      if (made === null) continue
      const after: AttendanceRow = { ...(before ?? { ...nothing, ...key }), ...made.row }
      putAttendance(db, key, after)
      recordTick(db, act.requestId, act.staff, key, { before, after: findAttendance(db, key) ?? null }, now)
      recordActivity(
        db,
        {
          staff: act.staff,
          kind: activityKinds[name],
          words: `${made.words}: ${player}`,
          playerId: key.player_id,
        },
        now,
      )
      write.player(key.player_id)
      write.stale('board')
    }
  })
}

const nothing = {
  expected_at: null,
  arrived_at: null,
  arrived_by: null,
  left_at: null,
  left_by: null,
  picked_up_by: null,
  note: null,
} as const

function keyOf({ db, now }: Write, zone: string, { playerId, campId }: ActPlayer): AttendanceKey {
  const { day } = localTimeAt(now, zone)
  const name = nameOf(db, playerId)
  if (campId === undefined) return { player_id: playerId, camp_id: campOf(db, playerId, name, now, zone), day }
  const key = { player_id: playerId, camp_id: campId, day }
  if (!campRuns(db, campId, day) && !findAttendance(db, key))
    throw new CallFailure('not-found', 'This camp does not run today.')
  return key
}

/** The camp of today that is on for a player, or comes next; the last one where all are over. */
function campOf(db: Db, playerId: number, name: string, now: number, zone: string): number {
  const rows = [...playersToday(db, { now, zone }, [playerId])].sort((one, other) => one.endsAt - other.endsAt)
  const row = rows.find(({ endsAt }) => endsAt > now) ?? rows.at(-1)
  if (!row) throw new CallFailure('not-found', `${name} is not on today’s list.`)
  return row.campId
}

/** @throws {CallFailure} no such player */
function nameOf(db: Db, playerId: number): string {
  const name = playerName(db, playerId)
  if (name === undefined) throw new CallFailure('not-found', 'This player is not here any more.')
  return name
}

function timeOfAct(write: Write, act: Act & { readonly at?: number }): number {
  const at = act.at ?? write.now
  if (at > write.now || localTimeAt(at, act.zone).day !== localTimeAt(write.now, act.zone).day)
    throw new CallFailure('invalid', 'That time is not of today, or is still to come.')
  return at
}

function refuseHere(before: AttendanceRow | null, name: string): void {
  if (before?.state === 'here')
    throw new CallFailure('conflict', `${name} is here already. Undo the check-in first if that is wrong.`)
  if (before?.state === 'picked-up') throw new CallFailure('conflict', `${name} was here and went home already.`)
}

function noteOf(note: string | null): string | null {
  const words = (note ?? '').trim().slice(0, longest)
  return words === '' ? null : words
}
