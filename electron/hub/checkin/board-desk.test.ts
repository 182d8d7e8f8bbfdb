import { expect, test } from 'vitest'
import { addCamp, addFamily, addPlayer, campBegins, campZone } from '../../../tests/support/board-camp.ts'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import type { Change } from '../../ipc/contract/changes.ts'
import { newId } from '../ids.ts'
import { createStore } from '../store.ts'
import type { Touched } from '../store.ts'
import { openBoardDesk } from './board-desk.ts'
import { markLate } from './marks.ts'

const minute = 60_000
const quiet = { debug() {}, info() {}, warn() {}, error() {} }

function watched(start = campBegins) {
  const db = testStore()
  const clock = manualClock(start)
  const published: Change[] = []
  let zone = campZone
  let desk: { committed(touched: Touched): void; stop(): Promise<void> } | null = null
  const store = createStore(db, clock, (touched) => desk?.committed(touched))
  const camp = addCamp(db, 'Week 1')
  const player = addPlayer(db, addFamily(db).family, 'Maya Lopez', camp)
  desk = openBoardDesk({
    store,
    clock,
    log: quiet,
    zone: () => zone,
    publish: (changes) => published.push(...changes),
  })
  const boards = () => published.filter((change) => change.type === 'board')
  const setZone = (next: string): void => {
    zone = next
  }
  return { clock, store, camp, player, published, boards, desk, setZone }
}

test('whom time makes missing is told in the minute it happens, once', async () => {
  const { clock, player, boards, desk } = watched()
  await clock.advance(15 * minute - 1)
  expect(boards()).toEqual([])
  await clock.advance(1)
  expect(boards()).toMatchObject([{ day: '2027-06-14', players: [player], rows: [{ state: 'missing' }] }])
  await clock.advance(30 * minute)
  expect(boards()).toHaveLength(1)
  await desk.stop()
  expect(clock.pending).toBe(0)
})

test('who is late is missing again past their own time', async () => {
  const { clock, store, player, boards } = watched()
  await clock.advance(minute)
  store.write((write) =>
    markLate(write, {
      requestId: newId(clock.now()),
      players: [{ playerId: player }],
      staff: '',
      zone: campZone,
      expectedAt: campBegins + 20 * minute,
    }),
  )
  expect(boards()).toMatchObject([{ rows: [{ state: 'late' }] }])
  await clock.advance(34 * minute - 1)
  expect(boards()).toHaveLength(1)
  await clock.advance(1)
  expect(boards().at(-1)).toMatchObject({ rows: [{ state: 'missing' }] })
})

test('a new day, another time zone and a clock set back make the screen read everything', async () => {
  const { clock, boards, setZone } = watched()
  await clock.advance(16 * minute)
  const everything = () => boards().filter(({ players }) => players === null).length
  await clock.advance(15 * 60 * minute)
  expect(everything()).toBe(1)
  setZone('Europe/Berlin')
  await clock.advance(minute)
  expect(everything()).toBe(2)
  clock.jump(-2 * 24 * 60 * minute)
  await clock.advance(2 * minute)
  expect(everything()).toBe(3)
})

test('times of a camp that are set anew count from then on', async () => {
  const { clock, store, camp, boards } = watched()
  await clock.advance(minute)
  store.write((write) => {
    write.db.prepare('UPDATE camp SET grace = 2 WHERE id = ?').run(camp)
    write.stale('board')
  })
  expect(boards()).toMatchObject([{ players: null }])
  await clock.advance(minute)
  expect(boards().at(-1)).toMatchObject({ rows: [{ state: 'missing' }] })
})
