import { useCallback, useState } from 'react'
import type { BoardRow, PlayerDay } from '../../electron/ipc/contract/board-views.ts'
import { checkIn, markAbsent, markLate, pickUp, undoAct } from '../lib/board.ts'
import type { DoneAct } from '../lib/board.ts'
import { campClock } from '../lib/camp-time.ts'
import { hubNow } from '../lib/clock.ts'
import { asHubError } from '../lib/data.ts'
import { checkinWords } from '../words/checkin.ts'
import type { Outcome } from './outcome.tsx'

const words = checkinWords.done

export interface Desk {
  readonly outcome: Outcome | null
  dismiss(): void
  /** @param offer brothers and sisters who could be checked in too */
  checkIn(players: readonly (PlayerDay & { readonly name: string })[], offer: readonly BoardRow[]): void
  late(rows: readonly BoardRow[], expectedAt: number, note: string | null): void
  absent(rows: readonly BoardRow[], note: string | null): void
  pickUp(rows: readonly BoardRow[], by: string): Promise<void>
  undo(act: string, players: readonly number[] | null): void
}

/** A player with the name that is said of them. */
export function named(row: BoardRow): PlayerDay & { readonly name: string } {
  return { playerId: row.playerId, campId: row.campId, name: `${row.firstName} ${row.lastName}`.trim() }
}

const firstNames = (rows: readonly BoardRow[]): readonly string[] => rows.map(({ firstName }) => firstName)

/** The acts at the table, and how the last one went. */
export function useDesk(zone: string): Desk {
  const [outcome, setOutcome] = useState<Outcome | null>(null)

  const done = useCallback((said: string, act: DoneAct | null, offer: readonly BoardRow[] = []) => {
    setOutcome({ kind: 'done', words: said, act: act?.id ?? null, offer })
  }, [])
  const run = useCallback((work: Promise<DoneAct>, say: (act: DoneAct) => void) => {
    work.then(say, (error: unknown) => setOutcome({ kind: 'failed', words: asHubError(error).message }))
  }, [])

  return {
    outcome,
    dismiss: useCallback(() => setOutcome(null), []),
    checkIn: useCallback(
      (players, offer) =>
        run(checkIn(players), (act) =>
          done(
            words.checkedIn(
              players.map(({ name }) => name),
              campClock(hubNow(), zone),
            ),
            act,
            offer,
          ),
        ),
      [run, done, zone],
    ),
    late: useCallback(
      (rows, expectedAt, note) =>
        run(markLate(rows, expectedAt, note), (act) =>
          done(words.late(firstNames(rows), campClock(expectedAt, zone)), act),
        ),
      [run, done, zone],
    ),
    absent: useCallback(
      (rows, note) => run(markAbsent(rows, note), (act) => done(words.absent(firstNames(rows)), act)),
      [run, done],
    ),
    pickUp: useCallback(
      async (rows, by) => {
        const act = await pickUp(rows, by)
        done(words.pickedUp(firstNames(rows), campClock(hubNow(), zone)), act)
      },
      [done, zone],
    ),
    undo: useCallback(
      (of, players) => run(undoAct(of, players), (act) => done(words.undone(firstNames(act.rows)), null)),
      [run, done],
    ),
  }
}
