import { join } from 'node:path'
import Database from 'better-sqlite3'
import twilio from 'twilio'
import { moveSurePoint } from '../../db/catch-up.ts'
import { realClock } from '../../electron/hub/clock.ts'
import { newId } from '../../electron/hub/ids.ts'
import type { PracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'
import { seededRandom } from '../../electron/hub/random.ts'
import { until } from '../support/until.ts'
import { account } from './account.ts'
import { body, family } from './bodies.ts'
import { startProcess } from './child.ts'
import type { BenchProcess } from './child.ts'
import { milliseconds } from './figure.ts'
import type { Bench } from './figure.ts'
import { filledStore } from './fill-store.ts'
import type { DelayAnswer, HubReady } from './hub-process.ts'
import { startLiveLine } from './live-line.ts'
import { median, percentile } from './statistics.ts'

const texts = 5_000
const writers = 400
const week = 7 * 24 * 3_600_000
/** A person's texts, measured on the way out meanwhile: within what the sender's pace lets through at once. */
const sends = 15
const apart = 700
const longest = 120
const longestDelay = 20
const pageSize = 200
/** The list is asked for from a little earlier on. */
const overlap = 10 * 60_000

const seconds = (value: number): string => `${(value / 1000).toFixed(1)} s`

/** So many texts, spread over the week, that no webhook brought. */
function writeAWeek(carrier: PracticeCarrier, setClock: (behind: number) => void): void {
  const random = seededRandom(5)
  for (let index = 0; index < texts; index++) {
    setClock(week - (week * index) / texts)
    const writer = `+1312${String(2_000_000 + Math.floor(random.next() * writers))}`
    carrier.textFrom(writer, body(random, 'in', family(random).child))
  }
  setClock(0)
}

/** The same listing by the SDK alone, as quickly as it goes: nothing is stored. */
async function bareLoop(origin: string): Promise<number> {
  const client = twilio(account.accountSid, account.authToken)
  client.api.baseUrl = origin
  const started = performance.now()
  let page = await client.messages.page({
    to: account.number,
    dateSentAfter: new Date(Date.now() - week - overlap),
    pageSize,
  })
  let found = page.instances.length
  while (page.nextPageUrl !== undefined) {
    page = await client.messages.getPage(page.nextPageUrl)
    found += page.instances.length
  }
  if (found < texts) throw new Error(`The SDK listed ${found} texts.`)
  return performance.now() - started
}

/** Milliseconds from the call until Twilio has taken the text, for several in a row. */
async function sendSome(
  hub: BenchProcess<HubReady>,
  carrier: PracticeCarrier,
  round: number,
  count = sends,
): Promise<number[]> {
  const times: number[] = []
  for (let index = 0; index < count; index++) {
    const address = `+1${201 + index}555012${round}`
    const { id: conversationId } = await hub.ask<{ readonly id: number }>({
      kind: 'call',
      name: 'conversations.open',
      input: { address },
    })
    const words = `Pick-up is at the north gate, ${round}.${index}`
    const started = performance.now()
    await hub.ask({
      kind: 'call',
      name: 'messages.send',
      input: { id: newId(Date.now()), conversationId, channel: 'sms', body: words, replaces: null, noUseAfter: null },
    })
    await until(() => carrier.accepted().some((message) => message.body === words), 'the text is taken', 30_000, 2)
    times.push(performance.now() - started)
    await new Promise((resolve) => {
      setTimeout(resolve, apart)
    })
  }
  return times
}

/** A week away with 5,000 texts, asked for by REST within its budget of requests, while a person goes on texting. */
export const catchUpBench: Bench = {
  name: 'catch-up',
  needsElectron: false,
  async run({ quick, folder, say }) {
    const rounds = quick ? 1 : 3
    const real = realClock()
    let behind = 0
    const line = await startLiveLine({ ...real, now: () => real.now() - behind })
    const taken: number[] = []
    const bare: number[] = []
    const sent: { readonly alone: number[]; readonly meanwhile: number[] } = { alone: [], meanwhile: [] }
    const delays: DelayAnswer[] = []
    try {
      writeAWeek(line.carrier, (span) => (behind = span))
      for (let round = 0; round < rounds; round++) {
        const dataDir = join(folder, `catch-up-${round}`)
        filledStore(join(dataDir, 'hub.db'))
        leaveAWeekAgo(join(dataDir, 'hub.db'))
        bare.push(await bareLoop(line.carrier.origin))
        const hub = await startProcess<HubReady>(join(import.meta.dirname, 'hub-process.ts'), {
          ...line.env,
          PTP_DATA_DIR: dataDir,
        })
        try {
          // The first request loads the SDK, which is not what is measured here.
          await sendSome(hub, line.carrier, round * 3, 1)
          await hub.ask({ kind: 'watch' })
          const started = performance.now()
          const look = hub
            .ask<{ readonly complete: boolean; readonly texts: number }>({
              kind: 'call',
              name: 'catchUp.now',
              input: {},
            })
            .then((found) => ({ ...found, took: performance.now() - started }))
          sent.meanwhile.push(...(await sendSome(hub, line.carrier, round * 3 + 1)))
          const { complete, texts: found, took } = await look
          if (!complete || found !== texts) throw new Error(`Caught up on ${found} texts.`)
          delays.push(await hub.ask<DelayAnswer>({ kind: 'delays' }))
          taken.push(took)
          sent.alone.push(...(await sendSome(hub, line.carrier, round * 3 + 2)))
          say(`round ${round + 1}: ${seconds(took)}, the SDK alone ${seconds(bare.at(-1) ?? 0)}`)
        } finally {
          await hub.stop()
        }
      }
    } finally {
      await line.carrier.stop()
    }
    const p99 = median(delays.map((answer) => answer.p99))
    const ratio = median(taken) / median(bare)
    const [meanwhile, alone] = [percentile(sent.meanwhile, 0.95), percentile(sent.alone, 0.95)]
    return [
      {
        name: `A week away, ${texts.toLocaleString('en-US')} texts, caught up`,
        measured: seconds(median(taken)),
        yardstick: `the SDK listing the same, unpaced, storing nothing: ${seconds(median(bare))}`,
        ratio,
        target: `≤ ${longest} s`,
        holds: median(taken) <= longest * 1000,
      },
      {
        name: `A person’s text until Twilio has it, while that goes on, p95 of ${sent.meanwhile.length}`,
        measured: milliseconds(meanwhile),
        yardstick: `the same with nothing to catch up on: ${milliseconds(alone)}`,
        ratio: meanwhile / alone,
        target: '≤ 2 ×',
        holds: meanwhile <= alone * 2,
      },
      {
        name: `Event-loop delay meanwhile, p99 (longest ${milliseconds(median(delays.map(({ max }) => max)))})`,
        measured: milliseconds(p99),
        yardstick: '',
        ratio: null,
        target: `≤ ${longestDelay} ms`,
        holds: p99 <= longestDelay,
      },
    ]
  },
}

/** The store of a laptop that was last in reach a week ago. */
function leaveAWeekAgo(file: string): void {
  const db = new Database(file)
  const at = Date.now() - week
  for (const direction of ['in', 'out'] as const) moveSurePoint(db, direction, account.number, at, at)
  db.close()
}
