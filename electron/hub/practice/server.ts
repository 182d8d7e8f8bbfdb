import type { IncomingMessage, ServerResponse } from 'node:http'

import { assertNever } from '../assert-never.ts'
import type { Clock } from '../clock.ts'
import type { Random } from '../random.ts'
import { credentialsOf } from './authentication.ts'
import { twilioError } from './error-json.ts'
import type { FaultBook, RequestFault } from './faults.ts'
import type { Identifiers } from './identifiers.ts'
import type { MessageStore } from './message-store.ts'
import type { Messages } from './messages.ts'
import type { Pending } from './pending.ts'
import { refusal } from './routes.ts'
import type { RestAnswer, RestRequest } from './routes.ts'
import { draw } from './spans.ts'
import type { PracticeAccount, PracticeTiming } from './types.ts'

export interface ServerOptions {
  readonly account: PracticeAccount
  readonly clock: Clock
  readonly random: Random
  readonly timing: PracticeTiming
  readonly pending: Pending
  readonly faults: FaultBook
  readonly identifiers: Identifiers
  readonly store: MessageStore
  readonly messages: Messages
  readonly route: (request: RestRequest) => RestAnswer
  /** Changes when the network does: an answer for an older connection is dropped. */
  readonly generation: () => number
  /** Ms its `Date` header is ahead of the clock. */
  readonly dateSkew: () => number
  readonly log: (event: string, details?: Record<string, unknown>) => void
}

const longestRequest = 262_144
const html502 =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center></body>\r\n</html>\r\n'
const garbage = '{"sid": "SM", "status": que'

