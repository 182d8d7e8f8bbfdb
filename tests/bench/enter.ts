import { join } from 'node:path'
import { openApp, openBare } from './electron-window.ts'
import type { BenchWindow } from './electron-window.ts'
import { milliseconds } from './figure.ts'
import type { Bench } from './figure.ts'
import { filledStore } from './fill-store.ts'
import { startLiveLine } from './live-line.ts'
import { medianRatio, median, percentile } from './statistics.ts'

const keysPerRound = 20

/** From the Enter key to the painted bubble, in the conversation of 10,000 messages. */
export const enterBench: Bench = {
  name: 'enter',
  needsElectron: true,
  async run({ quick, folder, say }) {
    const rounds = quick ? 3 : 9
    const dataDir = join(folder, 'app')
    filledStore(join(dataDir, 'hub.db'))
    const line = await startLiveLine()
    const app = await openApp(dataDir, line.env)
    const bare = await openBare(join(folder, 'bare'))
    const measured: { figure: number; yardstick: number }[] = []
    try {
      for (let round = 0; round <= rounds; round++) {
        const figure = percentile(await pressEnter(app, round), 0.95)
        const yardstick = percentile(await pressEnter(bare, round), 0.95)
        // The first round warms up.
        if (round === 0) continue
        measured.push({ figure, yardstick })
        say(`round ${round}: app ${milliseconds(figure)}, bare ${milliseconds(yardstick)}`)
      }
    } finally {
      await Promise.all([app.stop(), bare.stop()])
      await line.carrier.stop()
    }
    const ratio = medianRatio(measured)
    return [
      {
        name: 'Enter → bubble painted, p95, thread of 10,000 in 200,000',
        measured: milliseconds(median(measured.map((one) => one.figure))),
        yardstick: `bare page that appends one element: ${milliseconds(median(measured.map((one) => one.yardstick)))}`,
        ratio,
        target: '≤ 1.5 ×',
        holds: ratio <= 1.5,
      },
    ]
  },
}

/** Types texts and presses Enter after each; milliseconds from each key to its painted bubble. */
async function pressEnter({ page, ask }: BenchWindow, round: number): Promise<readonly number[]> {
  const times: number[] = []
  for (let index = 0; index < keysPerRound; index++) {
    const text = `See you at gate ${round}-${index} then, bring a hat`
    await page.keyboard.insertText(text)
    await ask(`bench.expectText(${JSON.stringify(text)})`)
    await page.keyboard.press('Enter')
    times.push(await ask<number>('bench.sincePressed()'))
  }
  return times
}
