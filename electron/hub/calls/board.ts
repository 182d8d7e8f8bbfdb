import type { BoardAnswer } from '../../ipc/contract/board-views.ts'
import type { Handlers } from '../../ipc/contract/handlers.ts'
import { findCamp, playerName, setCampTimes } from '../../../db/camps.ts'
import { recordActivity } from '../../../db/activity.ts'
import { boardDay, playersToday, readBoard } from '../checkin/board.ts'
import type { BoardTime } from '../checkin/board.ts'
import { campViews } from '../checkin/camps.ts'
import { markAbsent, markHere, markLate, markPickedUp, undo } from '../checkin/marks.ts'
import { findOffList } from '../checkin/off-list.ts'
import { assertMayPickUp, pickUpAdults } from '../checkin/pick-up.ts'
import { CallFailure } from '../failure.ts'
import type { Write } from '../store.ts'
import type { CallContext } from './context.ts'

type Names = Extract<keyof Handlers, `board.${string}`>

export function boardHandlers({
  shown,
  settings,
  now: clockNow,
}: CallContext & { readonly now: () => number }): Pick<Handlers, Names> {
  const time = (): BoardTime => ({ now: clockNow(), zone: settings().timeZone })
  const who = (): { readonly staff: string; readonly zone: string } => ({
    staff: settings().staffName,
    zone: settings().timeZone,
  })

  /** What the board shows of players once an act is done. */
  function answer(players: readonly number[]): BoardAnswer {
    const now = time()
    const ids = [...new Set(players)]
    return { day: boardDay(now), players: ids, rows: playersToday(shown().store.db, now, ids) }
  }

  function act(players: readonly { readonly playerId: number }[], work: (write: Write) => void): BoardAnswer {
    shown().store.write(work)
    return answer(players.map(({ playerId }) => playerId))
  }

  return {
    'board.today': () => {
      const { db } = shown().store
      const now = time()
      return { day: boardDay(now), rows: readBoard(db, now), camps: campViews(db, now) }
    },
    'board.find': ({ text }) => [...findOffList(shown().store.db, time(), text)],
    'board.pickUpOf': ({ playerId }) => {
      const { db } = shown().store
      const name = playerName(db, playerId)
      if (name === undefined) throw new CallFailure('not-found', 'This player is not here any more.')
      return { playerId, name, adults: pickUpAdults(db, playerId, boardDay(time())) }
    },
    'board.checkIn': ({ requestId, players, at }) =>
      act(players, (write) => markHere(write, { requestId, players, ...who(), ...(at === null ? {} : { at }) })),
    'board.late': ({ requestId, players, expectedAt, note }) =>
      act(players, (write) => markLate(write, { requestId, players, ...who(), expectedAt, note })),
    'board.absent': ({ requestId, players, note }) =>
      act(players, (write) => markAbsent(write, { requestId, players, ...who(), note })),
    'board.pickUp': ({ requestId, players, by, at }) =>
      act(players, (write) => {
        if (by !== null)
          assertMayPickUp(
            write.db,
            players.map(({ playerId }) => playerId),
            by,
          )
        markPickedUp(write, { requestId, players, ...who(), by, ...(at === null ? {} : { at }) })
      }),
    'board.undo': ({ requestId, of, players }) => {
      const undone = shown().store.write((write) =>
        undo(write, { requestId, of, ...(players === null ? {} : { players }), staff: who().staff }),
      )
      return answer(undone)
    },
    'board.camps': () => [...campViews(shown().store.db, time())],
    'board.setCampTimes': ({ campId, firstDay, lastDay, beginsAt, endsAt, grace }) => {
      shown().store.write((write) => {
        const { db, now } = write
        const camp = findCamp(db, campId)
        if (!camp) throw new CallFailure('not-found', 'This camp is not here any more.')
        setCampTimes(db, campId, {
          first_day: firstDay,
          last_day: lastDay,
          begins_at: beginsAt,
          ends_at: endsAt,
          grace,
        })
        recordActivity(
          db,
          { staff: who().staff, kind: 'camp-times', words: `Changed the days and times of ${camp.name}` },
          now,
        )
        write.stale('board')
      })
      return [...campViews(shown().store.db, time())]
    },
  }
}
