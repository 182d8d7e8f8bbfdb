import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startProcess } from './child.ts'
import { milliseconds } from './figure.ts'
import type { Bench } from './figure.ts'
import type { ImportAnswer, ImportRequest } from './import-process.ts'
import { median } from './statistics.ts'

const players = 20_000
const targets = { time: 5_000, delay: 20 }

/** A registration's export: two children and two guardians a family, as such files are written. */
function roster(): string {
  const lines = ['First,Last,Birth Date,Camp,Group,Allergies,Parent 1 Name,Parent 1 Cell,Parent 2 Name,Parent 2 Phone']
  for (let index = 0; index < players; index += 1) {
    const family = Math.floor(index / 2)
    const line = String(family % 10_000).padStart(4, '0')
    const other = String((family * 7) % 10_000).padStart(4, '0')
    const area = 200 + (family % 700)
    lines.push(
      [
        `Kid${index}`,
        `Family${family}`,
        `4/12/201${index % 10}`,
        `Week ${index % 4}`,
        `U${8 + (index % 5)}`,
        index % 9 === 0 ? 'peanuts' : '',
        `Ann Family${family}`,
        `(312) ${area}-${line}`,
        `Bob Family${family}`,
        `773-${area}-${other}`,
      ].join(','),
    )
  }
  return lines.join('\r\n')
}

/** A roster of 20,000 players taken in, from the file on; the yardstick inserts what became of it, bare. */
export const importBench: Bench = {
  name: 'import',
  needsElectron: false,
  async run({ quick, folder, say }) {
    const file = join(folder, 'roster.csv')
    writeFileSync(file, roster())
    const times: number[] = []
    const delays: number[] = []
    const bare: number[] = []
    const rounds = quick ? 2 : 5
    for (let round = 0; round < rounds; round += 1) {
      const dataDir = join(folder, `round-${round}`)
      mkdirSync(dataDir, { recursive: true })
      const child = await startProcess<string>(join(import.meta.dirname, 'import-process.ts'), {
        BENCH_FOLDER: dataDir,
      })
      try {
        const ours = await child.ask<ImportAnswer>({ kind: 'import', file } satisfies ImportRequest)
        const yardstick = await child.ask<ImportAnswer>({ kind: 'bare', file } satisfies ImportRequest)
        say(`${milliseconds(ours.took)}, delay p99 ${milliseconds(ours.delay)}; bare ${milliseconds(yardstick.took)}`)
        // The first of each warms the disk.
        if (round === 0 && rounds > 1) continue
        times.push(ours.took)
        delays.push(ours.delay)
        bare.push(yardstick.took)
      } finally {
        await child.stop()
        rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
      }
    }
    const took = median(times)
    const delay = median(delays)
    const yardstick = median(bare)
    return [
      {
        name: `Roster of ${players.toLocaleString('en-US')} players imported`,
        measured: milliseconds(took),
        yardstick: `${milliseconds(yardstick)} bare inserts of the same rows`,
        ratio: took / yardstick,
        target: `≤ ${targets.time / 1_000} s`,
        holds: took <= targets.time,
      },
      {
        name: 'Event-loop delay meanwhile, p99',
        measured: milliseconds(delay),
        yardstick: '',
        ratio: null,
        target: `≤ ${targets.delay} ms`,
        holds: delay <= targets.delay,
      },
    ]
  },
}
