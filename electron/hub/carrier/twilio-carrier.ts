import type { MessageInstance, MessagePage } from 'twilio/lib/rest/api/v2010/account/message.js'
import type { Clock } from '../clock.ts'
import type { Link } from '../link/types.ts'
import type { Log } from '../log.ts'
import { toAccountKind } from './account-kind.ts'
import { twilioOrigin } from './address.ts'
import { createCalls } from './calls.ts'
import { createHttpClient } from './http-client.ts'
import { toCarrierMessage } from './message.ts'
import { readOutcome, readOutcomeWithout, sendOutcome, sendOutcomeWithout } from './outcome.ts'
import { loadSdk, sdkClient } from './sdk.ts'
import type { Exchange, TwilioClass } from './sdk.ts'
import { isCallSid, isMediaSid, isMessageSid, isRecordingSid } from './sid.ts'
import type {
  AccountKind,
  AttemptPhase,
  Carrier,
  CarrierAccount,
  CarrierMedia,
  CarrierMessage,
  CarrierMessagePage,
  OutgoingText,
  ReadOutcome,
  SendOutcome,
} from './types.ts'

export interface CarrierOptions {
  readonly account: CarrierAccount
  readonly clock: Clock
  /** Hears what every request proved about the way out. */
  readonly link: Pick<Link, 'proved' | 'failed' | 'hint'>
  readonly log: Log
  /** For look-up, TCP and TLS together; 5 s. */
  readonly connectTimeout?: number
  /** From the first byte written to the last one read; 15 s. */
  readonly answerTimeout?: number
}

export interface TwilioCarrier extends Carrier {
  /** Loads the SDK ahead of the first text, so that neither the text nor a keystroke waits for it. Blocks for 90 to 200 ms. */
  warmUp(): void
}

/** Twilio gives up to 1000; a page of this many is parsed in a few milliseconds. */
const pageSize = 200
/** Guards against a carrier that never ends its pages. */
const mostPages = 100

const notLoaded = 'The Twilio library of this app could not be loaded; install the app again'

/**
 * Twilio's REST API through its own SDK, over our HTTP client. Nothing is retried in here but reads over a connection
 * that had died idle.
 */
