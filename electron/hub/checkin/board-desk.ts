import type { Change } from '../../ipc/contract/changes.ts'
import type { Clock, Timer } from '../clock.ts'
import type { DayDesk } from '../day/day.ts'
import { addDays, instantOf } from '../local-time.ts'
import type { Log } from '../log.ts'
import type { Store, Touched } from '../store.ts'
import { boardDay, playersToday, readBoard } from './board.ts'
import type { BoardRow, BoardTime } from './board.ts'

const everything: Change = { type: 'board', day: '', players: null, rows: [] }

export interface BoardDeskParts {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  /** The camp's IANA time zone. */
  readonly zone: () => string
  readonly publish: (changes: readonly Change[]) => void
}

/** The longest that is slept: a laptop's clock may be set, and a timer does not hear of it. */
const longestSleep = 60_000
const firstLook = 2_000
/** Commits in a row, as of an import, are looked at together. */
const pace = 200

/**
 * Keeps the screen's board true: tells of each player whose day was ticked, and of those whom the passing of time makes missing.
 * States are reckoned, never stored: nothing is written here.
 */
export function openBoardDesk({ store, clock, log, zone, publish }: BoardDeskParts): DayDesk {
  let timer: Timer | null = null
  /** The day that was told last, when it was looked at, and the next time at which somebody turns missing. */
  let told = { day: '', at: 0, zone: '', nextAt: 0 }
  let isStopped = false

  const time = (): BoardTime => ({ now: clock.now(), zone: zone() })

  function arm(delay: number): void {
    timer?.cancel()
    timer = isStopped ? null : clock.after(Math.min(Math.max(delay, 0), longestSleep), look)
  }

  /** Looks at who has turned since the last look, and when the next one will. */
  function look(): void {
    timer = null
    try {
      const now = time()
      const rows = readBoard(store.db, now)
      const day = boardDay(now)
      const isAnother = day !== told.day || now.zone !== told.zone || now.now < told.at
      if (told.day !== '' && isAnother) tellAll()
      else if (told.day !== '') tellOf(turned(rows, told.at, now.now), day)
      told = { day, at: now.now, zone: now.zone, nextAt: nextTurn(rows, now, day) }
    } catch (error) {
      log.error('board-not-looked-at', { error })
      told = { ...told, nextAt: clock.now() + longestSleep }
    }
    arm(told.nextAt - clock.now())
  }

  /** Looks at that time, where the next look is later. */
  function lookBy(at: number): void {
    if (told.day === '' || told.nextAt <= at) return
    told = { ...told, nextAt: at }
    arm(at - clock.now())
  }

  function tellAll(): void {
    publish([{ type: 'stale', rooms: ['board'] }, everything])
  }

  function tellOf(players: readonly number[], day: string): void {
    if (players.length === 0) return
    const rows = playersToday(store.db, time(), players)
    publish([
      { type: 'stale', rooms: ['board'] },
      { type: 'board', day, players, rows },
    ])
  }

  // A start has more urgent things to read.
  arm(firstLook)
  return {
    committed(touched: Touched) {
      if (touched.players.size > 0) {
        const now = time()
        const players = [...touched.players]
        const rows = playersToday(store.db, now, players)
        publish([{ type: 'board', day: boardDay(now), players, rows }])
        // Somebody may turn missing sooner now; one look too many harms nobody.
        for (const { missingAt } of rows) if (missingAt !== null && missingAt > now.now) lookBy(missingAt)
        return
      } else if (touched.stale.has('people') || touched.stale.has('board')) publish([everything])
      else return
      lookBy(clock.now() + pace)
    },
    stop() {
      isStopped = true
      timer?.cancel()
      return Promise.resolve()
    },
  }
}

/** Who turned missing after `from` and up to `to`. */
function turned(rows: readonly BoardRow[], from: number, to: number): readonly number[] {
  return rows
    .filter(({ missingAt }) => missingAt !== null && missingAt > from && missingAt <= to)
    .map(({ playerId }) => playerId)
}

/** When somebody turns missing next, or the day does. */
function nextTurn(rows: readonly BoardRow[], { now, zone }: BoardTime, day: string): number {
  let next = instantOf(addDays(day, 1), 0, zone)
  for (const { missingAt } of rows) if (missingAt !== null && missingAt > now && missingAt < next) next = missingAt
  return next
}
