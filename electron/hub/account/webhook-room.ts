import type {
  AddressSource,
  ProofView,
  WebhookPlan,
  WebhooksView,
  WebhookWriteResult,
} from '../../ipc/contract/account-views.ts'
import type { Change } from '../../ipc/contract/changes.ts'
import type { AccountClient } from '../carrier/account-types.ts'
import type { Clock, Timer } from '../clock.ts'
import { CallFailure } from '../failure.ts'
import type { Log } from '../log.ts'
import { troubleOf } from './check-words.ts'
import { fallbackGuide } from './fallback.ts'
import type { AccountMemory, WebhookRecord } from './memory.ts'
import type { Prover } from './prove.ts'
import { readWebhooks } from './read-webhooks.ts'
import { numbersOf } from './sender.ts'
import type { Sender } from './sender.ts'
import { numberWebhooks, planWebhooks, wantedUrl } from './webhook-plan.ts'
import type { AccountWebhooks, PlanContext } from './webhook-plan.ts'
import { mergeRecords, recordsOf, undoChanges, writeChanges } from './webhook-writes.ts'

export interface WebhookRoomOptions {
  readonly clock: Clock
  readonly log: Log
  readonly memory: AccountMemory
  /** With the present credentials, closed here; null where there are none. */
  readonly client: () => AccountClient | null
  readonly sender: () => Sender | null
  /** The public address and how it comes about. */
  readonly address: () => { readonly url: string | null; readonly source: AddressSource }
  readonly prover: Prover
  readonly defaultCountry: () => string
  readonly campName: () => string
  /** The settings at Twilio were read. `pointed`: a person has just changed some of them here. */
  readonly settingsRead: (read: AccountWebhooks, pointed: boolean) => void
  readonly publish: (changes: readonly Change[]) => void
}

/** Settings → Webhooks: where Twilio sends what comes in, and whether that leads here. */
export interface WebhookRoom {
  readonly view: WebhooksView
  /** Reads the settings at Twilio. @throws {CallFailure} they cannot be read. */
  refresh(): Promise<WebhooksView>
  /** What is to be changed, by settings read just now. @throws {CallFailure} they cannot be read. */
  plan(): Promise<WebhookPlan>
  /**
   * Makes changes of the plan. What stood there is kept for `undo` before anything is written.
   * @param changes as they were shown, or null for all the usual ones
   * @throws {CallFailure} `conflict` when a setting is no longer as it was shown
   */
  fix(changes: readonly { readonly id: string; readonly from: string }[] | null): Promise<WebhookWriteResult>
  undo(): Promise<WebhookWriteResult>
  /** Whether numbers follow the address by themselves when it changes. */
  follow(on: boolean): WebhooksView
  /** @throws {CallFailure} there is no address. */
  prove(): Promise<ProofView>
  /** A webhook came with a right signature. */
  heard(): void
  /** The address, or what texts are sent from, has changed. */
  changed(): void
  stop(): void
}

/** So often at most the screen is told that webhooks come in. Milliseconds. */
const tellEvery = 10_000
/** Numbers that could not be pointed at a new address are tried again this much later. Real milliseconds. */
const followAgain = 30_000

