import { join } from 'node:path'
import { openApp } from './electron-window.ts'
import type { BenchWindow } from './electron-window.ts'
import { milliseconds } from './figure.ts'
import type { Bench } from './figure.ts'
import { filledStore, longGuardian } from './fill-store.ts'
import { startLiveLine } from './live-line.ts'
import { percentile } from './statistics.ts'

const target = 50
/** More than the page keeps, so that the long conversation is read anew each time. */
const opensPerRound = 30

/** From the key or click to another conversation's painted thread. */
export const openBench: Bench = {
  name: 'open',
  needsElectron: true,
  async run({ quick, folder, say }) {
    const rounds = quick ? 2 : 6
    const dataDir = join(folder, 'app')
    filledStore(join(dataDir, 'hub.db'))
    const line = await startLiveLine()
    const app = await openApp(dataDir, line.env)
    const byKey: number[] = []
    const long: number[] = []
    try {
      for (let round = 0; round <= rounds; round++) {
        const keys: number[] = []
        for (let index = 0; index < opensPerRound; index++)
          keys.push(await opened(app, () => app.page.keyboard.press('Alt+ArrowDown')))
        const back = await openLong(app)
        // The first round warms up.
        if (round === 0) continue
        byKey.push(...keys)
        long.push(back)
        say(`round ${round}: p95 ${milliseconds(percentile(keys, 0.95))}, the long one ${milliseconds(back)}`)
      }
    } finally {
      await app.stop()
      await line.carrier.stop()
    }
    const all = percentile([...byKey, ...long], 0.95)
    return [
      {
        name: `Opening a conversation, p95 of ${byKey.length + long.length} (the one of 10,000: ${milliseconds(percentile(long, 0.95))} at most)`,
        measured: milliseconds(all),
        yardstick: '',
        ratio: null,
        target: `≤ ${target} ms`,
        holds: all <= target && percentile(long, 0.95) <= target,
      },
    ]
  },
}

async function opened({ ask }: BenchWindow, act: () => Promise<void>): Promise<number> {
  await ask('bench.expectThread()')
  await act()
  return ask<number>('bench.sincePressed()')
}

/** By a click on its row, which stands first in the list. */
async function openLong(app: BenchWindow): Promise<number> {
  const list = app.page.getByRole('list', { name: 'Conversations' })
  await list.hover()
  await app.page.mouse.wheel(0, -100_000)
  const row = list.getByRole('button', { name: new RegExp(`^${longGuardian}`) }).first()
  await row.waitFor()
  const box = await row.boundingBox()
  if (!box) throw new Error('The row of the long conversation is not on screen.')
  return opened(app, () => app.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2))
}
