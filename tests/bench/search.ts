import { join } from 'node:path'
import { startProcess } from './child.ts'
import { milliseconds } from './figure.ts'
import type { Bench } from './figure.ts'
import { filledStore, longAddress } from './fill-store.ts'
import type { HubReady, SearchAnswer } from './hub-process.ts'
import { startLiveLine } from './live-line.ts'
import { percentile } from './statistics.ts'

const target = 30

/** What people type: a letter on the way to a word, names common and rare, words, a question, digits, nothing that is there. */
const queries = [
  'a',
  'e',
  't',
  'w',
  'z',
  'th',
  'ca',
  'th t',
  'the',
  'camp',
  'tomorrow',
  'sunscreen',
  'running late',
  'late because of traffic',
  'we are at gate two',
  'to the in at',
  'is the on for',
  'peanut allergy',
  'Wilhelmina',
  'Oyelaran',
  'Ava',
  'Garcia',
  'Noah Nguyen',
  'mia u10',
  'lightning',
  '312',
  '1312200',
  longAddress.slice(-4),
  longAddress,
  '10:45',
  '97 degrees',
  'xylophone',
  'zzzz',
]

/** A search over all texts, names and numbers, as the hub answers it. */
export const searchBench: Bench = {
  name: 'search',
  needsElectron: false,
  async run({ quick, folder, say }) {
    const dataDir = join(folder, 'search')
    filledStore(join(dataDir, 'hub.db'))
    const line = await startLiveLine()
    const hub = await startProcess<HubReady>(join(import.meta.dirname, 'hub-process.ts'), {
      ...line.env,
      PTP_DATA_DIR: dataDir,
    })
    let answers: readonly SearchAnswer[]
    try {
      await hub.ask({ kind: 'search', queries, rounds: 2 })
      answers = await hub.ask<readonly SearchAnswer[]>({ kind: 'search', queries, rounds: quick ? 5 : 25 })
    } finally {
      await hub.stop()
      await line.carrier.stop()
    }
    const byTime = answers
      .map(({ text, times }) => ({ text, p95: percentile(times, 0.95) }))
      .sort((a, b) => b.p95 - a.p95)
    for (const { text, p95 } of byTime.slice(0, 5)) say(`"${text}": p95 ${milliseconds(p95)}`)
    const all = answers.flatMap(({ times }) => times)
    const p95 = percentile(all, 0.95)
    const slowest = byTime[0]
    return [
      {
        name: `Search over 200,000, p95 of ${all.length} (p50 ${milliseconds(percentile(all, 0.5))}; slowest query "${slowest?.text}", p95 ${milliseconds(slowest?.p95 ?? 0)})`,
        measured: milliseconds(p95),
        yardstick: '',
        ratio: null,
        target: `≤ ${target} ms`,
        holds: p95 <= target,
      },
    ]
  },
}
