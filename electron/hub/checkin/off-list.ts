import { enrolmentsOf } from '../../../db/camps.ts'
import type { Db } from '../../../db/open.ts'
import { findPlayers } from '../../../db/roster-list.ts'
import { toMatch } from '../../../db/search.ts'
import type { OffList } from '../../ipc/contract/board-views.ts'
import { digitsOf } from '../people/digits.ts'
import { playersToday } from './board.ts'
import type { BoardTime } from './board.ts'
import { campViews } from './camps.ts'

/** As many as a person looks through at the table. */
const most = 12

/** Players whom words or digits find and who are not on today's board: on another day's list, or on none. */
export function findOffList(db: Db, time: BoardTime, text: string): readonly OffList[] {
  const digits = digitsOf(text)
  const match = toMatch(text)
  const by = digits === null ? match && { match } : { digits }
  if (!by) return []
  const found = findPlayers(db, by, 200)
  const today = new Set(
    playersToday(
      db,
      time,
      found.map(({ id }) => id),
    ).map(({ playerId }) => playerId),
  )
  const running = campViews(db, time).filter(({ runsToday }) => runsToday)
  return found
    .filter(({ id }) => !today.has(id))
    .slice(0, most)
    .map((player) => {
      const enrolled = enrolmentsOf(db, player.id)
      const own = running.filter(({ id }) => enrolled.some(({ camp_id }) => camp_id === id))
      return {
        playerId: player.id,
        familyId: player.family_id,
        firstName: player.first_name,
        lastName: player.last_name,
        camps: (own.length > 0 ? own : running).map(({ id, name }) => ({
          campId: id,
          camp: name,
          group: enrolled.find(({ camp_id }) => camp_id === id)?.camp_group ?? player.camp_group,
        })),
        words: enrolled
          .map(({ camp, days }) => [camp, days].filter((part) => part !== null && part !== '').join(' · '))
          .join(', '),
      }
    })
}
