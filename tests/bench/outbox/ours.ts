import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setFlagsFromString, serialize } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { ensureConversation } from '../../../db/conversations.ts'
import { everybody } from '../../../electron/hub/audience/audience.ts'
import { cancelBroadcast } from '../../../electron/hub/broadcast/acts.ts'
import { noteBroadcast, writeLedger } from '../../../electron/hub/broadcast/ledger.ts'
import { realClock } from '../../../electron/hub/clock.ts'
import { newId } from '../../../electron/hub/ids.ts'
import { silentLog } from '../../../electron/hub/log.ts'
import { seededRandom } from '../../../electron/hub/random.ts'
import { defaultSettings } from '../../../electron/hub/settings.ts'
import { openWorkspace } from '../../../electron/hub/workspace.ts'
import type { BroadcastDraft } from '../../../electron/ipc/contract/broadcast-views.ts'
import { queueTexts } from '../../support/queue-texts.ts'
import { until } from '../../support/until.ts'
import { account } from '../account.ts'
import { serveParent } from '../child.ts'
import { migrationsDir } from '../fill-store.ts'
import { accountAt, words } from './carrier-call.ts'

// The hub's store, outbox and carrier as the app puts them together; what they publish is serialised as for a page that listens.

export interface OursRequest {
  /** Texts, each to another family. */
  readonly count: number
  /**
   * `ledger`: until a broadcast's list is durable, as after its "Send". `queue`: until all are in the outbox. `send`: from then until
   * the last one is known to have been taken.
   */
  readonly kind: 'ledger' | 'queue' | 'send'
}

export interface OursAnswer {
  /** Milliseconds. */
  readonly took: number
  /** Processor time of this process meanwhile, in milliseconds. */
  readonly processor: number
  /** Event-loop delay meanwhile, in milliseconds, without the resolution of its timer. */
  readonly delay: { readonly p99: number; readonly max: number }
  /** Bytes that are in use after a collection. */
  readonly heap: number
}

const folder = process.env['BENCH_FOLDER'] ?? ''
const clock = realClock()
/** What leaves waits for the word to go; then nothing paces it. */
let rate = 0
let ended = 0
let round = 0
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const workspace = openWorkspace(
  {
    file: join(folder, 'hub.db'),
    migrationsDir,
    backupsDir: join(folder, 'backups'),
    mediaDir: join(folder, 'media'),
    clock,
    random: seededRandom(2),
    log: {
      ...silentLog,
      info(event) {
        if (event === 'attempt-ended') ended += 1
      },
    },
    defaultCountry: () => 'US',
    settings: () => defaultSettings,
    publish: (changes) => serialize(changes),
    textArrived: () => undefined,
    textsCaughtUp: () => undefined,
    laddersWant: () => undefined,
  },
  (self) => self.connection(0, false),
)
const { store } = workspace
const line = workspace.connect({
  account: accountAt(process.env['BENCH_CARRIER'] ?? ''),
  publicUrl: () => 'https://camp.example.com',
  tunnel: () => 'none',
  isFullAccount: true,
  rate: () => rate,
})
await until(() => line.link.state === 'online', 'the carrier answers', 30_000)

const families: number[] = []
function familiesFor(count: number): readonly number[] {
  if (families.length < count) {
    const known = store.db.prepare<[], number>('SELECT id FROM conversation ORDER BY id').pluck().all()
    families.push(...known.slice(families.length, count))
    store.write(({ db, now }) => {
      for (let index = families.length; index < count; index++)
        families.push(ensureConversation(db, 'phone', `+1773${2_000_000 + index}`, account.number, now))
    })
  }
  return families.slice(0, count)
}

const waiting = store.db.prepare(
  `SELECT 1 FROM outbox WHERE phase IN ('ready', 'sending', 'uncertain', 'held') LIMIT 1`,
)

async function queue(count: number): Promise<void> {
  round += 1
  // A few leave before the word to go: a sender that was quiet may.
  ended = 0
  await queueTexts(
    store,
    familiesFor(count).map((conversationId, index) => ({
      id: newId(clock.now()),
      conversationId,
      body: `${words} ${round}.${index}`,
      author: 'Sam',
      origin: 'broadcast' as const,
      replaces: null,
      noUseAfter: null,
      ourNumber: account.number,
      segments: 1,
    })),
  )
}

/** What the first of a broadcast's texts waits for: every recipient, with the words that are theirs, on the disk. */
async function ledger(count: number): Promise<string> {
  const id = newId(clock.now())
  const texts = familiesFor(count).map((conversationId, index) => ({
    recipient: {
      address: `+1773${2_000_000 + index}`,
      conversationId,
      guardians: [],
      players: [],
      language: 'en',
      isFirst: false,
    },
    name: 'Ana Lopez',
    language: 'en',
    body: `${words} ${index}`,
    segments: 1,
  }))
  store.write((write) =>
    noteBroadcast(write, { id, name: 'Weather', draft, author: 'Sam', sendAt: null, againOf: null }),
  )
  const isWhole = await writeLedger(store, id, { texts, leftOut: [], faults: [], families: count, segments: count })
  if (!isWhole) throw new Error('The list was not written.')
  return id
}

const draft: BroadcastDraft = {
  audience: everybody,
  templateId: null,
  bodies: { en: words },
  facts: {},
  asksToConfirm: false,
  useMinutes: 60,
}

async function send(count: number): Promise<void> {
  rate = Number.POSITIVE_INFINITY
  line.outbox.wake()
  await until(() => ended >= count && waiting.get() === undefined, 'all texts are taken', 600_000, 2)
  rate = 0
}

serveParent<OursRequest>(
  'ready',
  async ({ kind, count }) => {
    familiesFor(count)
    const resolution = 2
    const histogram = monitorEventLoopDelay({ resolution })
    const before = process.cpuUsage()
    const started = performance.now()
    histogram.enable()
    const broadcast = kind === 'ledger' ? await ledger(count) : null
    if (kind === 'queue') await queue(count)
    if (kind === 'send') await send(count)
    histogram.disable()
    const took = performance.now() - started
    // It is not to be sent besides.
    if (broadcast !== null)
      store.write((write) => cancelBroadcast(write, { requestId: newId(clock.now()), id: broadcast, staff: 'Sam' }))
    const { user, system } = process.cpuUsage(before)
    collect()
    const delay = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolution)
    return {
      took,
      processor: (user + system) / 1000,
      delay: { p99: delay(histogram.percentile(99)), max: delay(histogram.max) },
      heap: process.memoryUsage().heapUsed + process.memoryUsage().external,
    } satisfies OursAnswer
  },
  () => workspace.stop(500),
)
