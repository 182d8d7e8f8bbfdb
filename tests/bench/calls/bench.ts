import { join } from 'node:path'
import { everybody } from '../../../electron/hub/audience/audience.ts'
import { newId } from '../../../electron/hub/ids.ts'
import { startProcess } from '../child.ts'
import { milliseconds } from '../figure.ts'
import type { Bench } from '../figure.ts'
import { filledStore } from '../fill-store.ts'
import type { HubReady } from '../hub-process.ts'
import { startLiveLine } from '../live-line.ts'
import { median, percentile } from '../statistics.ts'
import type { CallersRequest } from './caller.ts'

const texts = 1_000
/** Texts a second that may leave meanwhile: a short code's pace. */
const pace = 100
const calls = 200
const apart = 50
const target = 1_000

const file = (name: string): string => join(import.meta.dirname, name)

/** How long callers wait for each answer while a broadcast goes out, with the callbacks of its texts; and on a quiet line. */
export const callsBench: Bench = {
  name: 'calls',
  needsElectron: false,
  async run({ quick, folder, say }) {
    const rounds = quick ? 2 : 5
    const dataDir = join(folder, 'calls')
    filledStore(join(dataDir, 'hub.db'))
    const line = await startLiveLine()
    const { PTP_PUBLIC_URL: _elsewhere, ...env } = line.env
    const hub = await startProcess<HubReady>(file('../hub-process.ts'), { ...env, PTP_DATA_DIR: dataDir })
    const callers = await startProcess<string>(file('caller.ts'))
    const origin = `http://127.0.0.1:${hub.first.port}`
    const busy: number[] = []
    const quiet: number[] = []
    try {
      // The carrier's callbacks come here, as through a tunnel.
      await hub.ask({ kind: 'call', name: 'settings.update', input: { publicUrl: origin, segmentsPerSecond: pace } })
      for (let round = 0; round <= rounds; round++) {
        const ring = (part: number): Promise<readonly number[]> =>
          callers.ask({ origin, calls, apart, round: round * 2 + part } satisfies CallersRequest)
        const alone = percentile(await ring(0), 0.99)
        const before = line.carrier.accepted().length
        const input = broadcast(round)
        await hub.ask({ kind: 'call', name: 'broadcasts.send', input })
        const beside = percentile(await ring(1), 0.99)
        const left = line.carrier.accepted().length - before
        // Its rest would only take time: it was under way from the first call to the last.
        const rest = { requestId: newId(Date.now()), id: input.id }
        if (left < texts) await hub.ask({ kind: 'call', name: 'broadcasts.cancel', input: rest })
        // The first round warms up.
        if (round === 0) continue
        quiet.push(alone)
        busy.push(beside)
        say(`round ${round}: ${milliseconds(beside)} while ${left} texts left, ${milliseconds(alone)} on a quiet line`)
      }
    } finally {
      await Promise.all([hub.stop(), callers.stop()])
      await line.carrier.stop()
    }
    const figure = median(busy)
    return [
      {
        name: `Webhooks of calls answered while a broadcast of ${texts.toLocaleString('en-US')} texts goes out, p99`,
        measured: milliseconds(figure),
        yardstick: `the same on a quiet line: ${milliseconds(median(quiet))}`,
        ratio: figure / median(quiet),
        target: `≤ ${target.toLocaleString('en-US')} ms`,
        holds: figure <= target,
      },
    ]
  },
}

/** Other words each time: the same ones would be asked about. */
function broadcast(round: number) {
  return {
    id: newId(Date.now()),
    name: `Round ${round}`,
    draft: {
      audience: { ...everybody, from: 'hand', players: Array.from({ length: texts }, (_, index) => index + 1) },
      templateId: null,
      bodies: { en: `Weather delay ${round}: {{player.first}} waits under cover. We text when play goes on.` },
      facts: {},
      asksToConfirm: false,
      useMinutes: 60,
    },
    sendAt: null,
    againOf: null,
    repeats: null,
  }
}
