import { useCallback, useSyncExternalStore } from 'react'
import type { BoardState } from '../../electron/ipc/contract/board-views.ts'
import type { Change } from '../../electron/ipc/contract/changes.ts'
import { callHub, reportError } from './bridge.ts'
import { follow } from './connect.ts'

/**
 * Today's state of everybody on the board, for the small marks beside names. It is read once the first mark is on screen and
 * nothing else waits, and then follows the board's changes: the list of conversations does not wait for it.
 */
let marks: ReadonlyMap<number, BoardState> = new Map()
const listeners = new Set<() => void>()
let wanted = false
let reading = 0
let timer: ReturnType<typeof setTimeout> | undefined

function show(next: ReadonlyMap<number, BoardState>): void {
  marks = next
  for (const listener of listeners) listener()
}

async function read(): Promise<void> {
  reading += 1
  const mine = reading
  try {
    const read = await callHub('family.marks', {})
    if (mine === reading) show(new Map(read.map(({ playerId, state }) => [playerId, state])))
  } catch (error) {
    reportError('day-marks', error)
  }
}

/** Many ticks in a row are read together. */
function readSoon(): void {
  if (!wanted) return
  timer ??= setTimeout(() => {
    timer = undefined
    void read()
  }, 150)
}

function isAboutBoard(change: Change): boolean {
  return (
    change.type === 'board' ||
    (change.type === 'stale' && (change.rooms.includes('board') || change.rooms.includes('people')))
  )
}

follow({
  apply(changes) {
    if (changes.some(isAboutBoard)) readSoon()
  },
  readAgain(fresh) {
    if (fresh) show(new Map())
    readSoon()
  },
})

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (!wanted) {
    wanted = true
    window.requestIdleCallback(() => void read(), { timeout: 2_000 })
  }
  return () => listeners.delete(listener)
}

/** A player's state today; undefined for one who is not on today's board. */
export function useDayMark(playerId: number): BoardState | undefined {
  return useSyncExternalStore(
    subscribe,
    useCallback(() => marks.get(playerId), [playerId]),
  )
}
