import { describe, expect, test } from 'vitest'
import { newId } from '../../electron/hub/ids.ts'
import { silentLog } from '../../electron/hub/log.ts'
import type { BoardAnswer, BoardRow, BoardView, OffList } from '../../electron/ipc/contract/board-views.ts'
import { registerCalls } from '../../electron/ipc/register.ts'
import { manualClock } from '../support/manual-clock.ts'
import { testHub } from '../support/test-hub.ts'

const minute = 60_000
/** 8:30 on a camp's morning in Chicago. */
const zone = 'America/Chicago'

async function tent(dataDir?: string, clock = manualClock()) {
  const started = await testHub({ clock, ...(dataDir === undefined ? {} : { dataDir }) })
  const dispatch = registerCalls(started.hub.handlers, silentLog)
  async function ask<Value>(name: string, input: object = {}): Promise<Value> {
    const result = await dispatch(name, input)
    if (!result.ok) throw Object.assign(new Error(result.error.message), { code: result.error.code })
    return result.value as Value
  }
  await ask('settings.update', { timeZone: zone, staffName: 'Dana Fox' })
  const board = (): Promise<BoardView> => ask<BoardView>('board.today')
  const expected = async (): Promise<BoardRow> => {
    const row = (await board()).rows.find(({ state }) => state === 'expected')
    if (!row) throw new Error('Nobody is expected.')
    return row
  }
  const checkIn = (row: BoardRow, requestId: string = newId(clock.now())): Promise<BoardAnswer> =>
    ask<BoardAnswer>('board.checkIn', {
      requestId,
      players: [{ playerId: row.playerId, campId: row.campId }],
      at: null,
    })
  return { ...started, clock, ask, board, expected, checkIn }
}

describe('the board of practice', () => {
  test('has everybody of the sample camp, told of each tick, and keeps it over a restart', async () => {
    const first = await tent()
    const { rows, day } = await first.board()
    expect(day).toBe('2026-07-14')
    expect(rows.length).toBeGreaterThan(45)
    const row = await first.expected()
    const answer = await first.checkIn(row)
    expect(answer.rows).toMatchObject([{ playerId: row.playerId, state: 'here', arrivedBy: 'Dana Fox' }])
    expect(first.changes('board').at(-1)).toMatchObject({ day, players: [row.playerId], rows: [{ state: 'here' }] })
    await first.hub.stop(0)
    const again = await tent(first.dataDir, first.clock)
    expect((await again.board()).rows.find(({ playerId }) => playerId === row.playerId)?.state).toBe('here')
  })

  test('nobody of it is a player of the live store', async () => {
    const { ask, expected, checkIn, board } = await tent()
    const row = await expected()
    await ask('practice.end')
    await expect(checkIn(row)).rejects.toMatchObject({ code: 'not-found' })
    expect((await board()).rows).toEqual([])
  })

  test('time makes who did not come missing, and the screen is told', async () => {
    const { clock, expected, board, changes } = await tent()
    const row = await expected()
    await clock.advance(3_000)
    // The laptop sleeps until just before.
    clock.jump((row.missingAt ?? 0) - clock.now() - 1_000)
    await clock.advanceUntil(() => changes('board').length > 0, { step: 5_000 })
    expect((await board()).rows.find(({ playerId }) => playerId === row.playerId)?.state).toBe('missing')
    expect(changes('board').at(-1)?.rows).toContainEqual(
      expect.objectContaining({ playerId: row.playerId, state: 'missing' }),
    )
  })

  test('a repeat of an act changes nothing, an undo takes it back, and both are written down', async () => {
    const { clock, ask, expected, checkIn } = await tent()
    const row = await expected()
    const of = newId(clock.now())
    await checkIn(row, of)
    await checkIn(row, of)
    const undone = await ask<BoardAnswer>('board.undo', { requestId: newId(clock.now()), of, players: null })
    expect(undone.rows).toMatchObject([{ playerId: row.playerId, state: 'expected', lastAct: null }])
    await checkIn(row, of)
    const undo = { requestId: newId(clock.now()), of, players: null }
    await expect(ask('board.undo', undo)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('a camp that does not run today has nobody on the board, and they are found off it', async () => {
    const { ask, board, expected } = await tent()
    const row = await expected()
    const [camp] = (await board()).camps
    if (!camp) throw new Error('No camp.')
    const { id, beginsAt, endsAt, grace } = camp
    const times = { campId: id, firstDay: '2026-07-15', lastDay: '2026-07-18', beginsAt, endsAt, grace }
    await ask('board.setCampTimes', times)
    expect((await board()).rows.some(({ playerId }) => playerId === row.playerId)).toBe(false)
    const found = await ask<OffList[]>('board.find', { text: row.firstName })
    expect(found).toContainEqual(expect.objectContaining({ playerId: row.playerId, camps: [] }))
    await expect(ask('board.setCampTimes', { ...times, lastDay: '2026-07-01' })).rejects.toMatchObject({
      code: 'invalid',
    })
    await ask('board.setCampTimes', { ...times, firstDay: null, grace: 60 })
    const again = (await board()).rows.find(({ playerId }) => playerId === row.playerId)
    expect(again?.missingAt).toBe((row.missingAt ?? 0) + (60 - grace) * minute)
  })
})
