import { enrolledPlayers, playersAbout, playersTagged } from '../../../db/recipients.ts'
import type { Db } from '../../../db/open.ts'
import type { Audience } from '../../ipc/contract/broadcast-views.ts'
import { assertNever } from '../assert-never.ts'
import { readBoard } from '../checkin/board.ts'
import type { BoardRow, BoardTime } from '../checkin/board.ts'
import { instantOf } from '../local-time.ts'

/** Players that an audience asks for, each with the camp it is about where that is known. */
export interface AudiencePlayers {
  readonly players: readonly number[]
  readonly campOf: ReadonlyMap<number, number>
}

/** Everybody, with nothing narrowed down. */
export const everybody: Audience = {
  from: 'roster',
  day: null,
  camps: [],
  groups: [],
  fields: [],
  states: [],
  tags: [],
  players: [],
  conversations: [],
  guardians: 'all',
  leaveOutLately: false,
}

/**
 * The players an audience asks for, now: a board is read as it stands at that time.
 * @param time epoch ms by the hub's clock, and the camp's time zone
 */
export function playersOf(db: Db, audience: Audience, time: BoardTime): AudiencePlayers {
  switch (audience.from) {
    case 'today':
      return onBoard(db, audience, time)
    case 'roster': {
      const campOf = new Map<number, number>()
      const players = new Set<number>()
      for (const row of enrolledPlayers(db, audience)) {
        players.add(row.player_id)
        if (row.camp_id !== null && !campOf.has(row.player_id)) campOf.set(row.player_id, row.camp_id)
      }
      return { players: [...players], campOf }
    }
    case 'hand':
      return { players: playersAbout(db, audience.players).map(({ id }) => id), campOf: new Map() }
    default:
      return assertNever(audience.from)
  }
}

function onBoard(db: Db, audience: Audience, time: BoardTime): AudiencePlayers {
  const rows = readBoard(db, timeOf(audience, time)).filter((row) => fits(row, audience))
  const tagged =
    audience.tags.length === 0
      ? null
      : playersTagged(
          db,
          rows.map((row) => row.playerId),
          audience.tags,
        )
  const campOf = new Map<number, number>()
  for (const { playerId, campId } of rows) {
    if ((tagged === null || tagged.has(playerId)) && !campOf.has(playerId)) campOf.set(playerId, campId)
  }
  return { players: [...campOf.keys()], campOf }
}

/** Another day's board is looked at as that day begins: nothing has happened on it. */
function timeOf({ day }: Audience, time: BoardTime): BoardTime {
  return day === null ? time : { ...time, now: instantOf(day, 0, time.zone) }
}

function fits(row: BoardRow, { camps, groups, fields, states }: Audience): boolean {
  return (
    (camps.length === 0 || camps.includes(row.campId)) &&
    (groups.length === 0 || (row.group !== null && groups.includes(row.group))) &&
    (fields.length === 0 || (row.field !== null && fields.includes(row.field))) &&
    (states.length === 0 || states.includes(row.state))
  )
}