export function createCarrier(options: CarrierOptions): TwilioCarrier {
  const { account, clock, link, log } = options
  const http = createHttpClient({
    clock,
    apiOrigin: account.apiOrigin,
    apiCertificateAuthority: account.apiCertificateAuthority,
    ...(options.connectTimeout === undefined ? {} : { connectTimeout: options.connectTimeout }),
    ...(options.answerTimeout === undefined ? {} : { answerTimeout: options.answerTimeout }),
  })
  let sdk: TwilioClass | null = null

  /** Any whole answer proves the way out; dying after the write proves nothing, so the next probe comes sooner. */
  function report(exchange: Exchange): void {
    if (exchange.answer) return link.proved()
    if (!exchange.noAnswer || exchange.noAnswer.code === 'CLOSED') return
    if (exchange.noAnswer.nothingTaken) link.failed(exchange.noAnswer.captive)
    else link.hint()
  }

  /** Runs one call of the SDK. What it throws about an answer is dropped: the answer itself tells more. */
  async function run<Value>(exchange: Exchange, work: () => Promise<Value>): Promise<Value | null> {
    try {
      return await work()
    } catch (error) {
      // Neither an answer nor its absence: our own mistake or the caller's refusal of a phase, not the carrier's doing.
      if (!exchange.answer && !exchange.noAnswer) throw error
      return null
    } finally {
      report(exchange)
    }
  }

  /** Null, and told in the log, when the SDK itself cannot be loaded: a damaged installation. */
  function loaded(): TwilioClass | null {
    try {
      sdk ??= loadSdk()
      return sdk
    } catch (error) {
      log.error('carrier.sdk-not-loaded', { error })
      return null
    }
  }

  function client(exchange: Exchange, onPhase?: (phase: AttemptPhase) => void) {
    const TwilioClient = loaded()
    return TwilioClient && sdkClient(TwilioClient, account, http, exchange, onPhase)
  }

  async function send(text: OutgoingText, onPhase: (phase: AttemptPhase) => void): Promise<SendOutcome> {
    // Without a service Twilio drops the time in silence and sends at once (Twilio docs: "Message Scheduling").
    if (text.sendAt !== undefined && account.messagingServiceSid === null) {
      throw new Error('Only a Messaging Service holds a text until its time')
    }
    const exchange: Exchange = { answer: null, noAnswer: null }
    const twilio = client(exchange, onPhase)
    if (!twilio) return { kind: 'no-way-out', captive: false, details: notLoaded }
    const created = await run(exchange, () =>
      twilio.messages.create({
        to: text.to,
        body: text.body,
        validityPeriod: text.validityPeriod,
        ...(account.messagingServiceSid === null
          ? { from: text.from }
          : { messagingServiceSid: account.messagingServiceSid }),
        ...(text.statusCallback === null ? {} : { statusCallback: text.statusCallback }),
        ...(text.sendAt === undefined ? {} : { scheduleType: 'fixed' as const, sendAt: new Date(text.sendAt) }),
      }),
    )
    if (exchange.noAnswer) return sendOutcomeWithout(exchange.noAnswer)
    if (!exchange.answer) throw new Error('The SDK made no request')
    const message = created && toCarrierMessage(created, clock.now())
    const outcome = sendOutcome(exchange.answer, message, clock.now())
    if (outcome.kind === 'uncertain') log.warn('carrier.uncertain', { status: exchange.answer.status })
    return outcome
  }

  function cancel(sid: string): Promise<ReadOutcome<CarrierMessage>> {
    return one(sid, (twilio) => twilio.messages(sid).update({ status: 'canceled' }))
  }

  function fetch(sid: string): Promise<ReadOutcome<CarrierMessage>> {
    return one(sid, (twilio) => twilio.messages(sid).fetch())
  }

  async function remove(sid: string): Promise<ReadOutcome<'removed' | 'busy'>> {
    if (isCallSid(sid)) return deleted((twilio) => twilio.calls(sid).remove())
    if (isRecordingSid(sid)) return deleted((twilio) => twilio.recordings(sid).remove())
    const media = await listMedia(sid)
    if (media.kind !== 'ok') return media
    for (const { url } of media.value) {
      const outcome = await deleted((twilio) =>
        twilio
          .messages(sid)
          .media(url.split('/').at(-1) ?? '')
          .remove(),
      )
      if (outcome.kind !== 'ok' && outcome.kind !== 'not-found') return outcome
    }
    return deleted((twilio) => twilio.messages(sid).remove())
  }

  async function deleted(
    request: (twilio: NonNullable<ReturnType<typeof client>>) => Promise<boolean>,
  ): Promise<ReadOutcome<'removed' | 'busy'>> {
    const exchange: Exchange = { answer: null, noAnswer: null }
    const twilio = client(exchange)
    if (!twilio) return { kind: 'no-answer', captive: false, details: notLoaded }
    await run(exchange, () => request(twilio))
    if (exchange.noAnswer) return readOutcomeWithout(exchange.noAnswer)
    if (!exchange.answer) throw new Error('The SDK made no request')
    if (exchange.answer.status === 204) return { kind: 'ok', value: 'removed' }
    return exchange.answer.status === 409 ? { kind: 'ok', value: 'busy' } : readOutcome(exchange.answer, clock.now())
  }

  /** What a request about one text tells of it. */
  async function one(
    sid: string,
    request: (twilio: NonNullable<ReturnType<typeof client>>) => Promise<MessageInstance>,
  ): Promise<ReadOutcome<CarrierMessage>> {
    if (!isMessageSid(sid)) return { kind: 'not-found' }
    const exchange: Exchange = { answer: null, noAnswer: null }
    const twilio = client(exchange)
    if (!twilio) return { kind: 'no-answer', captive: false, details: notLoaded }
    const instance = await run(exchange, () => request(twilio))
    if (exchange.noAnswer) return readOutcomeWithout(exchange.noAnswer)
    if (!exchange.answer) throw new Error('The SDK made no request')
    const message = instance && exchange.answer.status === 200 ? toCarrierMessage(instance, clock.now()) : null
    return message ? { kind: 'ok', value: message } : readOutcome(exchange.answer, clock.now())
  }

  async function listTo(
    address: string,
    since: number,
    limit: number,
  ): Promise<ReadOutcome<readonly CarrierMessage[]>> {
    const exchange: Exchange = { answer: null, noAnswer: null }
    const twilio = client(exchange)
    if (!twilio) return { kind: 'no-answer', captive: false, details: notLoaded }
    const found: CarrierMessage[] = []
    // No DateSent filter: a text still waiting at the carrier has no such date, and would not be found.
    let page: MessagePage | null = await run(exchange, () =>
      twilio.messages.page({ to: address, pageSize: Math.min(limit, pageSize) }),
    )
    for (let count = 1; ; count++) {
      if (exchange.noAnswer) return readOutcomeWithout(exchange.noAnswer)
      if (!page)
        return exchange.answer
          ? readOutcome(exchange.answer, clock.now())
          : { kind: 'no-answer', captive: false, details: '' }
      const messages = page.instances.map((instance: MessageInstance) => toCarrierMessage(instance, clock.now()))
      for (const message of messages) if (message && message.dateCreated >= since) found.push(message)
      // Pages come by the date sent, newest first: once a whole page was made and sent before, so were all that follow.
      const isOld = messages.every((message) => message && Math.max(message.dateCreated, message.dateSent ?? 0) < since)
      if (isOld || found.length >= limit || count >= mostPages || !page.nextPageUrl) break
      const current = page
      page = await run(exchange, () => twilio.messages.getPage(current.nextPageUrl ?? ''))
    }
    found.sort((one, other) => other.dateCreated - one.dateCreated)
    return { kind: 'ok', value: found.slice(0, limit) }
  }

  async function listPage(
    filter: { readonly to: string } | { readonly from: string },
    sentSince: number,
    next: string | null,
  ): Promise<ReadOutcome<CarrierMessagePage>> {
    const exchange: Exchange = { answer: null, noAnswer: null }
    const twilio = client(exchange)
    if (!twilio) return { kind: 'no-answer', captive: false, details: notLoaded }
    // Whole days: how finely Twilio reads the filter is not documented.
    const day = new Date(Math.floor(sentSince / 86_400_000) * 86_400_000)
    const page = await run(exchange, () =>
      next === null ? twilio.messages.page({ ...filter, dateSentAfter: day, pageSize }) : twilio.messages.getPage(next),
    )
    if (exchange.noAnswer) return readOutcomeWithout(exchange.noAnswer)
    if (!page) {
      return exchange.answer
        ? readOutcome(exchange.answer, clock.now())
        : { kind: 'no-answer', captive: false, details: '' }
    }
    const messages = page.instances
      .map((instance: MessageInstance) => toCarrierMessage(instance, clock.now()))
      .filter((message): message is CarrierMessage => message !== null)
    const date = Date.parse(exchange.answer?.headers.date ?? '')
    return { kind: 'ok', value: { messages, next: page.nextPageUrl ?? null, at: Number.isNaN(date) ? null : date } }
  }

  async function listMedia(sid: string): Promise<ReadOutcome<readonly CarrierMedia[]>> {
    if (!isMessageSid(sid)) return { kind: 'not-found' }
    const exchange: Exchange = { answer: null, noAnswer: null }
    const twilio = client(exchange)
    if (!twilio) return { kind: 'no-answer', captive: false, details: notLoaded }
    // One page: a text carries no more than ten.
    const page = await run(exchange, () => twilio.messages(sid).media.page({ pageSize: 50 }))
    if (exchange.noAnswer) return readOutcomeWithout(exchange.noAnswer)
    if (!exchange.answer) throw new Error('The SDK made no request')
    if (!page || exchange.answer.status !== 200) return readOutcome(exchange.answer, clock.now())
    const base = `${twilioOrigin}/2010-04-01/Accounts/${account.accountSid}/Messages/${sid}/Media`
    return {
      kind: 'ok',
      value: page.instances
        .filter((media) => isMediaSid(media.sid))
        .map((media) => ({ url: `${base}/${media.sid}`, contentType: media.contentType ?? '' })),
    }
  }

  async function accountKind(): Promise<ReadOutcome<AccountKind>> {
    const exchange: Exchange = { answer: null, noAnswer: null }
    const twilio = client(exchange)
    if (!twilio) return { kind: 'no-answer', captive: false, details: notLoaded }
    const read = await run(exchange, () => twilio.api.v2010.accounts(account.accountSid).fetch())
    if (exchange.noAnswer) return readOutcomeWithout(exchange.noAnswer)
    if (!exchange.answer) throw new Error('The SDK made no request')
    return read && exchange.answer.status === 200
      ? { kind: 'ok', value: toAccountKind(read.type, read.status) }
      : readOutcome(exchange.answer, clock.now())
  }

  return {
    account,
    calls: createCalls({ account, clock, client, run, notLoaded }),
    send,
    cancel,
    remove,
    fetch,
    listTo,
    listPage,
    listMedia,
    accountKind,
    dropIdleConnections: http.dropIdleConnections,
    close: http.close,
    warmUp() {
      loaded()
    },
  }
}
