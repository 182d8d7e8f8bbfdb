import type { Clock } from '../clock.ts'
import type { Credentials } from './authentication.ts'
import { judgeCreate } from './create-request.ts'
import { errorJson, twilioError } from './error-json.ts'
import type { TwilioError } from './error-json.ts'
import type { Inbound } from './inbound.ts'
import { listMessages } from './list-messages.ts'
import { filesPath } from './media.ts'
import type { Media } from './media.ts'
import { messageJson, rfc2822 } from './message-json.ts'
import type { MessageStore } from './message-store.ts'
import type { Messages } from './messages.ts'
import { numberJson } from './numbers.ts'
import type { OwnedNumbers } from './numbers.ts'
import { messagingAnswer } from './services.ts'
import type { OwnedServices } from './services.ts'
import type { PracticeAccount, StoredMessage } from './types.ts'

export interface RestRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly form: URLSearchParams
  /** Who asks; null where the credentials are missing or wrong. */
  readonly credentials: Credentials | null
  /** Whether it brings any, right or wrong. */
  readonly bringsCredentials: boolean
}

export interface RestAnswer {
  readonly status: number
  readonly body: string | Uint8Array
  readonly contentType: string
  readonly headers?: Readonly<Record<string, string>>
  /** The message a create request was taken as. */
  readonly created?: StoredMessage
}

export interface RoutesOptions {
  readonly account: PracticeAccount
  readonly clock: Clock
  readonly store: MessageStore
  readonly messages: Messages
  readonly inbound: Inbound
  readonly media: Media
  readonly numbers: OwnedNumbers
  readonly services: OwnedServices
  /** Calls and recordings; null for what is neither. */
  readonly voice: (request: RestRequest, resource: string) => RestAnswer | null
  /** The code the next create is to fail with; asked once per create that would be taken. */
  readonly takeForcedFailure: () => number | null
}

