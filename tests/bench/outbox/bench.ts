import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startProcess } from '../child.ts'
import type { BenchProcess } from '../child.ts'
import { milliseconds, perSecond } from '../figure.ts'
import type { Bench, Figure } from '../figure.ts'
import { filledStore, usualShape } from '../fill-store.ts'
import type { StoreShape } from '../fill-store.ts'
import { median, medianRatio } from '../statistics.ts'
import type { OursAnswer, OursRequest } from './ours.ts'

const recipients = 5_000
const targets = { queued: 500, delay: 20, memory: 1.1, cost: 1.2 }
const small: StoreShape = { messages: 1_000, conversations: 100, longest: 100 }
const large: StoreShape = { messages: 1_000_000, conversations: 8_000, longest: 10_000 }

const file = (name: string): string => join(import.meta.dirname, name)
const bytes = (value: number): string => `${(value / 1e6).toFixed(1)} MB`

type Ours = BenchProcess<string>

/** The outbox: how soon a broadcast is safe, how fast texts leave where nothing paces them, and what does not grow. */
export const outboxBench: Bench = {
  name: 'outbox',
  needsElectron: false,
  async run({ quick, folder, say }) {
    const taker = await startProcess<string>(file('taker.ts'))
    try {
      const ours = await startOurs(join(folder, 'ours'), taker.first, usualShape)
      const figures: Figure[] = []
      try {
        figures.push(...(await dispatch(ours, taker.first, folder, quick, say)))
        figures.push(...(await broadcasts(ours, quick ? 4 : 20, say)))
      } finally {
        await ours.stop()
      }
      figures.push(await cost(taker.first, folder, quick, say))
      return figures
    } finally {
      await taker.stop()
    }
  },
}

async function startOurs(folder: string, carrier: string, shape: StoreShape): Promise<Ours> {
  mkdirSync(folder, { recursive: true })
  filledStore(join(folder, 'hub.db'), shape)
  return startProcess<string>(file('ours.ts'), { BENCH_FOLDER: folder, BENCH_CARRIER: carrier })
}

const ask = (ours: Ours, kind: OursRequest['kind'], count: number): Promise<OursAnswer> =>
  ours.ask<OursAnswer>({ kind, count } satisfies OursRequest)

/** Texts per second, pacing off, beside two queues that make the same call of the carrier. */
async function dispatch(
  ours: Ours,
  carrier: string,
  folder: string,
  quick: boolean,
  say: (line: string) => void,
): Promise<readonly Figure[]> {
  const [count, rounds] = quick ? [300, 2] : [1_000, 5]
  const rivals = { plainjob: await startRival('plainjob'), liteque: await startRival('liteque') }
  const rates = { ours: [] as number[], plainjob: [] as number[], liteque: [] as number[] }
  async function startRival(name: string): Promise<BenchProcess<string>> {
    return startProcess<string>(file(`${name}.ts`), { BENCH_FILE: join(folder, `${name}.db`), BENCH_CARRIER: carrier })
  }
  try {
    // The first round warms up and is dropped.
    for (let round = 0; round <= rounds; round++) {
      await ask(ours, 'queue', count)
      const took = {
        ours: (await ask(ours, 'send', count)).took,
        plainjob: await rivals.plainjob.ask<number>({ count }),
        liteque: await rivals.liteque.ask<number>({ count }),
      }
      if (round === 0) continue
      for (const who of ['ours', 'plainjob', 'liteque'] as const) rates[who].push((count * 1000) / took[who])
      say(
        `dispatch ${round}: ours ${perSecond(rates.ours.at(-1) ?? 0)}, plainjob ${perSecond(rates.plainjob.at(-1) ?? 0)}, liteque ${perSecond(rates.liteque.at(-1) ?? 0)}`,
      )
    }
  } finally {
    await Promise.all([rivals.plainjob.stop(), rivals.liteque.stop()])
  }
  return (['plainjob', 'liteque'] as const).map((rival) => {
    const ratio = medianRatio(
      rates.ours.map((figure, index) => ({ figure, yardstick: rates[rival][index] ?? Number.NaN })),
    )
    return {
      name: 'Texts handed to the carrier, pacing off, through the SDK, each step durable',
      measured: perSecond(median(rates.ours)),
      yardstick: `${rival}, the same call: ${perSecond(median(rates[rival]))}`,
      ratio,
      target: '≥ 1 ×',
      holds: ratio >= 1,
    }
  })
}

