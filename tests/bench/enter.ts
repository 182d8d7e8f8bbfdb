import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openApp, openBare } from './electron-window.ts'
import type { BenchWindow } from './electron-window.ts'
import { milliseconds } from './figure.ts'
import type { Bench, Figure } from './figure.ts'
import { filledStore } from './fill-store.ts'
import { startLiveLine } from './live-line.ts'
import { medianRatio, median, percentile } from './statistics.ts'

const keysPerRound = 20

/**
 * How quickly text follows text. In a row: the next Enter comes with the letters before it, while the carrier still tells of the
 * texts before. At a person's pace: some time after the last letter, and after the last text (ms).
 */
const paces = [
  { name: 'texts in a row', pause: 0, rounds: 9 },
  { name: 'at a quick hand’s pace', pause: 250, rounds: 5 },
] as const

/** From the Enter key to the painted bubble, in the conversation of 10,000 messages. */
export const enterBench: Bench = {
  name: 'enter',
  needsElectron: true,
  async run({ quick, folder, say }) {
    const dataDir = join(folder, 'app')
    filledStore(join(dataDir, 'hub.db'))
    const line = await startLiveLine()
    const app = await openApp(dataDir, line.env)
    const bare = await openBare(join(folder, 'bare'))
    const figures: Figure[] = []
    try {
      for (const { name, pause, rounds } of paces) {
        const measured: { figure: number; yardstick: number }[] = []
        for (let round = 0; round <= (quick ? 3 : rounds); round++) {
          const figure = percentile(await pressEnter(app, `${pause}-${round}`, pause), 0.95)
          const yardstick = percentile(await pressEnter(bare, `${pause}-${round}`, pause), 0.95)
          // The first round warms up.
          if (round === 0) continue
          measured.push({ figure, yardstick })
          say(`${name}, round ${round}: app ${milliseconds(figure)}, bare ${milliseconds(yardstick)}`)
        }
        const ratio = medianRatio(measured)
        figures.push({
          name: `Enter → bubble painted, p95, thread of 10,000 in 200,000, ${name}`,
          measured: milliseconds(median(measured.map((one) => one.figure))),
          yardstick: `bare page that appends one element: ${milliseconds(median(measured.map((one) => one.yardstick)))}`,
          ratio,
          target: '≤ 1.5 ×',
          holds: ratio <= 1.5,
        })
      }
    } finally {
      await Promise.all([app.stop(), bare.stop()])
      await line.carrier.stop()
    }
    return figures
  },
}

/** Types texts and presses Enter after each; milliseconds from each key to its painted bubble. */
async function pressEnter({ page, ask }: BenchWindow, round: string, pause: number): Promise<readonly number[]> {
  const times: number[] = []
  for (let index = 0; index < keysPerRound; index++) {
    const text = `See you at gate ${round}-${index} then, bring a hat`
    await page.keyboard.insertText(text)
    await ask(`bench.expectText(${JSON.stringify(text)})`)
    if (pause > 0) await wait(pause)
    await page.keyboard.press('Enter')
    times.push(await ask<number>('bench.sincePressed()'))
    if (pause > 0) await wait(pause)
  }
  return times
}