/** Reads a request whole, lets a scripted fault have its way, and answers as Twilio's edge does. */
export function requestHandler(options: ServerOptions): (request: IncomingMessage, response: ServerResponse) => void {
  const { faults, pending, clock } = options
  let concurrent = 0
  /** Sockets that have carried a request before. */
  const used = new WeakSet<object>()

  return (incoming, response) => {
    const generation = options.generation()
    const reused = used.has(incoming.socket)
    used.add(incoming.socket)
    concurrent += 1
    response.once('close', () => {
      concurrent -= 1
    })
    const chunks: Buffer[] = []
    let size = 0
    incoming.on('error', () => undefined)
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= longestRequest) chunks.push(chunk)
    })
    incoming.on('end', () => {
      // A request that was cut off never ends; a network that went down takes what it carried with it.
      if (generation !== options.generation()) return
      const url = new URL(incoming.url ?? '/', 'http://practice')
      const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
      const request: RestRequest = {
        method: incoming.method ?? 'GET',
        path: decodePath(url.pathname),
        query: url.searchParams,
        form,
        credentials: credentialsOf(incoming.headers.authorization, options.account),
        bringsCredentials: incoming.headers.authorization !== undefined,
      }
      const fault = faults.takeRequest({
        method: request.method,
        path: request.path,
        to: form.get('To'),
        body: form.get('Body'),
        status: null,
      })
      const answering = answer(request, response, fault, reused, generation).catch((error: unknown) => {
        options.log('request-failed', { path: request.path, error: String(error) })
        response.socket?.destroy()
      })
      pending.track(answering)
    })
  }

  async function answer(
    request: RestRequest,
    response: ServerResponse,
    fault: RequestFault | null,
    reused: boolean,
    generation: number,
  ): Promise<void> {
    const deliver = (result: RestAnswer): Promise<void> =>
      send(response, result, generation, draw(options.random, options.timing.answer))
    /** Takes the request, and notes on the message how the answer was spoilt. */
    const take = (spoiltBy: RequestFault['kind'] | null): RestAnswer => {
      const result = options.route(request)
      if (spoiltBy !== null && result.created !== undefined) {
        options.store.update(result.created, { answered: spoiltBy }, clock.now())
      }
      return result
    }
    if (fault === null) return deliver(take(null))

    options.log('fault', { kind: fault.kind, method: request.method })
    switch (fault.kind) {
      case 'too-many-requests':
        return deliver(withRetryAfter(refusal(twilioError(20429)), fault.retryAfter))
      case 'server-error':
        return deliver(refusal(twilioError(20500)))
      case 'unavailable':
        return deliver(withRetryAfter(refusal(twilioError(20503)), fault.retryAfter))
      case 'refuse':
        return deliver(refusal(twilioError(fault.code, request.form.get('To') ?? '')))
      case 'bad-gateway':
        return deliver({ status: 502, body: html502, contentType: 'text/html' })
      case 'garbage':
        return deliver({ status: 200, body: garbage, contentType: 'application/json' })
      case 'reset':
        response.socket?.resetAndDestroy()
        return
      case 'reset-if-reused':
        if (!reused) return deliver(take(null))
        response.socket?.resetAndDestroy()
        return
      case 'hang':
        return
      case 'accept-then-reset':
        take(fault.kind)
        response.socket?.resetAndDestroy()
        return
      case 'accept-then-hang':
        take(fault.kind)
        return
      case 'accept-then-server-error':
        take(fault.kind)
        return deliver(refusal(twilioError(20500)))
      case 'accept-then-bad-gateway':
        take(fault.kind)
        return deliver({ status: 502, body: html502, contentType: 'text/html' })
      case 'accept-then-garbage':
        take(fault.kind)
        return deliver({ status: 201, body: garbage, contentType: 'application/json' })
      case 'accept-then-cut':
        return cut(response, take(fault.kind), fault.bytes ?? 40, generation)
      case 'answer-after':
        return send(response, take(fault.kind), generation, fault.ms)
      case 'slow-answer':
        return trickle(response, take(fault.kind), fault.bytes, fault.ms, generation)
      case 'callback-before-answer': {
        const result = take(fault.kind)
        if (result.created !== undefined) await options.messages.hurry(result.created.sid)
        return deliver(result)
      }
      default:
        return assertNever(fault)
    }
  }

  function headersOf(result: RestAnswer): Record<string, string | number> {
    return {
      'Content-Type': result.contentType,
      'Content-Length': typeof result.body === 'string' ? Buffer.byteLength(result.body) : result.body.length,
      Date: new Date(clock.now() + options.dateSkew()).toUTCString(),
      'Twilio-Concurrent-Requests': concurrent,
      'Twilio-Request-Id': options.identifiers.sid('RQ'),
      'X-Home-Region': 'us1',
      ...result.headers,
    }
  }

  function isGone(response: ServerResponse, generation: number): boolean {
    return response.destroyed || generation !== options.generation()
  }

  async function send(response: ServerResponse, result: RestAnswer, generation: number, delay: number): Promise<void> {
    await wait(delay)
    if (isGone(response, generation)) return
    response.writeHead(result.status, headersOf(result))
    response.end(result.body)
  }

  async function cut(response: ServerResponse, result: RestAnswer, bytes: number, generation: number): Promise<void> {
    await wait(draw(options.random, options.timing.answer))
    if (isGone(response, generation)) return
    response.writeHead(result.status, headersOf(result))
    await new Promise<void>((resolve) => {
      response.write(Buffer.from(result.body).subarray(0, bytes), () => resolve())
    })
    response.socket?.resetAndDestroy()
  }

  async function trickle(
    response: ServerResponse,
    result: RestAnswer,
    bytes: number,
    pause: number,
    generation: number,
  ): Promise<void> {
    const whole = Buffer.from(result.body)
    if (isGone(response, generation)) return
    response.writeHead(result.status, headersOf(result))
    response.flushHeaders()
    for (let from = 0; from < whole.length; from += Math.max(1, bytes)) {
      await wait(pause)
      if (isGone(response, generation)) return
      response.write(whole.subarray(from, from + Math.max(1, bytes)))
    }
    response.end()
  }

  function wait(delay: number): Promise<void> {
    if (delay <= 0) return Promise.resolve()
    return new Promise((resolve) => {
      pending.after(delay, resolve)
    })
  }
}

function withRetryAfter(result: RestAnswer, seconds: number | undefined): RestAnswer {
  return seconds === undefined ? result : { ...result, headers: { 'Retry-After': String(seconds) } }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
