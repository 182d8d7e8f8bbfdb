import { createWriteStream } from 'node:fs'
import { request as httpRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Socket } from 'node:net'
import type { CarrierAccount } from '../carrier/types.ts'
import type { Clock, Timer } from '../clock.ts'
import { mediaAddress, redirectAddress } from './address.ts'
import type { Hop } from './address.ts'

export type Download =
  /** The whole file is there; `contentType` is what the server called it. */
  | { readonly kind: 'ok'; readonly bytes: number; readonly contentType: string }
  | { readonly kind: 'too-large' }
  /** The server does not have it (404, 410). */
  | { readonly kind: 'gone' }
  /** The server asks to wait; milliseconds, or null where it does not say how long. */
  | { readonly kind: 'wait'; readonly retryAfter: number | null }
  /** `asked`: the carrier was asked and answered something else, or broke off; false where no connection came about. */
  | { readonly kind: 'no-answer'; readonly asked: boolean; readonly details: string }

export interface DownloadOptions {
  readonly clock: Clock
  readonly account: CarrierAccount
  /** The largest file that is taken, in bytes. */
  readonly limit: number
  /** Ends it early. */
  readonly signal: AbortSignal
}

const mostRedirects = 5
const connectTimeout = 5_000
/** Silence for so long ends a download; so does the whole of it taking longer than `longest`. */
const silence = 20_000
const longest = 5 * 60_000
/** The network does not run faster with the hub's clock. */
const shortestReal = 2_000

/**
 * Downloads one media into a file that only this user can read. Credentials go to Twilio's API (or the stand-in in its
 * place) alone, never along a redirect (Twilio docs: Media resource; "Enforce HTTP Auth on Media URLs").
 * @throws RangeError for an address that is not the carrier's; what the disk says
 */
export async function download(address: string, file: string, options: DownloadOptions): Promise<Download> {
  let hop = mediaAddress(address, options.account.apiOrigin)
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const answer = await ask(hop, file, options)
    if (answer.kind !== 'redirect') return answer
    try {
      hop = redirectAddress(answer.location, hop, options.account.apiOrigin)
    } catch {
      return { kind: 'no-answer', asked: true, details: 'it leads to an address that is not followed' }
    }
  }
  return { kind: 'no-answer', asked: true, details: 'it leads on and on' }
}

type Answer = Download | { readonly kind: 'redirect'; readonly location: string }

function ask(hop: Hop, file: string, options: DownloadOptions): Promise<Answer> {
  const { account, clock, signal } = options
  return new Promise((resolve, reject) => {
    let timer: Timer | null = null
    let connected = false
    let settled = false

    function settle(end: () => void): void {
      if (settled) return
      settled = true
      timer?.cancel()
      whole.cancel()
      signal.removeEventListener('abort', aborted)
      end()
    }
    function finish(answer: Answer): void {
      settle(() => resolve(answer))
      request.destroy()
    }
    const breakOff = (details: string): void => finish({ kind: 'no-answer', asked: connected, details })
    const aborted = (): void => breakOff('it was ended here')
    function patience(span: number, details: string): void {
      timer?.cancel()
      timer = clock.after(Math.max(span, shortestReal * clock.rate), () => breakOff(details))
    }

    const secure = hop.url.protocol === 'https:'
    const request = (secure ? httpsRequest : httpRequest)(hop.url, {
      method: 'GET',
      // A connection of its own, without whatever proxies and agents the process may have.
      agent: false,
      headers: { Accept: '*/*', 'Accept-Encoding': 'identity', ...(hop.authorized ? credentials(account) : {}) },
      ...(secure ? { rejectUnauthorized: true, minVersion: 'TLSv1.2' } : {}),
      ...(account.apiOrigin !== null && account.apiCertificateAuthority !== null
        ? { ca: account.apiCertificateAuthority }
        : {}),
    })
    const whole = clock.after(Math.max(longest, shortestReal * clock.rate), () => breakOff('it took too long'))
    signal.addEventListener('abort', aborted)
    patience(connectTimeout, 'no connection in time')
    request.on('socket', (socket: Socket) => {
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        connected = true
        patience(silence, 'no answer in time')
      })
    })
    request.on('error', (error) => breakOff(codeOf(error)))
    request.on('response', (response) => {
      const answer = judge(response, options.limit, clock.now())
      if (answer !== 'take') return finish(answer)
      save(response, file, options.limit, () => patience(silence, 'it stopped half-way')).then(
        (bytes) => {
          if (bytes === 'too-large') finish({ kind: 'too-large' })
          else if (bytes === 'broken') breakOff('it broke off half-way')
          else finish({ kind: 'ok', bytes, contentType: response.headers['content-type'] ?? '' })
        },
        (error: unknown) => {
          settle(() => reject(error))
          request.destroy()
        },
      )
    })
    if (signal.aborted) aborted()
    else request.end()
  })
}

function credentials(account: CarrierAccount): Readonly<Record<string, string>> {
  const [user, password] = account.apiKey
    ? [account.apiKey.sid, account.apiKey.secret]
    : [account.accountSid, account.authToken]
  return { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
}

/** What the head of an answer says; `take` when its body is the file. */
function judge(response: IncomingMessage, limit: number, now: number): Answer | 'take' {
  const { statusCode: status = 0, headers } = response
  if (status === 200) return Number(headers['content-length'] ?? 0) > limit ? { kind: 'too-large' } : 'take'
  if ([301, 302, 303, 307, 308].includes(status) && headers.location !== undefined)
    return { kind: 'redirect', location: headers.location }
  if (status === 404 || status === 410) return { kind: 'gone' }
  if (status === 429 || status === 503) return { kind: 'wait', retryAfter: waitOf(headers['retry-after'], now) }
  return { kind: 'no-answer', asked: true, details: `HTTP ${status}` }
}

function waitOf(text: string | undefined, now: number): number | null {
  if (text === undefined) return null
  if (/^\d{1,6}$/.test(text.trim())) return Number(text) * 1_000
  const time = Date.parse(text)
  return Number.isNaN(time) ? null : Math.max(0, time - now)
}

/** Writes the body down; how many bytes it was. */
function save(
  response: IncomingMessage,
  file: string,
  limit: number,
  progress: () => void,
): Promise<number | 'too-large' | 'broken'> {
  return new Promise((resolve, reject) => {
    let size = 0
    let ended: 'too-large' | 'broken' | null = null
    const written = createWriteStream(file, { mode: 0o600 })
    // Told at its close: a file that is still being opened would come to be after its removal.
    const end = (answer: 'too-large' | 'broken'): void => {
      ended ??= answer
      written.destroy()
    }
    written.on('error', (error) => {
      response.destroy()
      reject(error)
    })
    written.on('close', () => {
      if (ended !== null) resolve(ended)
      else if (written.writableFinished) resolve(response.complete ? size : 'broken')
    })
    response.on('data', (chunk: Buffer) => {
      progress()
      size += chunk.length
      if (size > limit) end('too-large')
    })
    response.on('error', () => end('broken'))
    response.on('close', () => {
      if (!response.complete) end('broken')
    })
    response.pipe(written)
  })
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
