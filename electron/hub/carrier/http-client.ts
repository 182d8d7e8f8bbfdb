import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { Socket } from 'node:net'
import type { Clock, Timer } from '../clock.ts'
import { resolveAddress, standInOrigin } from './address.ts'
import { NoAnswer, codedError } from './no-answer.ts'
import type { AttemptPhase } from './types.ts'

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'DELETE'
  /** One of Twilio's addresses, whatever the configured origin is. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface HttpClient {
  /**
   * One request, never repeated once a byte of it may have left. `onPhase` hears each phase once, in order, and may
   * throw to stop the request: before `written` has returned, nothing has left.
   * @throws NoAnswer when no whole answer came; RangeError for an address that is not Twilio's
   */
  request(request: HttpRequest, onPhase?: (phase: AttemptPhase) => void): Promise<HttpAnswer>
  dropIdleConnections(): void
  close(): void
}

export interface HttpClientOptions {
  readonly clock: Clock
  readonly apiOrigin: string | null
  readonly apiCertificateAuthority: string | null
  /** Look-up, TCP and TLS together. */
  readonly connectTimeout?: number
  /** From the first byte of the request to the last of the answer. */
  readonly answerTimeout?: number
  readonly maxAnswerBytes?: number
  /** False opens a connection for each request. */
  readonly keepAlive?: boolean
}

/** Twilio's edge and many a router forget idle connections; a text must not be the first to find that out. */
const idleLimit = 4000

/** The network does not run faster with the hub's clock: time-outs never shrink below this real time. */
const shortestConnect = 1500
const shortestAnswer = 4000

const phaseOrder: readonly AttemptPhase[] = ['connecting', 'connected', 'written', 'answered']

/**
 * Requests to the carrier through an agent of our own: no proxy, no environment, no redirects, no retries.
 * `written` is told before the first byte is handed to the system, for what the system has, the carrier may get.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { clock, apiOrigin, apiCertificateAuthority, keepAlive = true, maxAnswerBytes = 8 * 1024 * 1024 } = options
  const connectTimeout = Math.max(options.connectTimeout ?? 5000, clock.rate > 1 ? shortestConnect * clock.rate : 0)
  const answerTimeout = Math.max(options.answerTimeout ?? 15_000, clock.rate > 1 ? shortestAnswer * clock.rate : 0)
  const secure = apiOrigin === null || standInOrigin(apiOrigin).startsWith('https:')
  const agent = secure
    ? new HttpsAgent({
        keepAlive,
        // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED cannot switch it off.
        rejectUnauthorized: true,
        minVersion: 'TLSv1.2',
        ...(apiOrigin !== null && apiCertificateAuthority !== null ? { ca: apiCertificateAuthority } : {}),
      })
    : new HttpAgent({ keepAlive })
  const idleSince = new WeakMap<Socket, number>()
  let closed = false
  agent.on('free', (socket: Socket) => idleSince.set(socket, clock.now()))

  function dropIdle(isStale: (idleFor: number) => boolean): void {
    for (const sockets of Object.values(agent.freeSockets)) {
      for (const socket of sockets ?? []) {
        if (isStale(clock.now() - (idleSince.get(socket) ?? Number.NEGATIVE_INFINITY))) socket.destroy()
      }
    }
  }

  function exchange(url: URL, input: HttpRequest, reach: (phase: AttemptPhase) => void): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      let phase: AttemptPhase = 'connecting'
      let settled = false
      let timer: Timer | null = null

      function settle(end: () => void): void {
        if (settled) return
        settled = true
        timer?.cancel()
        end()
      }
      function fail(error: unknown): void {
        if (settled) return
        settle(() => reject(new NoAnswer(phase, error)))
        request.destroy()
      }
      /** The caller's word on a phase; its refusal stops the request and is handed on as it is. */
      function enter(next: AttemptPhase): boolean {
        try {
          reach(next)
          phase = next
          return true
        } catch (error) {
          settle(() => reject(error))
          request.destroy()
          return false
        }
      }
      function write(socket: Socket): void {
        if (settled) return
        if (socket.destroyed || !socket.writable) return fail(codedError('STALE', 'The connection had ended'))
        if (!enter('connected')) return
        timer?.cancel()
        timer = clock.after(answerTimeout, () => fail(codedError('ANSWER_TIMEOUT', 'No answer in time')))
        if (enter('written')) request.end(input.body ?? undefined)
      }
      function read(response: IncomingMessage): void {
        const chunks: Buffer[] = []
        let size = 0
        response.on('data', (chunk: Buffer) => {
          size += chunk.length
          if (size > maxAnswerBytes) fail(codedError('ANSWER_TOO_LARGE', 'The answer was too large'))
          else chunks.push(chunk)
        })
        response.on('error', fail)
        response.on('end', () => {
          if (settled || !response.complete || !enter('answered')) return
          const body = Buffer.concat(chunks).toString('utf8')
          settle(() => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
        })
        response.on('close', () => fail(codedError('ECONNRESET', 'The answer broke off')))
      }

      const length = input.body === null ? {} : { 'Content-Length': String(Buffer.byteLength(input.body)) }
      const request: ClientRequest = (secure ? httpsRequest : httpRequest)(url, {
        method: input.method,
        headers: { ...input.headers, ...length },
        agent,
      })
      request.on('error', fail)
      request.on('response', read)
      request.on('socket', (socket: Socket) => {
        if (request.reusedSocket) write(socket)
        else socket.once(secure ? 'secureConnect' : 'connect', () => write(socket))
      })
      if (enter('connecting')) {
        timer = clock.after(connectTimeout, () => fail(codedError('CONNECT_TIMEOUT', 'No connection in time')))
      }
    })
  }

  /** A connection from the pool that turns out dead: harmless to repeat before the write, and for requests that change nothing. */
  function mayRepeat(error: unknown, input: HttpRequest, usedPool: boolean): boolean {
    if (!(error instanceof NoAnswer) || !usedPool || closed) return false
    if (error.code === 'STALE') return true
    const broke = error.code === 'ECONNRESET' || error.code === 'EPIPE'
    return broke && error.phase !== 'answered' && (input.method === 'GET' || input.method === 'HEAD')
  }

  return {
    async request(input, onPhase) {
      const url = resolveAddress(input.url, apiOrigin)
      if (closed) throw new NoAnswer('connecting', codedError('CLOSED', 'The connection was closed here'))
      let told = -1
      const reach = (phase: AttemptPhase): void => {
        const order = phaseOrder.indexOf(phase)
        if (order <= told) return
        onPhase?.(phase)
        told = order
      }
      dropIdle((idleFor) => !(idleFor >= 0 && idleFor <= idleLimit))
      const usedPool = Object.values(agent.freeSockets).some((sockets) => (sockets?.length ?? 0) > 0)
      try {
        return await exchange(url, input, reach)
      } catch (error) {
        if (!mayRepeat(error, input, usedPool)) throw error
        dropIdle(() => true)
        return await exchange(url, input, reach)
      }
    },
    dropIdleConnections: () => dropIdle(() => true),
    close() {
      closed = true
      agent.destroy()
    },
  }
}