/** The REST API: which resource answers what. Everything not named here is a 404 with Twilio's JSON. */
export function restRoutes(options: RoutesOptions): (request: RestRequest) => RestAnswer {
  const { account, clock, store, messages, inbound, media, numbers, services } = options
  const base = `/2010-04-01/Accounts/${account.accountSid}`

  return (request) => {
    if (request.path === '/' || /^\/2010-04-01(?:\.json)?\/?$/.test(request.path)) {
      return json(200, {
        name: '2010-04-01',
        uri: '/2010-04-01',
        subresource_uris: { accounts: '/2010-04-01/Accounts' },
      })
    }
    if (request.path.startsWith(filesPath)) return onlyGet(request, () => mediaFile(request))
    if (request.credentials === null)
      return { ...refusal(twilioError(20003)), headers: { 'WWW-Authenticate': 'Basic realm="Twilio API"' } }
    if (request.path.startsWith('/v1/')) return messagingRoute(request)
    if (request.path === `${base}.json`) return accountRoute(request)
    if (!request.path.startsWith(`${base}/`)) return notFound(request)
    if (account.status !== undefined && account.status !== 'active' && request.method !== 'GET') {
      return refusal(twilioError(20005))
    }
    const called = options.voice(request, request.path.slice(base.length + 1))
    if (called !== null) return called
    const [resource = '', ...rest] = request.path.slice(base.length + 1).split('/')
    switch (resource) {
      case 'Messages.json':
        return request.method === 'POST' ? create(request) : onlyGet(request, () => list(request))
      case 'Messages':
        return oneMessage(request, rest)
      case 'IncomingPhoneNumbers.json':
        return onlyGet(request, () => numberList(request))
      case 'IncomingPhoneNumbers':
        return oneNumber(request, rest)
      case 'OutgoingCallerIds.json':
        return onlyGet(request, () => json(200, page(request, 'outgoing_caller_ids', [])))
      case 'Balance.json':
        return onlyGet(request, () => balance(request))
      default:
        return notFound(request)
    }
  }

  function create(request: RestRequest): RestAnswer {
    const judged = judgeCreate(request.form, {
      account,
      numbers,
      isOptedOut: inbound.isOptedOut,
      queueAhead: messages.queueAhead,
      now: clock.now(),
    })
    if ('code' in judged) return refusal(judged)
    const forced = options.takeForcedFailure()
    if (forced !== null && !isLateCode(forced)) return refusal(twilioError(forced, judged.to))
    const message = messages.create(judged, forced)
    return { ...json(201, messageJson(message, account.accountSid)), created: message }
  }

  function list(request: RestRequest): RestAnswer {
    const answer = listMessages(request.query, account.accountSid, store)
    return isError(answer) ? refusal(answer) : json(200, answer)
  }

  function oneMessage(request: RestRequest, rest: readonly string[]): RestAnswer {
    const [first = '', second = '', third = ''] = rest
    const sid = first.replace(/\.json$/, '')
    const message = store.get(sid)
    if (message === null || message.deleted) return notFound(request)
    if (second === 'Media.json' || second === 'Media') return mediaRoute(request, message, third)
    if (rest.length > 1 || !first.endsWith('.json')) return notFound(request)
    switch (request.method) {
      case 'GET':
        return json(200, messageJson(message, account.accountSid))
      case 'POST':
        return changeMessage(request, message)
      case 'DELETE':
        if (!isComplete(message)) return refusal(twilioError(20009))
        store.update(message, { deleted: true }, clock.now())
        return { status: 204, body: '', contentType: 'application/json' }
      default:
        return refusal(twilioError(20004))
    }
  }

  /** Twilio lets two things be changed: the body can be emptied, and what has not left canceled. */
  function changeMessage(request: RestRequest, message: StoredMessage): RestAnswer {
    const status = request.form.get('Status')
    if (status === 'canceled') {
      const canceled = messages.cancel(message.sid)
      return canceled === null ? refusal(twilioError(30409)) : json(200, messageJson(canceled, account.accountSid))
    }
    if (status !== null) return refusal(twilioError(20001, 'Status'))
    const body = request.form.get('Body')
    if (body !== null && body !== '') return refusal(twilioError(20001, 'Body'))
    if (body === '' && !isComplete(message)) return refusal(twilioError(20009))
    const changed = body === null ? message : store.update(message, { redacted: true }, clock.now())
    return json(200, messageJson(changed, account.accountSid))
  }

  function mediaRoute(request: RestRequest, message: StoredMessage, mediaName: string): RestAnswer {
    if (request.method === 'DELETE' && mediaName.endsWith('.json')) {
      const sid = mediaName.slice(0, -'.json'.length)
      if (media.describe(message, sid) === null) return notFound(request)
      store.removeMedia(sid)
      return { status: 204, body: '', contentType: 'application/json' }
    }
    return onlyGet(request, () => {
      if (mediaName === '') return json(200, page(request, 'media_list', media.list(message)))
      if (mediaName.endsWith('.json')) {
        const described = media.describe(message, mediaName.slice(0, -'.json'.length))
        return described === null ? notFound(request) : json(200, described)
      }
      const location = media.linkTo(message, mediaName)
      return location === null
        ? notFound(request)
        : { status: 302, body: '', contentType: 'text/plain', headers: { Location: location } }
    })
  }

  function mediaFile(request: RestRequest): RestAnswer {
    const file = media.open(request.path.slice(filesPath.length), request.query, request.bringsCredentials)
    return 'code' in file ? refusal(file) : { status: 200, body: file.bytes, contentType: file.contentType }
  }

  function numberList(request: RestRequest): RestAnswer {
    const wanted = request.query.get('PhoneNumber')
    const found = numbers.all().filter((number) => wanted === null || number.phoneNumber.includes(wanted))
    const size = Math.min(1000, Math.max(1, Number(request.query.get('PageSize') ?? 50)))
    const start = Math.max(0, Number(request.query.get('Page') ?? 0)) * size
    const shown = found.slice(start, start + size).map((number) => numberJson(number, account.accountSid))
    return json(200, page(request, 'incoming_phone_numbers', shown, start + size < found.length))
  }

  function oneNumber(request: RestRequest, rest: readonly string[]): RestAnswer {
    const [name = ''] = rest
    const number = rest.length === 1 ? numbers.bySid(name.replace(/\.json$/, '')) : null
    if (number === null) return notFound(request)
    if (request.method === 'GET') return json(200, numberJson(number, account.accountSid))
    if (request.method !== 'POST') return refusal(twilioError(20004))
    const changed = numbers.update(number.sid, request.form, clock.now())
    return changed === null ? notFound(request) : json(200, numberJson(changed, account.accountSid))
  }

  function accountRoute(request: RestRequest): RestAnswer {
    // A Standard key may do everything but look at the account itself.
    if (request.credentials === 'standard-key') return refusal(twilioError(20003))
    return onlyGet(request, () =>
      json(200, {
        auth_token: account.authToken,
        date_created: rfc2822(Date.UTC(2024, 0, 8, 16)),
        date_updated: rfc2822(Date.UTC(2024, 0, 8, 16)),
        friendly_name: account.friendlyName ?? 'Practice camp',
        owner_account_sid: account.accountSid,
        sid: account.accountSid,
        status: account.status ?? 'active',
        subresource_uris: { messages: `${base}/Messages.json` },
        type: account.type ?? 'Full',
        uri: `${base}.json`,
      }),
    )
  }

  function balance(request: RestRequest): RestAnswer {
    if (account.balance === null) return notFound(request)
    const { amount, currency } = account.balance ?? { amount: '48.20750', currency: 'USD' }
    return json(200, { account_sid: account.accountSid, balance: amount, currency })
  }

  function messagingRoute(request: RestRequest): RestAnswer {
    const answer = messagingAnswer(request, account, numbers, services)
    if (answer === 'method-not-allowed') return refusal(twilioError(20004))
    return answer === null ? notFound(request) : json(200, answer)
  }
}

