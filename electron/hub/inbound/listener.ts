import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { limitServer } from './limits.ts'
import { listenOn } from './port.ts'
import { toInboundText, toStatusUpdate } from './parameters.ts'
import { expectedNonces } from './nonces.ts'
import { createRejections } from './rejections.ts'
import { replyEmptyTwiml, replyFailure, replyNoContent, replyTwiml } from './replies.ts'
import type { Rejection } from './replies.ts'
import { troubleTwiml } from '../voice/greeting.ts'
import { toCallStep } from '../voice/steps.ts'
import type { CallStep } from '../voice/steps.ts'
import { addressPath, addressVariants, isSigned, signedParameters } from './signature.ts'
import type { WebhookAccount } from './types.ts'

export interface ListenerOptions {
  /** 0 takes any free one; a taken one is replaced by any free one. */
  readonly port: number
  readonly accounts: () => readonly WebhookAccount[]
  readonly clock: Clock
  readonly log: Log
  /** Hears of each request turned away. Called at a stranger's pace: count, do not publish. */
  readonly onRejected: (reason: Rejection) => void
}

export interface Listener {
  /** `http://127.0.0.1:PORT`. */
  readonly address: string
  readonly port: number
  /** What was asked for; differs from `port` when that was taken (or 0). */
  readonly portWanted: number
  /** Requests whose signature was wrong since the start. */
  readonly rejected: number
  /** Waits for a nonce to come back through the public address, as `GET /healthz?n=…`. @returns what ends the waiting */
  expectNonce(nonce: string, heard: () => void): () => void
  /** Takes no more requests, lets running ones end, and resolves when all connections are closed. */
  stop(): Promise<void>
}

/** Above anything Twilio sends: 1600 characters, ten media links, geography. */
const maxBodyBytes = 64 * 1024
const formType = /^application\/x-www-form-urlencoded\s*(;|$)/i

/** Nothing on the way may answer in our place. */
const healthHeaders = ['Content-Type', 'text/plain', 'Content-Length', '2', 'Cache-Control', 'no-store']

function isHealth(target: string): boolean {
  return target === '/healthz' || target.startsWith('/healthz?')
}

type Route = 'sms' | 'status' | 'call'

function routeOf(path: string): Route | null {
  switch (path) {
    case '/twilio/sms':
      return 'sms'
    case '/twilio/status':
      return 'status'
    case '/twilio/voice':
    case '/twilio/recording':
      return 'call'
    default:
      return path.startsWith('/twilio/voice/') ? 'call' : null
  }
}

/**
 * Takes in Twilio's webhooks on 127.0.0.1. A request is let in by its signature over the public URL as configured,
 * and answered once what it says is committed. What strangers send is counted and forgotten.
 */
