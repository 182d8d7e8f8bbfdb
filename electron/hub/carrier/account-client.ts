import type { IncomingPhoneNumberInstance } from 'twilio/lib/rest/api/v2010/account/incomingPhoneNumber.js'
import type { ServiceInstance } from 'twilio/lib/rest/messaging/v1/service.js'
import type Twilio from 'twilio/lib/rest/Twilio.js'
import { sleep } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { toAccountKind } from './account-kind.ts'
import type { AccountClient, Credentials, MessagingService, NoValue, OwnNumber, Reply } from './account-types.ts'
import { parseError, retryAfter } from './answer.ts'
import { describeFailure } from './errors.ts'
import { createHttpClient } from './http-client.ts'
import type { HttpAnswer, HttpClient } from './http-client.ts'
import { loadSdk, sdkClient } from './sdk.ts'
import type { Exchange } from './sdk.ts'

export interface AccountClientOptions {
  readonly credentials: Credentials
  readonly clock: Clock
  readonly connectTimeout?: number
  readonly answerTimeout?: number
}

/** More numbers or services than this in one account are not a camp's. */
const mostItems = 400
const pageSize = 100
/** After a 429 the request was surely not processed (Twilio docs: error 20429): so often it is made again. */
const mostTries = 3
const shortestWait = 1_000
const longestWait = 5_000

/** Twilio's account through the SDK, over our HTTP client. */
export function createAccountClient({ credentials, clock, ...timeouts }: AccountClientOptions): AccountClient {
  const { apiOrigin, apiCertificateAuthority } = credentials
  const http = createHttpClient({ clock, apiOrigin, apiCertificateAuthority, ...timeouts })
  let clockSkew: number | null = null

  const timed: HttpClient = {
    ...http,
    async request(request, onPhase) {
      const start = clock.now()
      const answer = await http.request(request, onPhase)
      const theirs = Date.parse(answer.headers.date ?? '')
      // The header knows no parts of a second.
      if (!Number.isNaN(theirs)) clockSkew = Math.round(theirs + 500 - (start + clock.now()) / 2)
      return answer
    },
  }

  async function ask<Value>(
    work: (twilio: Twilio) => Promise<Value>,
    signIn: Credentials = credentials,
  ): Promise<Reply<Value>> {
    for (let tries = 1; ; tries += 1) {
      const exchange: Exchange = { answer: null, noAnswer: null }
      try {
        return { kind: 'ok', value: await work(sdkClient(loadSdk(), signIn, timed, exchange)) }
      } catch (error) {
        if (exchange.noAnswer) {
          return { kind: 'no-answer', captive: exchange.noAnswer.captive, details: exchange.noAnswer.summary }
        }
        if (!exchange.answer) throw error
        if (exchange.answer.status !== 429 || tries === mostTries) return withoutValue(exchange.answer)
        const wait = retryAfter(exchange.answer, clock.now()) ?? shortestWait * tries
        await sleep(clock, Math.min(longestWait, Math.max(shortestWait, wait)))
      }
    }
  }

  const all = { limit: mostItems, pageSize }

  return {
    get clockSkew() {
      return clockSkew
    },
    account: () =>
      ask(
        async (twilio) => {
          const { friendlyName, status, type } = await twilio.api.v2010.accounts(credentials.accountSid).fetch()
          return { name: text(friendlyName), status: text(status), kind: toAccountKind(type, 'active') }
        },
        { ...credentials, apiKey: null },
      ),
    tryKey: () =>
      ask(async (twilio) => {
        await twilio.incomingPhoneNumbers.page({ pageSize: 1 })
        return true as const
      }),
    numbers: () => ask(async (twilio) => (await twilio.incomingPhoneNumbers.list(all)).map(toNumber)),
    number: (sid) => ask(async (twilio) => toNumber(await twilio.incomingPhoneNumbers(sid).fetch())),
    updateNumber: (sid, changes) =>
      ask(async (twilio) => toNumber(await twilio.incomingPhoneNumbers(sid).update(changes))),
    services: () => ask(async (twilio) => (await twilio.messaging.v1.services.list(all)).map(toService)),
    service: (sid) => ask(async (twilio) => toService(await twilio.messaging.v1.services(sid).fetch())),
    updateService: (sid, changes) =>
      ask(async (twilio) => toService(await twilio.messaging.v1.services(sid).update(changes))),
    serviceNumbers: (sid) =>
      ask(async (twilio) => {
        const numbers = await twilio.messaging.v1.services(sid).phoneNumbers.list(all)
        return numbers.map((number) => text(number.phoneNumber))
      }),
    balance: () =>
      ask(async (twilio) => {
        const { balance, currency } = await twilio.api.v2010.accounts(credentials.accountSid).balance.fetch()
        return { amount: text(balance), currency: text(currency) }
      }),
    campaigns: (serviceSid) =>
      ask(async (twilio) => {
        const found = await twilio.messaging.v1.services(serviceSid).usAppToPerson.list(all)
        return found.map((campaign) => ({
          status: text(campaign.campaignStatus),
          reason: firstReason(campaign.errors),
        }))
      }),
    tollFreeVerifications: (tollfreePhoneNumberSid) =>
      ask(async (twilio) => {
        const found = await twilio.messaging.v1.tollfreeVerifications.list({ ...all, tollfreePhoneNumberSid })
        return found.map(({ status, rejectionReason }) => ({
          status: text(status),
          reason: text(rejectionReason) || null,
        }))
      }),
    close: http.close,
  }
}

function withoutValue(answer: HttpAnswer): NoValue {
  const { status } = answer
  if (status === 429) return { kind: 'busy' }
  const error = parseError(answer)
  if (error && status === 404) return { kind: 'not-found' }
  if (error && status >= 400 && status < 500) {
    return { kind: 'refused', failure: describeFailure(error.code, error.message, status), httpStatus: status }
  }
  // A 2xx gets here too, where the SDK could not read it: a page of somebody else's.
  const isStranger = error === null && status < 500
  const said = error === null ? `HTTP ${status}` : `Twilio ${error.code}, HTTP ${status}`
  return { kind: 'no-answer', captive: isStranger, details: `the answer was not Twilio's own (${said})` }
}

/** The SDK's types promise more than the wire keeps. */
function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function toNumber(number: IncomingPhoneNumberInstance): OwnNumber {
  const can = (number.capabilities ?? {}) as { readonly [name: string]: unknown }
  return {
    sid: text(number.sid),
    phoneNumber: text(number.phoneNumber),
    capabilities: { sms: can['sms'] === true, mms: can['mms'] === true, voice: can['voice'] === true },
    smsUrl: text(number.smsUrl),
    smsMethod: text(number.smsMethod),
    smsFallbackUrl: text(number.smsFallbackUrl),
    smsApplicationSid: text(number.smsApplicationSid),
    voiceUrl: text(number.voiceUrl),
    voiceMethod: text(number.voiceMethod),
    voiceFallbackUrl: text(number.voiceFallbackUrl),
    voiceApplicationSid: text(number.voiceApplicationSid),
    trunkSid: text(number.trunkSid),
  }
}

function toService(service: ServiceInstance): MessagingService {
  return {
    sid: text(service.sid),
    name: text(service.friendlyName),
    inboundRequestUrl: text(service.inboundRequestUrl),
    useInboundWebhookOnNumber: service.useInboundWebhookOnNumber === true,
  }
}

function firstReason(errors: unknown): string | null {
  const [first] = Array.isArray(errors) ? (errors as readonly unknown[]) : []
  if (first === null || typeof first !== 'object') return null
  const described = 'error_description' in first ? first.error_description : null
  return text(described) || null
}
