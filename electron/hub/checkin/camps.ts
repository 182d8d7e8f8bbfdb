import { listCamps } from '../../../db/camps.ts'
import type { Db } from '../../../db/open.ts'
import type { CampView } from '../../ipc/contract/board-views.ts'
import { boardDay } from './board.ts'
import type { BoardTime } from './board.ts'

/** Every camp with its days and times. */
export function campViews(db: Db, time: BoardTime): readonly CampView[] {
  const day = boardDay(time)
  return listCamps(db).map((row) => ({
    id: row.id,
    name: row.name,
    firstDay: row.first_day,
    lastDay: row.last_day,
    beginsAt: row.begins_at,
    endsAt: row.ends_at,
    grace: row.grace,
    players: row.players,
    runsToday: (row.first_day === null || row.first_day <= day) && (row.last_day === null || row.last_day >= day),
  }))
}
