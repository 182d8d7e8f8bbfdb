import { closeSync, existsSync, fstatSync, openSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts'
import { createReserve, reserveBytes } from './reserve.ts'
import { setAside } from './set-aside.ts'

test('the reserve takes its room, is given up once, and made again', async () => {
  const file = join(temporaryFolder(), 'reserve')
  const reserve = createReserve(file)
  expect(reserve.giveUp()).toBe(false)
  expect(await Promise.all([reserve.make(), reserve.make()])).toEqual([true, true])
  expect(reserve.stands).toBe(true)
  expect(statSync(file).size).toBe(reserveBytes)
  // Blocks, not a hole.
  if (process.platform === 'linux') expect(statSync(file).blocks * 512).toBeGreaterThanOrEqual(reserveBytes)
  expect(reserve.giveUp()).toBe(true)
  expect(existsSync(file)).toBe(false)
  expect(reserve.giveUp()).toBe(false)
  expect(await reserve.make()).toBe(true)
})

test('a reserve that was cut short is made anew; one that cannot be made leaves nothing', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'reserve')
  writeFileSync(file, 'half')
  const reserve = createReserve(file)
  expect(reserve.stands).toBe(false)
  await reserve.make()
  expect(reserve.stands).toBe(true)
  const nowhere = createReserve(join(folder, 'none', 'reserve'))
  expect(await nowhere.make()).toBe(false)
  expect(nowhere.giveUp()).toBe(false)
})

test('a reserve that is given up while it is made takes no room any more, and says that it does not stand', async () => {
  const file = join(temporaryFolder(), 'reserve')
  const reserve = createReserve(file)
  const made = reserve.make()
  while ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0) await turn()
  const held = openSync(file, 'r')
  try {
    expect(reserve.giveUp()).toBe(true)
    // Whoever still has it open holds the piece at most that was just being written.
    expect(await made).toBe(false)
    expect(fstatSync(held).blocks * 512).toBeLessThanOrEqual(reserveBytes / 4)
  } finally {
    closeSync(held)
  }
  expect(reserve.stands).toBe(false)
  expect(await reserve.make()).toBe(true)
})

test('a store is set aside with its log, never over another one', () => {
  const folder = temporaryFolder()
  const file = join(folder, 'hub.db')
  const now = Date.UTC(2026, 6, 14, 13, 30, 5)
  expect(setAside(file, 'damaged', now)).toBeNull()
  for (const round of ['first', 'second']) {
    writeFileSync(file, round)
    writeFileSync(`${file}-wal`, `${round} log`)
    setAside(file, 'damaged', now)
  }
  expect(readdirSync(folder).sort()).toEqual([
    'hub-damaged-2026-07-14T13-30-05-2.db',
    'hub-damaged-2026-07-14T13-30-05-2.db-wal',
    'hub-damaged-2026-07-14T13-30-05.db',
    'hub-damaged-2026-07-14T13-30-05.db-wal',
  ])
  expect(readFileSync(join(folder, 'hub-damaged-2026-07-14T13-30-05.db-wal'), 'utf8')).toBe('first log')
})
