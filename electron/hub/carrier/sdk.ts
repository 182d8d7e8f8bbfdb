import { createRequire } from 'node:module'
import type RequestClient from 'twilio/lib/base/RequestClient.js'
import type { RequestOptions } from 'twilio/lib/base/RequestClient.js'
import type Twilio from 'twilio/lib/rest/Twilio.js'
import type { HttpAnswer, HttpClient, HttpRequest } from './http-client.ts'
import { NoAnswer } from './no-answer.ts'
import type { AttemptPhase, CarrierAccount } from './types.ts'

export type TwilioClass = typeof Twilio

const require = createRequire(import.meta.url)

/**
 * Loads the SDK's REST part alone, on first use: it takes 90 to 200 ms, the rest of it (TwiML, JWT) half as long again.
 * By `require`, for `import()` of a package inside app.asar fails on Electron before 28.
 */
export function loadSdk(): TwilioClass {
  const module: TwilioClass = require('twilio/lib/rest/Twilio.js')
  return module
}

/** What one call of the SDK met on the wire; the SDK's own errors keep too little of it. */
export interface Exchange {
  answer: HttpAnswer | null
  noAnswer: NoAnswer | null
}

function methodOf(method: string): HttpRequest['method'] {
  switch (method.toLowerCase()) {
    case 'get':
      return 'GET'
    case 'post':
      return 'POST'
    case 'delete':
      return 'DELETE'
    default:
      throw new RangeError(`The SDK asked for a method we do not use: ${method}`)
  }
}

/** Form and query alike: arrays repeat their name, what is undefined is left out. */
function encode(fields: object | undefined): string {
  const encoded = new URLSearchParams()
  for (const [name, value] of Object.entries(fields ?? {})) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined && item !== null) encoded.append(name, String(item))
    }
  }
  return encoded.toString()
}

function headersOf(options: RequestOptions<object>): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(options.headers ?? {}))
    if (typeof value === 'string') headers[name] = value
  const credentials = `${options.username ?? ''}:${options.password ?? ''}`
  headers['Authorization'] = `Basic ${Buffer.from(credentials).toString('base64')}`
  return headers
}

/**
 * An SDK client for one call, with nothing taken from the environment: what the SDK would look up there
 * (TWILIO_ACCOUNT_SID, _AUTH_TOKEN, _REGION, _EDGE, _LOG_LEVEL) is given outright, and TWILIO_CA_BUNDLE and HTTP_PROXY are read
 * by its own HTTP client only, which is never made.
 */
export function sdkClient(
  TwilioClient: TwilioClass,
  account: Pick<CarrierAccount, 'accountSid' | 'authToken' | 'apiKey'>,
  http: HttpClient,
  exchange: Exchange,
  onPhase?: (phase: AttemptPhase) => void,
): Twilio {
  async function request(
    options: RequestOptions<object>,
  ): Promise<{ statusCode: number; body: string; headers: object }> {
    const query = encode(options.params)
    exchange.answer = null
    exchange.noAnswer = null
    try {
      const method = methodOf(options.method)
      const url = `${options.uri}${query === '' ? '' : `?${query}`}`
      const body = method === 'POST' ? encode(options.data) : null
      const answer = await http.request({ method, url, headers: headersOf(options), body }, onPhase)
      exchange.answer = answer
      return { statusCode: answer.status, body: answer.body, headers: answer.headers }
    } catch (error) {
      if (error instanceof NoAnswer) exchange.noAnswer = error
      throw error
    }
  }
  return new TwilioClient(account.apiKey?.sid ?? account.accountSid, account.apiKey?.secret ?? account.authToken, {
    accountSid: account.accountSid,
    env: {},
    region: '',
    edge: '',
    logLevel: '',
    autoRetry: false,
    // The SDK asks for its own class but calls only `request`.
    httpClient: { request } as unknown as RequestClient,
  })
}