/** One broadcast after the other: how soon each is durable, what else has to wait, and whether memory stays what it was. */
async function broadcasts(ours: Ours, rounds: number, say: (line: string) => void): Promise<readonly Figure[]> {
  const queued: OursAnswer[] = []
  const heaps: number[] = []
  for (let round = 1; round <= rounds; round++) {
    queued.push(await ask(ours, 'ledger', recipients))
    await ask(ours, 'queue', recipients)
    const sent = await ask(ours, 'send', recipients)
    heaps.push(sent.heap)
    say(
      `broadcast ${round}: list in ${milliseconds(queued.at(-1)?.took ?? 0)} (delay p99 ${milliseconds(queued.at(-1)?.delay.p99 ?? 0)}), sent in ${(sent.took / 1000).toFixed(1)} s (delay p99 ${milliseconds(sent.delay.p99)}), ${bytes(sent.heap)}`,
    )
  }
  const took = median(queued.map((one) => one.took))
  const p99 = median(queued.map((one) => one.delay.p99))
  const longest = median(queued.map((one) => one.delay.max))
  // What the first ones left behind, caches and compiled code, is there for good.
  const part = Math.min(3, Math.floor(rounds / 2))
  const before = median(heaps.slice(0, part))
  const after = median(heaps.slice(-part))
  const texts = (rounds * recipients).toLocaleString('en-US')
  return [
    {
      name: `A broadcast to ${recipients.toLocaleString('en-US')} queued: its whole list durable`,
      measured: milliseconds(took),
      yardstick: '',
      ratio: null,
      target: `≤ ${targets.queued} ms`,
      holds: took <= targets.queued,
    },
    {
      name: `Event-loop delay meanwhile, p99 (longest ${milliseconds(longest)})`,
      measured: milliseconds(p99),
      yardstick: '',
      ratio: null,
      target: `≤ ${targets.delay} ms`,
      holds: p99 <= targets.delay,
    },
    {
      name: `Memory in use after ${texts} texts`,
      measured: bytes(after),
      yardstick: `after the first ${(part * recipients).toLocaleString('en-US')}: ${bytes(before)}`,
      ratio: after / before,
      target: `≤ ${targets.memory} ×`,
      holds: after / before <= targets.memory,
    },
  ]
}

/** What a text costs, from the queue to the carrier, in a store of many messages and in one of few. */
async function cost(carrier: string, folder: string, quick: boolean, say: (line: string) => void): Promise<Figure> {
  const [count, rounds] = quick ? [300, 2] : [1_000, 5]
  const shape = quick ? usualShape : large
  const stores = {
    many: await startOurs(join(folder, 'many'), carrier, shape),
    few: await startOurs(join(folder, 'few'), carrier, small),
  }
  const costs = { many: [] as number[], few: [] as number[] }
  try {
    for (let round = 0; round <= rounds; round++) {
      for (const which of ['many', 'few'] as const) {
        const queued = await ask(stores[which], 'queue', count)
        const sent = await ask(stores[which], 'send', count)
        if (round > 0) costs[which].push((queued.processor + sent.processor) / count)
      }
      if (round > 0)
        say(
          `cost ${round}: ${milliseconds(costs.many.at(-1) ?? 0)} among many, ${milliseconds(costs.few.at(-1) ?? 0)} among few`,
        )
    }
  } finally {
    await Promise.all([stores.many.stop(), stores.few.stop()])
  }
  const ratio = medianRatio(costs.many.map((figure, index) => ({ figure, yardstick: costs.few[index] ?? Number.NaN })))
  return {
    name: `Processor time per text, queued and sent, among ${shape.messages.toLocaleString('en-US')} messages`,
    measured: `${median(costs.many).toFixed(2)} ms`,
    yardstick: `among ${small.messages.toLocaleString('en-US')}: ${median(costs.few).toFixed(2)} ms`,
    ratio,
    target: `≤ ${targets.cost} ×`,
    holds: ratio <= targets.cost,
  }
}
