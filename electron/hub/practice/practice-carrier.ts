import type { CarrierAccount } from '../carrier/types.ts'
import type { Clock } from '../clock.ts'
import type { Random } from '../random.ts'
import { callbackSender } from './callbacks.ts'
import { faultBook } from './faults.ts'
import type { PracticeFaults } from './faults.ts'
import { identifiers as makeIdentifiers } from './identifiers.ts'
import { inboundTexts } from './inbound.ts'
import type { Inbound, InboundText } from './inbound.ts'
import { mediaResource } from './media.ts'
import { messageLife } from './messages.ts'
import type { Messages } from './messages.ts'
import { openMessageStore } from './message-store.ts'
import { startNetwork } from './network.ts'
import type { Network, NetworkState } from './network.ts'
import { ownedNumbers } from './numbers.ts'
import type { ParentBehaviour } from './parents.ts'
import { pendingWork } from './pending.ts'
import { restRoutes } from './routes.ts'
import { ownedServices } from './services.ts'
import { requestHandler } from './server.ts'
import { lifelikeTiming } from './types.ts'
import type { PracticeAccount, PracticeMessage, PracticeTiming } from './types.ts'
import { openCallStore } from './voice/call-store.ts'
import { callRoutes } from './voice/call-routes.ts'
import { callLife } from './voice/calls.ts'
import type { CallIn } from './voice/calls.ts'
import { campPhones } from './voice/phones.ts'
import type { PhoneBehaviour, PracticeCall } from './voice/types.ts'
import { webhookPoster } from './webhooks.ts'
import type { WebhookRoute } from './webhooks.ts'

export interface PracticeCarrierOptions {
  readonly clock: Clock
  readonly random: Random
  /** Hears what happens, without bodies and numbers. */
  readonly log?: (event: string, details?: Record<string, unknown>) => void
  /** File where the simulated Twilio keeps its messages, so a restart of the hub finds them; null: in memory. */
  readonly file: string | null
  readonly account: PracticeAccount
  /** Parents answer by themselves when texted. null: nobody answers. */
  readonly parents: ParentBehaviour | null
  /** How phones that are called behave; absent: as made-up parents do. */
  readonly phones?: PhoneBehaviour
  /** Delays of statuses and callbacks; what is not given feels real. */
  readonly timing?: Partial<PracticeTiming>
  /** Port on 127.0.0.1; default 0, any free one. */
  readonly port?: number
  /** Where a public webhook address is reached on this machine; null or absent: only loopback URLs are called. */
  readonly route?: (url: URL) => WebhookRoute | null
}

export interface PracticeCarrier {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string
  /** Ready to hand to the carrier. */
  readonly account: CarrierAccount
  /** Where inbound texts to our numbers are posted; may carry #rc=…&rp=… overrides. Null: nowhere. */
  setInboundUrl(url: string | null): void
  /** Where calls to our numbers are asked about. Null: nowhere. */
  setVoiceUrl(url: string | null): void
  /** A text from a parent's phone to our number: keywords take effect, the webhook is signed and posted. Returns its sid at once. */
  textFrom(address: string, body: string, options?: Omit<InboundText, 'from' | 'body'>): string
  /** A call from a parent's phone to our number. Returns its sid at once. */
  callFrom(address: string, call?: Omit<CallIn, 'from'>): string
  /** Down: every request to it, and every webhook from it, fails like a lost network. */
  setNetwork(state: NetworkState): void
  readonly network: NetworkState
  /** The clock of its `Date` headers goes wrong by so many ms, as a laptop's own clock does. */
  setDateSkew(ms: number): void
  /** The account's Auth Token becomes another one, as when somebody rotates it in the console: it signs and signs in from now on. API keys go on. */
  rotateAuthToken(token: string): void
  /** The next text is accepted and later fails with this code (30xxx), or is refused at once (any other). Null takes it back. */
  failNext(code: number | null): void
  readonly faults: PracticeFaults
  /** The judge: every message a create request was taken as, in order, whatever was answered. */
  accepted(): readonly PracticeMessage[]
  /** The judge of calls: every one that a create request was taken as, in order. */
  calls(): readonly PracticeCall[]
  /** Any call, also those to us. */
  call(sid: string): PracticeCall | null
  /** Any message, also inbound ones and those REST does not show any more. */
  message(sid: string): PracticeMessage | null
  /** Resolves when no timer, callback or webhook is pending. */
  idle(): Promise<void>
  stop(): Promise<void>
}

/** Bulk is what reaches this many phones within `bulkWindow` ms. */
const bulkRecipients = 5
const bulkWindow = 60_000
/** More than this many need not be remembered to know it. */
const bulkMemory = 50

