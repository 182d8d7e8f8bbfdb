import { join } from 'node:path'
import { startProcess } from '../child.ts'
import type { BenchProcess } from '../child.ts'
import { perSecond } from '../figure.ts'
import type { Bench } from '../figure.ts'
import { addOpenTexts, filledStore } from '../fill-store.ts'
import type { OpenText } from '../fill-store.ts'
import type { HubReady } from '../hub-process.ts'
import { startLiveLine } from '../live-line.ts'
import { median, medianRatio, percentile } from '../statistics.ts'
import type { LoadAnswer, LoadRequest } from './generator.ts'

/** Connections that each wait for their answer before they ask again: a tunnel after a broadcast. */
const connections = 16
const textsPerRound = 1_000

const file = (name: string): string => join(import.meta.dirname, name)

/** Accepted status callbacks per second: the hub with all it does, a bare server, and Express with Twilio's middleware. */
export const webhookBench: Bench = {
  name: 'webhook',
  needsElectron: false,
  async run({ quick, folder, say }) {
    const rounds = quick ? 3 : 9
    const store = join(folder, 'webhook', 'hub.db')
    filledStore(store)
    // The first round warms up and is dropped.
    const texts = addOpenTexts(store, textsPerRound * (rounds + 1), Date.now())
    const line = await startLiveLine()
    const hub = await startProcess<HubReady>(file('../hub-process.ts'), {
      ...line.env,
      PTP_DATA_DIR: join(folder, 'webhook'),
    })
    const bare = await startProcess<number>(file('bare-server.ts'), { BENCH_FILE: join(folder, 'bare.db') })
    const express = await startProcess<number>(file('express-server.ts'), { BENCH_FILE: join(folder, 'express.db') })
    const generator = await startProcess<string>(file('generator.ts'))
    const measured: Record<'hub' | 'bare' | 'express', LoadAnswer[]> = { hub: [], bare: [], express: [] }
    const ports = { hub: hub.first.port, bare: bare.first, express: express.first }
    try {
      for (let round = 0; round <= rounds; round++) {
        const part = texts.slice(round * textsPerRound, (round + 1) * textsPerRound)
        for (const side of ['hub', 'bare', 'express'] as const) {
          const answer = await load(generator, ports[side], part)
          if (round > 0) measured[side].push(answer)
        }
        if (round > 0)
          say(
            `round ${round}: ${(['hub', 'bare', 'express'] as const).map((side) => `${side} ${perSecond(measured[side].at(-1)?.perSecond ?? 0)}`).join(', ')}`,
          )
      }
    } finally {
      await Promise.all([hub.stop(), bare.stop(), express.stop(), generator.stop()])
      await line.carrier.stop()
    }
    const rate = (side: 'hub' | 'bare' | 'express'): number => median(measured[side].map((answer) => answer.perSecond))
    const ratioTo = (side: 'bare' | 'express'): number =>
      medianRatio(
        measured.hub.map((answer, index) => ({
          figure: answer.perSecond,
          yardstick: measured[side][index]?.perSecond ?? Number.NaN,
        })),
      )
    const slowest = percentile(
      measured.hub.flatMap((answer) => answer.latencies),
      0.99,
    )
    const name = `Status callbacks accepted and committed, ${connections} connections`
    return [
      {
        name: `${name} (p99 of an answer ${slowest.toFixed(0)} ms)`,
        measured: perSecond(rate('hub')),
        yardstick: `bare node:http, signature, one row: ${perSecond(rate('bare'))}`,
        ratio: ratioTo('bare'),
        target: '≥ 0.9 ×',
        holds: ratioTo('bare') >= 0.9,
      },
      {
        name,
        measured: perSecond(rate('hub')),
        yardstick: `Express, twilio.webhook(), one row: ${perSecond(rate('express'))}`,
        ratio: ratioTo('express'),
        target: '> 1 ×',
        holds: ratioTo('express') > 1,
      },
    ]
  },
}

async function load(generator: BenchProcess<string>, port: number, texts: readonly OpenText[]): Promise<LoadAnswer> {
  const answer = await generator.ask<LoadAnswer>({ port, texts, connections } satisfies LoadRequest)
  if (answer.refused > 0) throw new Error(`${answer.refused} callbacks were refused.`)
  return answer
}
