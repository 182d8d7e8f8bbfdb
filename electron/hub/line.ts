import { awaitsLookBack, lookedBack, restoredSenders } from '../../db/catch-up.ts'
import type { AwayView } from '../ipc/contract/away-views.ts'
import type { LeavingView, Settings, TunnelState } from '../ipc/contract/views.ts'
import { createAway } from './away/away.ts'
import type { Away } from './away/away.ts'
import { readMark } from './away/record.ts'
import { knowAccountKind } from './carrier/account-kind.ts'
import { createCarrier } from './carrier/twilio-carrier.ts'
import type { Carrier, CarrierAccount } from './carrier/types.ts'
import { createCatchUp } from './catch-up/catch-up.ts'
import type { CatchUp } from './catch-up/catch-up.ts'
import type { FilledIn } from './catch-up/fill-in.ts'
import type { Clock, Timer } from './clock.ts'
import { receiveText } from './inbound/receive.ts'
import type { WebhookAccount } from './inbound/types.ts'
import { createLink } from './link/link.ts'
import { createProbe } from './link/probe.ts'
import type { Link } from './link/types.ts'
import type { Log } from './log.ts'
import { createMediaFetcher } from './media/fetcher.ts'
import type { MediaFetcher } from './media/fetcher.ts'
import { notifiedWords } from './media/words.ts'
import { hearCallback } from './outbox/carrier-word.ts'
import { createForecast } from './outbox/forecast.ts'
import { createOutbox } from './outbox/outbox.ts'
import type { Outbox } from './outbox/outbox.ts'
import { createPacer, ofCalls } from './outbox/pacer.ts'
import type { Random } from './random.ts'
import type { Store } from './store.ts'
import { toldWords } from './voice/calls-in.ts'
import { createVoice } from './voice/voice.ts'

/** Twilio docs: "Calls per second", the usual limit of an account. */
const callsPerSecond = 1
/** The SDK takes 90 to 200 ms to load: in a quiet moment after the start, not when the first text leaves. */
const warmUpAfter = 3_000
/**
 * The carrier's list lags a little: what left in the last moment before a copy was put back is in it after so many ms. Only a look
 * that begins then knows what has gone out.
 */
const listSettles = 15_000

export interface LineOptions {
  readonly account: CarrierAccount
  /** Public base URL of the webhook listener, or null while there is none. */
  readonly publicUrl: () => string | null
  readonly tunnel: () => TunnelState
  /** Whether the account is full, not trial: its list holds every text as it was sent. Absent: the carrier is asked. */
  readonly isFullAccount?: boolean
  /** Segments per second of a number of ours. */
  readonly rate: (sender: string) => number
  /** Milliseconds between two looks for what no webhook brought; absent: only when told to look. */
  readonly catchUpInterval?: () => number
  /** Our numbers in E.164, to be caught up on; absent: the account's one. */
  readonly numbers?: () => readonly string[]
  /** The number that a call goes out from whose conversation goes by this one; absent: that one. */
  readonly callFrom?: (number: string) => string
  /** Auth Tokens that webhooks may be signed with; absent: the account's own. */
  readonly webhookTokens?: () => readonly string[]
  /** Hears of each webhook that names this account, whether its signature was right. Called at a stranger's pace. */
  readonly signatureHeard?: (signature: 'right' | 'wrong') => void
  /** Whether what runs by itself may run on this laptop; absent: always. */
  readonly isOnDuty?: () => boolean
  /** Texts from our number that this laptop did not send were found; epoch ms of each. */
  readonly sentElsewhere?: (times: readonly number[]) => void
}

/** What came in. */
export type ArrivalKind = 'text' | 'voicemail' | 'missed-call'

/** A text, or a call, that arrived while nobody could reach this laptop. */
export interface CaughtUpText {
  readonly conversationId: number
  readonly body: string
  readonly kind: ArrivalKind
}

export interface LineContext {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** Folder that fetched pictures go to. */
  readonly mediaDir: string
  readonly textArrived: (conversationId: number, body: string, kind: ArrivalKind) => void
  readonly textsCaughtUp: (texts: readonly CaughtUpText[]) => void
  /** What is told of the time this laptop was away has changed. */
  readonly awayChanged: (away: AwayView) => void
  readonly defaultCountry: () => string
  readonly settings: () => Settings
  /** Something that the connection's view shows has changed. */
  readonly changed: () => void
  /** The carrier answered: many times a second while texts leave. */
  readonly answered: () => void
}

/** What an account adds to a store: the way out, the outbox, catch-up, the pictures, and where its webhooks go. */
export interface Line {
  readonly account: CarrierAccount
  readonly carrier: Carrier
  readonly link: Link
  readonly outbox: Outbox
  readonly catchUp: CatchUp
  readonly away: Away
  readonly media: MediaFetcher
  readonly webhooks: WebhookAccount
  /** Segments a second that a number of ours sends. */
  readonly rate: (sender: string) => number
  /** Whether what runs by itself may run on this laptop. */
  isOnDuty(): boolean
  /** How many texts leave by themselves, and about how long they take on this link. */
  leaving(): LeavingView
  start(): void
  /** Lets requests under way end, at most `deadline` ms, and lets go of everything but the store. */
  stop(deadline: number): Promise<void>
}

