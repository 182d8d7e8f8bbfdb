import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { BoardAnswer, BoardRow, BoardView, CampView, PlayerDay } from '../../electron/ipc/contract/board-views.ts'
import type { Change } from '../../electron/ipc/contract/changes.ts'
import { asHubError, callHub } from './bridge.ts'
import type { HubError } from './bridge.ts'
import { follow } from './connect.ts'
import { uuidV7 } from './uuid.ts'

interface BoardSnapshot {
  /** Null until it was read. */
  readonly board: BoardView | null
  readonly error: HubError | null
}

const store = createStore<BoardSnapshot>(() => ({ board: null, error: null }))
let reading = 0
let changes = 0
let zone = ''

/** Reads the whole board; changes keep it true from then on. */
export async function readBoard(): Promise<void> {
  reading += 1
  const mine = reading
  const before = changes
  try {
    const board = await callHub('board.today', {})
    if (mine !== reading) return
    // Something was ticked meanwhile: what was read may be without it.
    if (changes !== before) return await readBoard()
    store.setState({ board, error: null })
  } catch (error) {
    if (mine === reading) store.setState({ error: asHubError(error) })
  }
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
/** Most neighbours share their camp and group, and to compare by the collator is dear. */
const inOrder = (one: string, other: string): number => (one === other ? 0 : collator.compare(one, other))

/** As the hub sorts the board: camp, group, last name, first name. */
function byPlace(one: BoardRow, other: BoardRow): number {
  return (
    inOrder(one.camp, other.camp) ||
    one.campId - other.campId ||
    inOrder(one.group ?? '', other.group ?? '') ||
    inOrder(one.lastName, other.lastName) ||
    inOrder(one.firstName, other.firstName) ||
    one.playerId - other.playerId
  )
}

/** Puts the rows of some players in place of those they had. Rows that keep their place keep everybody else's. */
export function withRows(rows: readonly BoardRow[], answer: BoardAnswer): readonly BoardRow[] {
  const next = new Map(answer.rows.map((row) => [keyOf(row), row]))
  const players = new Set(answer.players)
  let isMoved = false
  const replaced = rows.flatMap((row) => {
    if (!players.has(row.playerId)) return [row]
    const found = next.get(keyOf(row))
    next.delete(keyOf(row))
    if (found === undefined) return []
    if (byPlace(found, row) !== 0) isMoved = true
    return [found]
  })
  if (next.size === 0 && !isMoved) return replaced
  return [...replaced, ...next.values()].sort(byPlace)
}

/** A row of the board by its own key. */
export function keyOf({ playerId, campId }: PlayerDay): string {
  return `${playerId}-${campId}`
}

function take(answer: BoardAnswer): void {
  changes += 1
  const { board } = store.getState()
  if (board === null) return
  // Midnight has passed: every row is another day's.
  if (answer.day !== board.day) void readBoard()
  // An act is heard of twice: by its answer, and as a change.
  else if (!isSame(board.rows, answer)) store.setState({ board: { ...board, rows: withRows(board.rows, answer) } })
}

function isSame(rows: readonly BoardRow[], { players, rows: next }: BoardAnswer): boolean {
  const now = rows.filter(({ playerId }) => players.includes(playerId))
  return now.length === next.length && JSON.stringify(now) === JSON.stringify([...next].sort(byPlace))
}

function isStale(change: Change): boolean {
  if (change.type === 'board') return change.players === null
  if (change.type === 'stale') return change.rooms.includes('people') || change.rooms.includes('consent')
  if (change.type !== 'settings' || change.settings.timeZone === zone) return false
  zone = change.settings.timeZone
  return true
}

follow({
  apply(batch) {
    let isOld = false
    for (const change of batch) {
      if (isStale(change)) isOld = true
      else if (change.type === 'board' && change.players !== null) take({ ...change, players: change.players })
    }
    if (isOld && isRead()) void readBoard()
  },
  readAgain(fresh) {
    const wasRead = isRead()
    if (fresh) store.setState({ board: null, error: null })
    if (wasRead) void readBoard()
  },
})

/** Read when somebody looks: a start does not need it. */
function isRead(): boolean {
  const { board, error } = store.getState()
  return board !== null || error !== null
}

/** Today's board; null until read. */
export function useBoard(): BoardView | null {
  return useStore(store, (snapshot) => snapshot.board)
}

export function useBoardError(): HubError | null {
  return useStore(store, (snapshot) => snapshot.error)
}

/** An act that was done: its id takes it back. */
export interface DoneAct {
  readonly id: string
  readonly rows: readonly BoardRow[]
}

async function act(id: string, work: Promise<BoardAnswer>): Promise<DoneAct> {
  const answer = await work
  take(answer)
  return { id, rows: answer.rows }
}

const named = (players: readonly PlayerDay[]): { playerId: number; campId: number }[] =>
  players.map(({ playerId, campId }) => ({ playerId, campId }))

export function checkIn(players: readonly PlayerDay[]): Promise<DoneAct> {
  const requestId = uuidV7()
  return act(requestId, callHub('board.checkIn', { requestId, players: named(players), at: null }))
}

export function markLate(players: readonly PlayerDay[], expectedAt: number, note: string | null): Promise<DoneAct> {
  const requestId = uuidV7()
  return act(requestId, callHub('board.late', { requestId, players: named(players), expectedAt, note }))
}

export function markAbsent(players: readonly PlayerDay[], note: string | null): Promise<DoneAct> {
  const requestId = uuidV7()
  return act(requestId, callHub('board.absent', { requestId, players: named(players), note }))
}

/** @param by who took them home; null where nobody writes it down */
export function pickUp(players: readonly PlayerDay[], by: string | null): Promise<DoneAct> {
  const requestId = uuidV7()
  return act(requestId, callHub('board.pickUp', { requestId, players: named(players), by, at: null }))
}

/** Ticks made on paper: one time for all of them, one act. @param at when they came or left (epoch ms, of today) */
export function tickAt(kind: 'here' | 'picked-up', players: readonly PlayerDay[], at: number): Promise<DoneAct> {
  const requestId = uuidV7()
  const ticks = { requestId, players: named(players), at }
  return act(
    requestId,
    kind === 'here' ? callHub('board.checkIn', ticks) : callHub('board.pickUp', { ...ticks, by: null }),
  )
}

/** Takes an act back: whole, or (`players`) for some of its players. */
export function undoAct(of: string, players: readonly number[] | null): Promise<DoneAct> {
  const requestId = uuidV7()
  return act(requestId, callHub('board.undo', { requestId, of, players: players === null ? null : [...players] }))
}

export async function setCampTimes(times: {
  readonly campId: number
  readonly firstDay: string | null
  readonly lastDay: string | null
  readonly beginsAt: number
  readonly endsAt: number
  readonly grace: number
}): Promise<readonly CampView[]> {
  return callHub('board.setCampTimes', times)
}
