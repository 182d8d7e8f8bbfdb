import { adultsOf } from '../../../db/pick-up.ts'
import { barredFrom, familyPlayers, tagsOf } from '../../../db/family-day.ts'
import type { Db } from '../../../db/open.ts'
import type { DayMark, FamilyDayView } from '../../ipc/contract/proposals-views.ts'
import { playersToday, readBoard } from '../checkin/board.ts'
import type { BoardTime } from '../checkin/board.ts'
import { rowsByPlayer } from './row-of-today.ts'

/** The day of the family at a number, for the panel beside its conversation. Staff see everybody; who must not hear is said. */
export function familyDay(db: Db, address: string, time: BoardTime): FamilyDayView {
  const players = familyPlayers(db, address)
  const ids = players.map(({ id }) => id)
  if (ids.length === 0) return { players: [] }
  const rows = playersToday(db, time, ids)
  const tags = tagsOf(db, ids)
  const barred = barredFrom(db, ids, address)
  return {
    players: players.map(({ id: playerId, family_id, name }) => ({
      playerId,
      name,
      familyId: family_id,
      rows: rows.filter((row) => row.playerId === playerId),
      tags: tags.filter((row) => row.player_id === playerId).map(({ tag }) => tag),
      adults: adultsOf(db, playerId).map(({ name, role, allowed }) => ({
        name,
        role,
        mayPickUp: allowed === null ? null : allowed === 1,
      })),
      barred: barred
        .filter((row) => row.player_id === playerId)
        .map(({ name, reason, here }) => ({ name, reason, here: here === 1 })),
    })),
  }
}

/** Today's state of everybody on the board: of the camp that is on, or comes next. */
export function dayMarks(db: Db, time: BoardTime): readonly DayMark[] {
  return [...rowsByPlayer(readBoard(db, time), time.now).values()].map(({ playerId, state }) => ({ playerId, state }))
}
