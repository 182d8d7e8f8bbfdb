import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { closeStore, openStore } from '../../db/open.ts'
import type { Db } from '../../db/open.ts'
import { realClock } from '../../electron/hub/clock.ts'
import { importRoster } from '../../electron/hub/people/import/apply.ts'
import { guessFor, readHeaders, rosterRows } from '../../electron/hub/people/import/preview.ts'
import { detectFormat } from '../../electron/hub/people/import/read-roster.ts'
import { createStore } from '../../electron/hub/store.ts'
import { serveParent } from './child.ts'
import { migrationsDir } from './fill-store.ts'

// The import in a process of its own, as the hub runs it; and the same rows put in bare.

export interface ImportRequest {
  readonly kind: 'import' | 'bare'
  readonly file: string
}

export interface ImportAnswer {
  /** Milliseconds. */
  readonly took: number
  /** p99 of the event loop's delay in milliseconds, without the timer's own interval. */
  readonly delay: number
}

const folder = process.env['BENCH_FOLDER'] ?? ''
const resolution = 2
const tables = ['family', 'guardian', 'guardian_number', 'player', 'camp', 'enrolment'] as const

function open(name: string): Db {
  return openStore({ file: join(folder, name), migrationsDir, backupsDir: join(folder, 'backups'), now: 1 })
}

async function timed(work: () => Promise<void>): Promise<ImportAnswer> {
  const histogram = monitorEventLoopDelay({ resolution })
  histogram.enable()
  const began = performance.now()
  await work()
  const took = performance.now() - began
  histogram.disable()
  return { took, delay: Math.max(0, histogram.percentile(99) / 1e6 - resolution) }
}

async function takeIn(db: Db, file: string): Promise<void> {
  const { signal } = new AbortController()
  const store = createStore(db, realClock(1), () => undefined)
  const format = await detectFormat(file, signal)
  const header = await readHeaders(file, format, 'US', signal)
  const columns = await guessFor(file, format, header, 'US', signal)
  const rows = rosterRows({ file, format, ...header, columns, country: 'US', year: 2026 }, signal)
  await importRoster(rows, { store, fileName: 'roster.csv', signal, progress: () => undefined })
}

/** The rows that an import made, by plain inserts into a store with the same indexes, so many to a commit. */
async function insertBare(from: Db, into: Db): Promise<void> {
  for (const table of tables) {
    const rows = from.prepare(`SELECT * FROM ${table}`).raw(true).all() as unknown[][]
    const insert = into.prepare(`INSERT INTO ${table} VALUES (${(rows[0] ?? []).map(() => '?').join(', ')})`)
    const chunk = into.transaction((some: readonly unknown[][]) => {
      for (const row of some) insert.run(...row)
    })
    for (let start = 0; start < rows.length; start += 200) {
      chunk.immediate(rows.slice(start, start + 200))
      await nextTurn()
    }
  }
}

const ours = open('hub.db')
const bare = open('bare.db')
serveParent<ImportRequest>(
  'ready',
  ({ kind, file }) => timed(() => (kind === 'import' ? takeIn(ours, file) : insertBare(ours, bare))),
  async () => {
    closeStore(ours)
    closeStore(bare)
    await nextTurn()
  },
)