/** Starts the simulated Twilio: REST on loopback, signed webhooks, and the parents who answer. */
export async function startPracticeCarrier(options: PracticeCarrierOptions): Promise<PracticeCarrier> {
  const { clock, random, parents } = options
  let authToken = options.account.authToken
  const account: PracticeAccount = {
    ...options.account,
    get authToken() {
      return authToken
    },
  }
  const log = options.log ?? (() => undefined)
  const timing: PracticeTiming = { ...lifelikeTiming, ...options.timing }

  const pending = pendingWork(clock, (error) => log('error', { error: String(error) }))
  const store = openMessageStore(options.file)
  const identifiers = makeIdentifiers(random, clock)
  const faults = faultBook()
  const numbers = ownedNumbers(account, store, clock.now())
  const services = ownedServices(account, store)
  let forcedFailure: number | null = null
  let dateSkew = 0
  let network: Network | null = null

  const webhooks = webhookPoster({
    clock,
    authToken: () => authToken,
    isUp: () => network?.state === 'up',
    onDown: (listener) => network?.onDown(listener) ?? (() => undefined),
    ...(options.route === undefined ? {} : { route: options.route }),
    log,
  })
  const callbacks = callbackSender({
    accountSid: account.accountSid,
    clock,
    random,
    timing,
    pending,
    webhooks,
    faults,
    identifiers,
  })
  const messages: Messages = messageLife({
    clock,
    random,
    timing,
    pending,
    store,
    callbacks,
    identifiers,
    onDelivered: (message) => letParentsAnswer(message),
  })
  const inbound: Inbound = inboundTexts({
    origin: () => network?.origin ?? '',
    account,
    clock,
    random,
    timing,
    pending,
    store,
    messages,
    numbers,
    services,
    webhooks,
    identifiers,
  })

  let recent: { readonly at: number; readonly to: string }[] = []
  function letParentsAnswer(message: PracticeMessage): void {
    if (parents === null || message.direction !== 'outbound-api') return
    const now = clock.now()
    recent = [...recent.filter((other) => now - other.at < bulkWindow).slice(-bulkMemory), { at: now, to: message.to }]
    const bulk = new Set(recent.map((other) => other.to)).size >= bulkRecipients
    for (const reply of parents.answer({ address: message.to, body: message.body, bulk, now })) {
      pending.after(reply.after, () => {
        inbound.receive({
          from: message.to,
          body: reply.body,
          media: reply.media ?? [],
          ...(message.from === null ? {} : { to: message.from }),
        })
      })
    }
  }

  const callStore = openCallStore(options.file)
  const takeForcedFailure = (): number | null => {
    const code = forcedFailure
    forcedFailure = null
    return code
  }
  const calls = callLife({
    origin: () => network?.origin ?? '',
    accountSid: account.accountSid,
    clock,
    random,
    timing,
    pending,
    store: callStore,
    numbers,
    phones: options.phones ?? campPhones(0),
    webhooks,
    faults,
    identifiers,
  })

  const route = restRoutes({
    account,
    clock,
    store,
    messages,
    inbound,
    media: mediaResource({ account, clock, store, origin: () => network?.origin ?? '' }),
    numbers,
    services,
    voice: callRoutes({ accountSid: account.accountSid, store: callStore, calls, numbers, takeForcedFailure }),
    takeForcedFailure,
  })
  const handle = requestHandler({
    account,
    clock,
    random,
    timing,
    pending,
    faults,
    identifiers,
    store,
    messages,
    route,
    generation: () => network?.generation ?? 0,
    dateSkew: () => dateSkew,
    log,
  })
  let running: Network
  try {
    running = await startNetwork({ port: options.port ?? 0, handle, track: pending.track })
  } catch (error) {
    store.close()
    callStore.close()
    throw error
  }
  network = running
  messages.resume()
  calls.resume()
  let stopped = false

  return {
    origin: running.origin,
    account: {
      accountSid: account.accountSid,
      authToken: account.authToken,
      apiKey: null,
      number: account.numbers[0]?.phoneNumber ?? '',
      messagingServiceSid: null,
      apiOrigin: running.origin,
      apiCertificateAuthority: null,
    },
    setInboundUrl(url) {
      for (const number of numbers.all())
        numbers.update(number.sid, new URLSearchParams({ SmsUrl: url ?? '' }), clock.now())
    },
    setVoiceUrl(url) {
      for (const number of numbers.all())
        numbers.update(number.sid, new URLSearchParams({ VoiceUrl: url ?? '' }), clock.now())
    },
    callFrom: (address, call = {}) => calls.callIn({ ...call, from: address }),
    textFrom: (address, body, text = {}) => inbound.receive({ ...text, from: address, body }),
    setNetwork(state) {
      running.set(state)
      log('network', { state })
    },
    rotateAuthToken(token) {
      authToken = token
    },
    get network() {
      return running.state
    },
    setDateSkew(ms) {
      dateSkew = ms
    },
    failNext(code) {
      forcedFailure = code
    },
    faults,
    accepted: () => store.accepted(),
    calls: () => callStore.accepted(),
    call: (sid) => callStore.get(sid),
    message: (sid) => store.get(sid),
    idle: () => pending.idle(),
    async stop() {
      if (stopped) return
      stopped = true
      pending.stop()
      await running.stop()
      webhooks.stop()
      store.close()
      callStore.close()
    },
  }
}