export async function startListener(options: ListenerOptions): Promise<Listener> {
  const { accounts, clock, log } = options
  const rejections = createRejections(options)
  const reject = rejections.reject
  const nonces = expectedNonces()
  const variants = new Map<string, readonly string[]>()
  let failureLoggedAt = Number.NEGATIVE_INFINITY
  let stopping = false

  function basesOf(publicUrl: string): readonly string[] {
    let bases = variants.get(publicUrl)
    if (!bases) {
      // Public URLs are few; a tunnel with a new name at each start must not pile them up all the same.
      if (variants.size > 100) variants.clear()
      bases = addressVariants(publicUrl)
      variants.set(publicUrl, bases)
    }
    return bases
  }

  /** Takes the public URL's own path off, for reverse proxies that leave it on. */
  function strip(target: string): string {
    if (target.startsWith('/twilio/') || isHealth(target)) return target
    for (const account of accounts()) {
      const prefix = addressPath(account.publicUrl() ?? '')
      if (prefix === '' || !target.startsWith(prefix)) continue
      const stripped = target.slice(prefix.length)
      if (stripped.startsWith('/twilio/') || isHealth(stripped)) return stripped
    }
    return target
  }

  function accountFor(parameters: URLSearchParams, signature: string, target: string): WebhookAccount | null {
    const accountSid = parameters.get('AccountSid')
    if (!accountSid) return null
    for (const account of accounts()) {
      if (account.accountSid !== accountSid) continue
      const publicUrl = account.publicUrl()
      if (publicUrl === null) continue
      if (isSigned(account.authTokens, signature, basesOf(publicUrl), target, signedParameters(parameters))) {
        account.heard?.('right')
        return account
      }
      account.heard?.('wrong')
    }
    return null
  }

  function fail(response: ServerResponse, error: unknown): void {
    const now = clock.now()
    // Only signed requests get here, but Twilio repeats them: one line a minute tells the trouble as well.
    if (Math.abs(now - failureLoggedAt) >= 60_000) {
      failureLoggedAt = now
      log.error('webhook.not-committed', { error })
    }
    if (stopping) response.shouldKeepAlive = false
    replyFailure(response)
  }

  function answerWhenTaken(
    response: ServerResponse,
    taken: Promise<void>,
    reply: (response: ServerResponse) => void,
  ): void {
    taken.then(
      () => {
        if (stopping) response.shouldKeepAlive = false
        reply(response)
      },
      (error: unknown) => fail(response, error),
    )
  }

  /** Who is on the line hears something whatever is wrong with us; what is only told of is told again. */
  function answerCall(response: ServerResponse, step: CallStep, account: WebhookAccount): void {
    const isToldOnly = step.step === 'status' || step.step === 'machine' || step.step === 'recording'
    account.sink.call(step).then(
      (document) => {
        if (stopping) response.shouldKeepAlive = false
        if (document === null) replyNoContent(response)
        else replyTwiml(response, document)
      },
      (error: unknown) => {
        if (isToldOnly) return fail(response, error)
        log.error('call-step-failed', { error, step: step.step })
        replyTwiml(response, troubleTwiml)
      },
    )
  }

  function take(route: Route, target: string, signature: string, body: string, response: ServerResponse): void {
    const parameters = new URLSearchParams(body)
    const account = accountFor(parameters, signature, target)
    if (!account) return reject(response, 'signature')
    if (response.socket) limits.trust(response.socket)
    log.debug?.('webhook', { route })
    switch (route) {
      case 'sms': {
        const text = toInboundText(parameters)
        if (!text) return reject(response, 'malformed')
        return answerWhenTaken(response, account.sink.text(text), replyEmptyTwiml)
      }
      case 'status': {
        const mark = target.indexOf('?')
        const update = toStatusUpdate(parameters, mark === -1 ? '' : target.slice(mark + 1))
        if (!update) return reject(response, 'malformed')
        return answerWhenTaken(response, account.sink.status(update), replyNoContent)
      }
      case 'call': {
        const mark = target.indexOf('?')
        const [path, query] = mark === -1 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)]
        const step = toCallStep(path.slice('/twilio/'.length), query, parameters)
        return answerCall(response, step, account)
      }
    }
  }

  function readBody(request: IncomingMessage, response: ServerResponse, done: (body: string) => void): void {
    let first: Buffer | null = null
    let rest: Buffer[] | null = null
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > maxBodyBytes) {
        if (!response.headersSent) reject(response, 'size')
      } else if (first === null) first = chunk
      else (rest ??= [first]).push(chunk)
    })
    request.on('end', () => {
      if (response.headersSent) return
      done((rest ? Buffer.concat(rest) : (first ?? Buffer.alloc(0))).toString('utf8'))
    })
  }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const target = strip(request.url ?? '')
    const mark = target.indexOf('?')
    const path = mark === -1 ? target : target.slice(0, mark)
    if (path === '/healthz') {
      if (request.method !== 'GET' && request.method !== 'HEAD') return reject(response, 'method', 'GET, HEAD')
      if (mark !== -1) nonces.hear(target.slice(mark + 1))
      response.writeHead(200, healthHeaders).end('ok')
      return
    }
    const route = routeOf(path)
    if (route === null) return reject(response, 'path')
    if (request.method !== 'POST') return reject(response, 'method', 'POST')
    if (!formType.test(request.headers['content-type'] ?? '')) return reject(response, 'type')
    const signature = request.headers['x-twilio-signature']
    if (typeof signature !== 'string') return reject(response, 'signature')
    if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return reject(response, 'size')
    readBody(request, response, (body) => {
      try {
        take(route, target, signature, body, response)
      } catch (error) {
        fail(response, error)
      }
    })
  }

  const server: Server = createServer(limitServer.options, handle)
  const limits = limitServer.apply(server)
  const port = await listenOn(server, options.port)
  if (port !== options.port && options.port !== 0) log.warn('webhook.port-taken', { wanted: options.port, port })

  return {
    expectNonce: nonces.expect,
    address: `http://127.0.0.1:${port}`,
    port,
    portWanted: options.port,
    get rejected() {
      return rejections.signatures
    },
    stop: () =>
      new Promise((resolve) => {
        stopping = true
        const cut = clock.after(1000, () => server.closeAllConnections())
        server.close(() => {
          cut.cancel()
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}
