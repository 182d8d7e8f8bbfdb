import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { root } from '../../scripts/lib/run.mts'
import { cleanEnvironment } from './clean-environment.ts'
import { connectToPage } from './devtools.ts'
import { bareFolder, electronArguments, electronPath, probe } from './electron-window.ts'
import { milliseconds } from './figure.ts'
import type { Bench } from './figure.ts'
import { filledStore } from './fill-store.ts'
import { startLiveLine } from './live-line.ts'
import { memoryOf } from './processes.ts'
import { median, medianRatio } from './statistics.ts'

/** From usable to "at rest", in milliseconds. */
const settling = 8_000
const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} MB`

interface Started {
  /** Milliseconds from the start of the process until a key typed was on screen. */
  readonly usableAfter: number
  /** Bytes once it had come to rest; null where that was not waited for. */
  readonly atRest: number | null
}

/** Starts and memory of the app with a full store, beside an empty window that takes a key. */
export const startBench: Bench = {
  name: 'start',
  needsElectron: true,
  async run({ quick, folder, say }) {
    const rounds = quick ? 3 : 9
    const roundsAtRest = quick ? 1 : 3
    const dataDir = join(folder, 'app')
    filledStore(join(dataDir, 'hub.db'))
    const line = await startLiveLine()
    const times: { figure: number; yardstick: number }[] = []
    const memory: { figure: number; yardstick: number }[] = []
    try {
      for (let round = 0; round <= rounds; round++) {
        const rest = round > 0 && round <= roundsAtRest
        const app = await start(root, dataDir, line.env, rest)
        const bare = await start(bareFolder, join(folder, 'bare'), {}, rest)
        // The first round warms up: code caches, the disk's.
        if (round === 0) continue
        times.push({ figure: app.usableAfter, yardstick: bare.usableAfter })
        if (app.atRest !== null && bare.atRest !== null) memory.push({ figure: app.atRest, yardstick: bare.atRest })
        const rested =
          app.atRest === null || bare.atRest === null
            ? ''
            : `, at rest ${megabytes(app.atRest)} and ${megabytes(bare.atRest)}`
        say(`round ${round}: app ${milliseconds(app.usableAfter)}, bare ${milliseconds(bare.usableAfter)}${rested}`)
      }
    } finally {
      await line.carrier.stop()
    }
    const [time, weight] = [medianRatio(times), medianRatio(memory)]
    const middle = (side: 'figure' | 'yardstick', of: typeof times): number => median(of.map((one) => one[side]))
    return [
      {
        name: 'Start to usable (a thread shown, the composer takes a key), 200,000 messages',
        measured: milliseconds(middle('figure', times)),
        yardstick: `empty window that takes a key: ${milliseconds(middle('yardstick', times))}`,
        ratio: time,
        target: '≤ 1.3 ×',
        holds: time <= 1.3,
      },
      {
        name: `Memory at rest, ${settling / 1000} s after that (PSS of all its processes)`,
        measured: megabytes(middle('figure', memory)),
        yardstick: `the same window: ${megabytes(middle('yardstick', memory))}`,
        ratio: weight,
        target: '≤ 1.5 ×',
        holds: weight <= 1.5,
      },
    ]
  },
}

/** Starts a window as a person does, types a letter as soon as that helps, and ends it. */
async function start(
  folder: string,
  dataDir: string,
  env: Readonly<Record<string, string>>,
  rest: boolean,
): Promise<Started> {
  const startedAt = performance.timeOrigin + performance.now()
  const child = spawn(
    electronPath(),
    [...electronArguments(folder, dataDir), '--remote-debugging-port=0', '--quiet-quit'],
    {
      env: cleanEnvironment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  child.stdout.resume()
  const ended = once(child, 'exit')
  try {
    const page = await connectToPage(child.stderr)
    await page.evaluate(probe)
    await page.evaluate('bench.usable()')
    await page.evaluate('bench.expectLetter()')
    await page.typeLetter('x')
    const shownAt = await page.evaluate<number>('bench.appeared()')
    page.close()
    const usableAfter = shownAt - startedAt
    if (!rest) return { usableAfter, atRest: null }
    await wait(settling)
    return { usableAfter, atRest: memoryOf(child.pid ?? 0) }
  } finally {
    child.kill('SIGTERM')
    const cut = setTimeout(() => child.kill('SIGKILL'), 8_000)
    await ended
    clearTimeout(cut)
  }
}
