import { Agent, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { ClientRequest } from 'node:http'

import type { Clock, Timer } from '../clock.ts'
import { connectionOverrides } from './connection-overrides.ts'
import { signWebhook, withoutFragment } from './signature.ts'
import { webAddress } from './web-address.ts'

/** What became of one webhook, all tries together. */
export type WebhookResult =
  | { readonly kind: 'answered'; readonly status: number; readonly contentType: string; readonly body: string }
  /** `reason` in the words of the connection overrides; `errorCode` as in Twilio's debugger. */
  | { readonly kind: 'failed'; readonly reason: Failing; readonly errorCode: number }

type Failing = 'ct' | 'rt' | '4xx' | '5xx'

export interface WebhookPost {
  /** As configured, fragment included. */
  readonly url: string
  readonly parameters: readonly (readonly [name: string, value: string])[]
  /** One event keeps one token over its tries. */
  readonly idempotencyToken: string
  /** Signs with another token than the account's. */
  readonly wrongSignature?: boolean
}

/** Where a public address is reached on this machine. */
export interface WebhookRoute {
  readonly host: string
  readonly port: number
  /** PEM of the stand-in that answers for the public name. */
  readonly certificateAuthority?: string
}

export interface WebhooksOptions {
  readonly clock: Clock
  /** What webhooks are signed with now. */
  readonly authToken: () => string
  readonly isUp: () => boolean
  readonly onDown: (listener: () => void) => () => void
  readonly route?: (url: URL) => WebhookRoute | null
  readonly log: (event: string, details?: Record<string, unknown>) => void
}

export interface Webhooks {
  post(post: WebhookPost): Promise<WebhookResult>
  stop(): void
}

/** A fast clock shrinks Twilio's time-outs; a loaded machine's loopback still gets this much real time, in ms. */
const leastRealPatience = 250
const longestAnswer = 65_536

/**
 * Posts webhooks as Twilio does: signed over the URL without its fragment, tried again as the fragment says, 15 s in
 * all, never again later (Twilio docs: Webhooks connection overrides; Messaging webhooks).
 * Nothing but loopback is ever connected to: practice leaves nothing.
 */
export function webhookPoster(options: WebhooksOptions): Webhooks {
  const agent = new Agent({ keepAlive: true, maxSockets: 64, maxFreeSockets: 8, timeout: 2000 })
  const { clock } = options

  async function post(wanted: WebhookPost): Promise<WebhookResult> {
    const overrides = connectionOverrides(wanted.url)
    const end = clock.now() + overrides.totalTime
    let result: WebhookResult = { kind: 'failed', reason: 'ct', errorCode: 11200 }
    for (let tries = 0; tries <= overrides.retries; tries += 1) {
      const left = end - clock.now()
      if (tries > 0 && left <= 0) break
      result = await attempt(wanted, Math.min(overrides.connectTimeout, left), Math.min(overrides.readTimeout, left))
      if (result.kind === 'answered' || !overrides.retryOn.has(result.reason)) break
    }
    if (result.kind === 'failed') options.log('webhook-failed', { reason: result.reason, path: pathOf(wanted.url) })
    return result
  }

  async function attempt(wanted: WebhookPost, connectTimeout: number, readTimeout: number): Promise<WebhookResult> {
    if (!options.isUp()) return { kind: 'failed', reason: 'ct', errorCode: 11200 }
    const first = await exchange(wanted, connectTimeout, readTimeout)
    // A kept connection the other side had just closed: not Twilio's failure but ours, so once more on a fresh one.
    return first === 'stale' ? once(await exchange(wanted, connectTimeout, readTimeout)) : first
  }

  function exchange(
    wanted: WebhookPost,
    connectTimeout: number,
    readTimeout: number,
  ): Promise<WebhookResult | 'stale'> {
    return new Promise((resolve) => {
      const url = webAddress(withoutFragment(wanted.url))
      const route = url === null ? null : routeOf(url, options.route)
      if (url === null || route === null) {
        resolve({ kind: 'failed', reason: 'ct', errorCode: 11210 })
        return
      }
      const body = new URLSearchParams(
        wanted.parameters.map(([name, value]): [string, string] => [name, value]),
      ).toString()
      const secure = url.protocol === 'https:'
      const sent: ClientRequest = (secure ? httpsRequest : httpRequest)({
        host: route.host,
        port: route.port,
        method: 'POST',
        path: url.pathname + url.search,
        ...(secure ? { servername: url.hostname, ca: route.certificateAuthority } : { agent }),
        headers: {
          Host: url.host,
          Accept: '*/*',
          'Cache-Control': 'max-age=259200',
          'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
          'Content-Length': Buffer.byteLength(body),
          'I-Twilio-Idempotency-Token': wanted.idempotencyToken,
          'User-Agent': 'TwilioProxy/1.1',
          'X-Home-Region': 'us1',
          'X-Twilio-Signature': signWebhook(
            wanted.wrongSignature === true ? `${options.authToken()}-wrong` : options.authToken(),
            wanted.url,
            wanted.parameters,
          ),
        },
      })

      let connected = false
      let answered = false
      let done = false
      let stopWaiting = patience(clock, connectTimeout, () =>
        finish({ kind: 'failed', reason: 'ct', errorCode: 11200 }),
      )
      const stopListening = options.onDown(() =>
        finish({ kind: 'failed', reason: connected ? 'rt' : 'ct', errorCode: 11200 }),
      )

      function finish(result: WebhookResult | 'stale'): void {
        if (done) return
        done = true
        stopWaiting()
        stopListening()
        if (result === 'stale' || result.kind === 'failed') sent.destroy()
        resolve(result)
      }

      function waitForRead(): void {
        stopWaiting()
        if (done) return
        stopWaiting = patience(clock, readTimeout, () => finish({ kind: 'failed', reason: 'rt', errorCode: 11200 }))
      }

      sent.on('socket', (socket) => {
        const ready = (): void => {
          connected = true
          waitForRead()
        }
        if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', ready)
        else ready()
      })
      sent.on('error', () => {
        if (sent.reusedSocket && !answered) finish('stale')
        else finish({ kind: 'failed', reason: connected ? 'rt' : 'ct', errorCode: 11200 })
      })
      sent.on('response', (response) => {
        answered = true
        const chunks: Buffer[] = []
        let size = 0
        response.on('data', (chunk: Buffer) => {
          size += chunk.length
          if (size <= longestAnswer) chunks.push(chunk)
          waitForRead()
        })
        response.on('error', () => finish({ kind: 'failed', reason: 'rt', errorCode: 11200 }))
        response.on('end', () => {
          const status = response.statusCode ?? 0
          if (status >= 500) finish({ kind: 'failed', reason: '5xx', errorCode: 11200 })
          else if (status >= 400) finish({ kind: 'failed', reason: '4xx', errorCode: 11200 })
          else {
            finish({
              kind: 'answered',
              status,
              contentType: response.headers['content-type'] ?? '',
              body: Buffer.concat(chunks).toString('utf8'),
            })
          }
        })
      })
      sent.end(body)
    })
  }

  return {
    post,
    stop() {
      agent.destroy()
    },
  }
}

function once(result: WebhookResult | 'stale'): WebhookResult {
  return result === 'stale' ? { kind: 'failed', reason: 'ct', errorCode: 11200 } : result
}

/** Waits by the clock, and at least a little by the wall; returns how to stop waiting. */
function patience(clock: Clock, span: number, run: () => void): () => void {
  const startedAt = performance.now()
  let rest: NodeJS.Timeout | undefined
  const timer: Timer = clock.after(span, () => {
    const left = Math.min(span, leastRealPatience) - (performance.now() - startedAt)
    if (left <= 0) run()
    else rest = setTimeout(run, left)
  })
  return () => {
    timer.cancel()
    clearTimeout(rest)
  }
}

function pathOf(text: string): string {
  return webAddress(text)?.pathname ?? ''
}

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]', '::1'])

function routeOf(url: URL, custom: WebhooksOptions['route']): WebhookRoute | null {
  const route = custom?.(url) ?? {
    host: url.hostname,
    port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
  }
  return loopback.has(route.host) ? { ...route, host: route.host === 'localhost' ? '127.0.0.1' : route.host } : null
}
