import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench, Figure } from './figure.ts'
import { audienceBench } from './audience.ts'
import { boardBench } from './board.ts'
import { callsBench } from './calls/bench.ts'
import { catchUpBench } from './catch-up.ts'
import { delayBench } from './delay.ts'
import { enterBench } from './enter.ts'
import { importBench } from './import.ts'
import { inboundBench } from './inbound.ts'
import { openBench } from './open.ts'
import { outboxBench } from './outbox/bench.ts'
import { searchBench } from './search.ts'
import { startBench } from './start.ts'
import { webhookBench } from './webhook/bench.ts'

export const benches: readonly Bench[] = [
  enterBench,
  inboundBench,
  webhookBench,
  startBench,
  openBench,
  searchBench,
  delayBench,
  catchUpBench,
  outboxBench,
  importBench,
  boardBench,
  audienceBench,
  callsBench,
]

/** Runs the named benches (all where none is named), one after the other. */
export async function runBenches(chosen: readonly Bench[], quick: boolean): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  for (const bench of chosen) {
    const folder = mkdtempSync(join(tmpdir(), `ptp-bench-${bench.name}-`))
    const say = (line: string) => process.stderr.write(`${bench.name}: ${line}\n`)
    try {
      figures.push(...(await bench.run({ quick, say, folder })))
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    }
  }
  return figures
}