/** Puts an account's parts together on a store. */
export function connectLine(context: LineContext, options: LineOptions): Line {
  const { store, clock, random, log, changed } = context
  const { account, publicUrl, isFullAccount, rate, catchUpInterval } = options
  const isOnDuty = options.isOnDuty ?? (() => true)
  const link = createLink({ clock, random, log, probe: createProbe({ account, clock }) })
  const carrier = createCarrier({ account, clock, link, log })
  const kind = knowAccountKind(carrier, clock)
  const pacer = createPacer((sender) => (sender === ofCalls ? callsPerSecond : rate(sender)))
  const voice = createVoice({
    store,
    carrier,
    clock,
    log,
    settings: context.settings,
    publicUrl,
    callArrived: (conversationId, words) =>
      context.textArrived(conversationId, words, words === toldWords.missed ? 'missed-call' : 'voicemail'),
  })
  const forecast = createForecast({ carrier, clock, pacer })
  const outbox = createOutbox({
    store,
    carrier: forecast.carrier,
    link,
    clock,
    random,
    pacer,
    log,
    statusCallback: (attemptId) => {
      const base = publicUrl()
      return base === null ? null : `${base}/twilio/status?a=${attemptId}`
    },
    callFrom: options.callFrom ?? ((number) => number),
    outgoingCall: (row, from, attemptId) => voice.outgoing(row.message_seq, row.address, from, attemptId),
    mayResend: () => account.messagingServiceSid === null && (isFullAccount ?? kind.isFull()),
    pausedChanged: changed,
    isOnDuty,
    lastContactAt: () => readMark(store.db)?.at ?? null,
  })
  let isListWhole = false

  /** Ours, and while it is not known which restored texts have gone out, whichever they may have gone out from. */
  function numbers(): readonly string[] {
    const own = options.numbers?.() ?? [account.number]
    return awaitsLookBack(store.db) ? [...new Set([...own, ...restoredSenders(store.db)])] : own
  }

  const catchUp = createCatchUp({
    store,
    carrier,
    link,
    clock,
    random,
    log,
    numbers,
    interval: catchUpInterval ?? (() => Number.POSITIVE_INFINITY),
    filledIn: tellOf,
    looked(complete) {
      if (complete && isListWhole && awaitsLookBack(store.db)) store.write(({ db, now }) => lookedBack(db, now))
      away.lookedBack(complete)
      if (complete) voice.tidy().catch((error: unknown) => log.error('recordings-not-deleted', { error }))
    },
  })
  const away: Away = createAway({
    store,
    clock,
    link,
    log,
    defaultCountry: context.defaultCountry,
    catchUp: () => void catchUp.now(),
    changed: context.awayChanged,
  })

  const media = createMediaFetcher({ store, carrier, link, clock, random, log, folder: context.mediaDir })

  function tellOf(added: readonly FilledIn[]): void {
    const missed: CaughtUpText[] = []
    const elsewhere: number[] = []
    for (const one of added) {
      if (one.kind === 'text-out' && one.at !== null) elsewhere.push(one.at)
      if (one.kind !== 'text-in') continue
      if (one.whileAway) missed.push({ conversationId: one.conversationId, body: one.body, kind: one.what })
      else context.textArrived(one.conversationId, one.body, one.what)
    }
    if (missed.length > 0) context.textsCaughtUp(missed)
    if (elsewhere.length > 0) options.sentElsewhere?.(elsewhere)
  }

  const webhooks: WebhookAccount = {
    accountSid: account.accountSid,
    get authTokens() {
      return options.webhookTokens?.() ?? [account.authToken]
    },
    publicUrl,
    heard: (signature) => options.signatureHeard?.(signature),
    sink: {
      text: async (text) => {
        const received = await store.writeSoon((write) => receiveText(write, text))
        if (received) context.textArrived(received.conversationId, notifiedWords(text), 'text')
      },
      status: ({ errorMessage, ...update }) =>
        store.writeSoon((write) => hearCallback(write, { ...update, errorText: errorMessage })),
      call: (step) => voice.take(step),
    },
  }
  link.onChange(changed)
  link.onProof(context.answered)
  let warmUp: Timer | null = null
  let lookBack: Timer | null = null

  return {
    account,
    carrier,
    link,
    outbox,
    catchUp,
    away,
    media,
    webhooks,
    rate,
    isOnDuty,
    leaving: () => forecast.leaving(store.db),
    start() {
      warmUp = clock.after(warmUpAfter, () => carrier.warmUp())
      // First: it notes what waits before any of it expires.
      away.start()
      link.start()
      outbox.start()
      media.start()
      voice.start()
      if (catchUpInterval) catchUp.start()
      if (!awaitsLookBack(store.db)) return
      lookBack = clock.after(listSettles, () => {
        isListWhole = true
        void catchUp.now()
      })
    },
    async stop(deadline) {
      warmUp?.cancel()
      lookBack?.cancel()
      catchUp.stop()
      away.stop()
      const mediaStopped = media.stop()
      const voiceStopped = voice.stop()
      await outbox.stop(deadline, () => carrier.close())
      link.stop()
      carrier.close()
      await mediaStopped
      await voiceStopped
    },
  }
}
