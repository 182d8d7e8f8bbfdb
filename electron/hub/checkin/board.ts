import { barredFromHearing, barredFromPickUp, numbersOfFamilies, playersOfDay } from '../../../db/attendance.ts'
import type { BoardPlayerRow, FamilyNumberRow } from '../../../db/attendance.ts'
import type { Db } from '../../../db/open.ts'
import type { BoardCounts, BoardRow } from '../../ipc/contract/board-views.ts'
import { instantOf, localTimeAt } from '../local-time.ts'
import type { LocalDay } from '../local-time.ts'
import { comesOn } from './days.ts'
import { boardStateOf, missingAt } from './states.ts'
import type { AttendanceFacts, ExpectedToday } from './states.ts'

export type { BoardRow, BoardCounts } from '../../ipc/contract/board-views.ts'

/** When the board is looked at. */
export interface BoardTime {
  /** Epoch ms by the hub's clock. */
  readonly now: number
  /** The camp's IANA time zone. */
  readonly zone: string
}

/** The camp's day at that time. */
export function boardDay({ now, zone }: BoardTime): LocalDay {
  return localTimeAt(now, zone).day
}

/** Everybody on today's board, by camp, group and name: who is expected today, and who came though it is not their day. */
export function readBoard(db: Db, time: BoardTime): readonly BoardRow[] {
  return rowsOf(db, time, null)
}

/**
 * The board's rows of these players alone; none for who is not on today's board. Without players: everybody.
 * A player in two of today's camps has a row in each.
 */
export function playersToday(db: Db, time: BoardTime, playerIds?: readonly number[]): readonly BoardRow[] {
  return rowsOf(db, time, playerIds ?? null)
}

/** How many are in each state. */
export function countStates(rows: readonly Pick<BoardRow, 'state'>[]): BoardCounts {
  const counts = { expected: 0, here: 0, late: 0, absent: 0, missing: 0, 'picked-up': 0 }
  for (const { state } of rows) counts[state] += 1
  return counts
}

function rowsOf(db: Db, time: BoardTime, players: readonly number[] | null): readonly BoardRow[] {
  const day = boardDay(time)
  const found = playersOfDay(db, day, players).filter(
    (row) => row.state !== null || (row.is_enrolled === 1 && comesOn(row.days, day)),
  )
  if (found.length === 0) return []
  const only = players === null ? null : [...new Set(found.map((row) => row.player_id))]
  const families = only === null ? null : [...new Set(found.map((row) => row.family_id))]
  const numbers = grouped(numbersOfFamilies(db, families), (row) => row.family_id)
  const barred = grouped(barredFromPickUp(db, only), (row) => row.player_id)
  const unheard = grouped(barredFromHearing(db, only), (row) => row.player_id)
  // Hundreds of players have a handful of camps, and an instant in a time zone is dear.
  const instants = new Map<number, number>()
  const instant = (minutes: number): number => {
    const known = instants.get(minutes)
    if (known !== undefined) return known
    const made = instantOf(day, minutes, time.zone)
    instants.set(minutes, made)
    return made
  }
  return found
    .map((row) => {
      const silent = new Set((unheard.get(row.player_id) ?? []).map(({ guardian_id }) => guardian_id))
      return boardRow(row, {
        beginsAt: instant(row.begins_at),
        endsAt: instant(row.ends_at),
        isListed: row.is_enrolled === 1 && comesOn(row.days, day),
        numbers: numbers.get(row.family_id) ?? [],
        reached: (numbers.get(row.family_id) ?? []).filter(({ guardian_id }) => !silent.has(guardian_id)),
        barred: (barred.get(row.player_id) ?? []).map(({ name }) => name),
        now: time.now,
      })
    })
    .sort(byPlace)
}

interface Around {
  readonly beginsAt: number
  readonly endsAt: number
  readonly isListed: boolean
  readonly numbers: readonly FamilyNumberRow[]
  /** Of these, those of guardians who may hear about the player. */
  readonly reached: readonly FamilyNumberRow[]
  readonly barred: readonly string[]
  readonly now: number
}

function boardRow(row: BoardPlayerRow, around: Around): BoardRow {
  const expected: ExpectedToday = { beginsAt: around.beginsAt, grace: row.grace }
  const attendance: AttendanceFacts | null =
    row.state === null ? null : { state: row.state, expectedAt: row.expected_at }
  const withNumber = around.reached.filter(({ address }) => address !== null)
  const open = withNumber.find(({ opted_out }) => opted_out === 0)
  return {
    playerId: row.player_id,
    campId: row.camp_id,
    familyId: row.family_id,
    firstName: row.first_name,
    lastName: row.last_name,
    camp: row.camp,
    group: row.camp_group,
    field: row.field,
    state: boardStateOf(expected, attendance, around.now),
    expectedAt: (row.state === 'late' ? row.expected_at : null) ?? around.beginsAt,
    missingAt: missingAt(expected, attendance),
    endsAt: around.endsAt,
    arrivedAt: row.arrived_at,
    arrivedBy: row.arrived_by,
    leftAt: row.left_at,
    leftBy: row.left_by,
    pickedUpBy: row.picked_up_by,
    note: row.note,
    medical: row.medical,
    barred: around.barred,
    guardians: [...new Set(around.numbers.map(({ name }) => name))].filter((name) => name !== ''),
    numbers: [
      ...new Set(around.numbers.flatMap(({ address }) => (address === null ? [] : [address.replace('+', '')]))),
    ],
    textAt: (open ?? withNumber[0])?.address ?? null,
    callOnly: withNumber.length > 0 && open === undefined,
    lastAct: row.last_act,
    isListed: around.isListed,
  }
}

function grouped<Row, Key>(rows: readonly Row[], key: (row: Row) => Key): ReadonlyMap<Key, readonly Row[]> {
  const groups = new Map<Key, Row[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
/** Most neighbours share their camp and group, and to compare by the collator is dear. */
const inOrder = (one: string, other: string): number => (one === other ? 0 : collator.compare(one, other))

/** As the board is read: camp, group, last name, first name. */
export function byPlace(one: BoardRow, other: BoardRow): number {
  return (
    inOrder(one.camp, other.camp) ||
    one.campId - other.campId ||
    inOrder(one.group ?? '', other.group ?? '') ||
    inOrder(one.lastName, other.lastName) ||
    inOrder(one.firstName, other.firstName) ||
    one.playerId - other.playerId
  )
}