/** Codes that show only after the text was taken; the others refuse it at once. */
function isLateCode(code: number): boolean {
  return code >= 30_000 && code < 31_000
}

function isComplete(message: StoredMessage): boolean {
  return message.plan.length === 0
}

function isError(answer: TwilioError | Record<string, unknown>): answer is TwilioError {
  return typeof answer['code'] === 'number'
}

/** An answer in JSON. */
export function json(status: number, value: Record<string, unknown>): RestAnswer {
  return { status, body: JSON.stringify(value), contentType: 'application/json;charset=utf-8' }
}

export function refusal(error: TwilioError): RestAnswer {
  return json(error.status, errorJson(error))
}

function notFound(request: RestRequest): RestAnswer {
  return refusal(twilioError(20404, request.path))
}

function onlyGet(request: RestRequest, answer: () => RestAnswer): RestAnswer {
  return request.method === 'GET' || request.method === 'HEAD' ? answer() : refusal(twilioError(20004))
}

/** The frame of a listing that is short enough for plain page numbers. */
export function page(
  request: RestRequest,
  key: string,
  items: readonly Record<string, unknown>[],
  more = false,
): Record<string, unknown> {
  const size = Number(request.query.get('PageSize') ?? 50)
  const number = Number(request.query.get('Page') ?? 0)
  const uri = (index: number): string => `${request.path}?PageSize=${size}&Page=${index}`
  return {
    [key]: items,
    end: number * size + Math.max(0, items.length - 1),
    first_page_uri: uri(0),
    next_page_uri: more ? uri(number + 1) : null,
    page: number,
    page_size: size,
    previous_page_uri: number === 0 ? null : uri(number - 1),
    start: number * size,
    uri: uri(number),
  }
}
