import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { newId } from '../../electron/hub/ids.ts'
import { pick, seededRandom } from '../../electron/hub/random.ts'
import { account } from './account.ts'
import { startProcess } from './child.ts'
import type { BenchProcess } from './child.ts'
import { milliseconds } from './figure.ts'
import type { Bench, Figure } from './figure.ts'
import { addOpenTexts, filledStore, usualShape } from './fill-store.ts'
import type { StoreShape } from './fill-store.ts'
import type { DelayAnswer, HubReady } from './hub-process.ts'
import { startLiveLine } from './live-line.ts'
import { median } from './statistics.ts'
import { statusCallbacks, wireRequest } from './webhook/callbacks.ts'

const target = 20
const seconds = { quick: 5, usual: 20 }
/** Of each, in a second: more than a busy camp ever sees. */
const rates = { callback: 60, inbound: 10, send: 5, search: 4, list: 6, thread: 6 }
type Work = keyof typeof rates

const words = [
  'camp',
  'the',
  't',
  'late',
  'pickup fri',
  'mia',
  '312',
  'gate two',
  'allergy',
  'we are',
  'tomorrow',
  'nobody says this',
]

/** How long the hub keeps anything waiting while everything goes on at once. */
export const delayBench: Bench = {
  name: 'delay',
  needsElectron: false,
  async run({ quick, folder, say }) {
    const figures: Figure[] = []
    const shapes: readonly StoreShape[] = process.env['BENCH_MILLION']
      ? [usualShape, { messages: 1_000_000, conversations: 8_000, longest: 10_000 }]
      : [usualShape]
    for (const shape of shapes) figures.push(await measure(shape, quick, folder, say))
    return figures
  },
}

async function measure(
  shape: StoreShape,
  quick: boolean,
  folder: string,
  say: (line: string) => void,
): Promise<Figure> {
  const dataDir = join(folder, String(shape.messages))
  const store = join(dataDir, 'hub.db')
  const rounds = quick ? 2 : 5
  const span = (quick ? seconds.quick : seconds.usual) * 1000
  filledStore(store, shape)
  const texts = addOpenTexts(store, Math.ceil(((rounds + 1) * span * rates.callback) / 3000) + 50, Date.now())
  const line = await startLiveLine()
  const hub = await startProcess<HubReady>(join(import.meta.dirname, 'hub-process.ts'), {
    ...line.env,
    PTP_DATA_DIR: dataDir,
  })
  const measured: DelayAnswer[] = []
  try {
    const load = makeLoad(hub, statusCallbacks(texts), shape)
    // The first round warms up.
    for (let round = 0; round <= rounds; round++) {
      await hub.ask({ kind: 'watch' })
      await load.run(span)
      const answer = await hub.ask<DelayAnswer>({ kind: 'delays' })
      if (round === 0) continue
      measured.push(answer)
      say(
        `round ${round}: p50 ${milliseconds(answer.p50)}, p99 ${milliseconds(answer.p99)}, longest ${milliseconds(answer.max)}`,
      )
    }
    load.end()
  } finally {
    await hub.stop()
    await line.carrier.stop()
  }
  const p99 = median(measured.map((one) => one.p99))
  const perSecond = Object.entries(rates).map(([work, rate]) => `${rate} ${work}`)
  return {
    name: `Event-loop delay of the hub, p99, ${shape.messages.toLocaleString('en-US')} messages, each second ${perSecond.join(', ')} (longest ${milliseconds(Math.max(...measured.map((one) => one.max)))})`,
    measured: milliseconds(p99),
    yardstick: '',
    ratio: null,
    target: `≤ ${target} ms`,
    holds: p99 <= target,
  }
}

/** What a busy day does to the hub, from outside: webhooks by HTTP, calls as a page makes them. */
function makeLoad(hub: BenchProcess<HubReady>, callbacks: readonly Buffer[], shape: StoreShape) {
  const random = seededRandom(5)
  const socket = connect({ port: hub.first.port, host: '127.0.0.1', noDelay: true })
  const trouble: string[] = []
  socket.on('data', (data) => {
    const status = data.subarray(9, 12).toString()
    if (!status.startsWith('2')) trouble.push(`A webhook was answered with ${status}.`)
  })
  socket.on('error', (error) => trouble.push(error.message))
  let nextCallback = 0
  let texts = 0
  let sids = 0
  const conversation = (): number => 1 + Math.floor(random.next() * shape.conversations)
  const call = (name: string, input: unknown): void => {
    hub.ask({ kind: 'call', name, input }).catch((error: unknown) => trouble.push(String(error)))
  }

  function inbound(): Buffer {
    sids += 1
    const sid = `SM${sids.toString(16).padStart(32, 'c')}`
    const from = `+1312${String(2_000_000 + (conversation() - 1) * 37).padStart(7, '0')}`
    const form = {
      MessageSid: sid,
      SmsSid: sid,
      SmsStatus: 'received',
      AccountSid: account.accountSid,
      From: from,
      To: account.number,
      Body: 'We are here, where do we go?',
      NumMedia: '0',
      NumSegments: '1',
      ApiVersion: '2010-04-01',
    }
    return wireRequest('/twilio/sms', form)
  }

  function doOne(work: Work): void {
    switch (work) {
      case 'callback': {
        const request = callbacks[nextCallback]
        nextCallback += 1
        if (request) socket.write(request)
        return
      }
      case 'inbound':
        socket.write(inbound())
        return
      case 'send':
        return call('messages.send', {
          id: newId(Date.now()),
          conversationId: conversation(),
          channel: 'sms',
          // Each says something else, or staff would be asked before it goes out.
          body: `Camp is at the gym today, door ${(texts += 1)}.`,
          replaces: null,
          noUseAfter: null,
        })
      case 'search':
        return call('search.query', { text: pick(random, words), limit: 50 })
      case 'list':
        return call('conversations.list', {
          show: pick(random, ['all', 'unread', 'needs-reply', 'failed']),
          before: null,
          limit: 50,
        })
      case 'thread':
        return call('messages.page', { conversationId: conversation(), at: { where: 'newest' }, limit: 50 })
    }
  }

  return {
    /** Spreads the work by chance over `span` real milliseconds. */
    async run(span: number): Promise<void> {
      const plan = (Object.keys(rates) as Work[])
        .flatMap((work) =>
          Array.from({ length: Math.round((rates[work] * span) / 1000) }, () => ({ work, at: random.next() * span })),
        )
        .sort((a, b) => a.at - b.at)
      const started = performance.now()
      for (const { work, at } of plan) {
        const ahead = started + at - performance.now()
        if (ahead > 1) await wait(ahead)
        doOne(work)
      }
      if (trouble.length > 0) throw new Error(trouble[0])
    },
    end: () => void socket.destroy(),
  }
}