export function openWebhookRoom(options: WebhookRoomOptions): WebhookRoom {
  const { clock, log, memory, prover } = options
  let read: { readonly at: number; readonly value: AccountWebhooks } | null = null
  let proof: ProofView | null = null
  let lastWebhookAt: number | null = null
  let toldWebhookAt = Number.NEGATIVE_INFINITY
  let followTimer: Timer | null = null
  let isStopped = false
  /** One thing at a time: what one reads, the other may be changing. */
  let busy: Promise<unknown> = Promise.resolve()

  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = busy.then(work)
    busy = done.catch(() => undefined)
    return done
  }

  function context(services: AccountWebhooks['services']): PlanContext {
    return {
      address: options.address().url,
      inUse: numbersOf(options.sender(), services),
      country: options.defaultCountry(),
    }
  }

  function view(): WebhooksView {
    const { url, source } = options.address()
    const numbers = read ? numberWebhooks(read.value, context(read.value.services)) : []
    const proved = memory.read('webhooks.proved')
    const before = memory.read('webhooks.before')
    return {
      address: url,
      source,
      proof,
      provedAt: proved !== null && proved.address === url ? proved.at : null,
      lastWebhookAt,
      numbers,
      readAt: read?.at ?? null,
      undo: before === null || before.records.length === 0 ? null : { at: before.at, count: before.records.length },
      follows: memory.read('webhooks.follow') === true,
      fallback: fallbackGuide(options.campName(), numbers),
    }
  }

  function tell(): WebhooksView {
    const now = view()
    if (!isStopped) options.publish([{ type: 'webhooks', webhooks: now }])
    return now
  }

  async function withClient<Value>(work: (client: AccountClient) => Promise<Value>): Promise<Value> {
    const client = options.client()
    if (!client) throw new CallFailure('unavailable', 'Twilio is not set up yet. Settings → Twilio says how.')
    try {
      return await work(client)
    } finally {
      client.close()
    }
  }

  async function readNow(client: AccountClient): Promise<AccountWebhooks> {
    const reply = await readWebhooks(client)
    if (reply.kind !== 'ok') {
      const { words, details } = troubleOf(reply)
      throw new CallFailure('unavailable', words, details ?? undefined)
    }
    read = { at: clock.now(), value: reply.value }
    return reply.value
  }

  function keepRecords(records: readonly WebhookRecord[]): void {
    memory.keep('webhooks.before', records.length === 0 ? null : { at: clock.now(), records })
  }

  function planOf(settings: AccountWebhooks): WebhookPlan {
    return planWebhooks(settings, context(settings.services))
  }

  /** The changes that were shown, if they still stand like that. */
  function chosenOf(plan: WebhookPlan, shown: readonly { readonly id: string; readonly from: string }[] | null) {
    if (shown === null) return plan.changes.filter(({ usual }) => usual)
    const chosen = plan.changes.filter(({ id, from }) => shown.some((one) => one.id === id && one.from === from))
    if (chosen.length < new Set(shown.map(({ id }) => id)).size) {
      throw new CallFailure(
        'conflict',
        'The settings at Twilio have changed meanwhile. Look at what would change once more.',
      )
    }
    return chosen
  }

  return {
    get view() {
      return view()
    },
    refresh: () =>
      inTurn(async () => {
        const settings = await withClient(readNow)
        options.settingsRead(settings, false)
        return tell()
      }),
    plan: () =>
      inTurn(async () => {
        const settings = await withClient(readNow)
        options.settingsRead(settings, false)
        tell()
        return planOf(settings)
      }),
    fix: (shown) =>
      inTurn(() =>
        withClient(async (client) => {
          if (options.address().url === null) {
            throw new CallFailure('conflict', 'There is no public address yet that the numbers could be pointed at.')
          }
          const changes = chosenOf(planOf(await readNow(client)), shown)
          const records = recordsOf(changes)
          const known = memory.read('webhooks.before')?.records ?? []
          if (records.length > 0) keepRecords(mergeRecords(known, records))
          const result = await writeChanges(client, records)
          log.info('webhooks-fixed', { wanted: records.length, done: result.done })
          return finish(client, result)
        }),
      ),
    undo: () =>
      inTurn(() =>
        withClient(async (client) => {
          const records = memory.read('webhooks.before')?.records ?? []
          if (records.length === 0) throw new CallFailure('conflict', 'There is nothing to undo.')
          const { left, ...result } = await undoChanges(client, records)
          keepRecords(left)
          log.info('webhooks-undone', { wanted: records.length, done: result.done })
          return finish(client, result)
        }),
      ),
    async prove() {
      const { url } = options.address()
      if (url === null) {
        throw new CallFailure(
          'conflict',
          'There is no public address to prove. Choose above how Twilio can reach this laptop.',
        )
      }
      proof = await prover.prove(url)
      if (proof.ok) memory.keep('webhooks.proved', { at: proof.at, address: url })
      log.info('webhooks-proved', { ok: proof.ok, milliseconds: proof.milliseconds, details: proof.details })
      tell()
      return proof
    },
    heard() {
      lastWebhookAt = clock.now()
      if (Math.abs(lastWebhookAt - toldWebhookAt) < tellEvery) return
      toldWebhookAt = lastWebhookAt
      tell()
    },
    follow(on) {
      memory.keep('webhooks.follow', on)
      followAddress()
      return tell()
    },
    changed() {
      tell()
      followAddress()
    },
    stop() {
      isStopped = true
      followTimer?.cancel()
    },
  }

  /** What we wrote ourselves and what leads to another address than the present one. */
  function left(): readonly WebhookRecord[] {
    const { url } = options.address()
    if (url === null || memory.read('webhooks.follow') !== true) return []
    const records = memory.read('webhooks.before')?.records ?? []
    const wanted = [wantedUrl(url, 'sms'), wantedUrl(url, 'voice')]
    return records.filter(({ field, after }) => field.endsWith('Url') && !wanted.includes(after))
  }

  /** Points numbers at the new address, but only where our own last setting still stands: another laptop may be on duty. */
  function followAddress(): void {
    followTimer?.cancel()
    followTimer = null
    if (isStopped || left().length === 0) return
    inTurn(() =>
      withClient(async (client) => {
        const ours = left()
        if (ours.length === 0) return
        const { changes } = planOf(await readNow(client))
        const due = changes.filter(({ id, from }) =>
          ours.some((one) => `${one.sid}.${one.field}` === id && one.after === from),
        )
        const records = recordsOf(due)
        if (records.length > 0) keepRecords(mergeRecords(memory.read('webhooks.before')?.records ?? [], records))
        const { done, problems } = await writeChanges(client, records)
        log.info('webhooks-followed', { wanted: records.length, done })
        options.settingsRead(await readNow(client), false)
        tell()
        if (problems.length > 0) throw new CallFailure('unavailable', 'Not every number could be pointed here.')
      }),
    ).catch((error: unknown) => {
      log.warn('webhooks-not-followed', { error })
      if (!isStopped) followTimer = clock.after(followAgain * clock.rate, followAddress)
    })
  }

  /** What stands there now is shown, whatever became of the writes. */
  async function finish(
    client: AccountClient,
    { done, problems }: { readonly done: number; readonly problems: readonly string[] },
  ): Promise<WebhookWriteResult> {
    await readNow(client).then(
      (settings) => options.settingsRead(settings, done > 0),
      (error: unknown) => log.warn('webhooks-not-read', { error }),
    )
    return { done, problems, webhooks: tell() }
  }
}
