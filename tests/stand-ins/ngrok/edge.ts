import { randomBytes } from 'node:crypto'
import { createServer as createHttpServer, request as httpRequest } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { loopbackCertificate } from '../../support/certificate.ts'
import { createMux, streamType } from './mux.ts'
import type { Mux, MuxStream } from './mux.ts'
import type { AuthRequest, BindRequest, NgrokEdge, Verdict } from './types.ts'

interface Session {
  readonly raw: Socket
  readonly tls: TLSSocket
  readonly mux: Mux
  /** A dead connection whose end has not been noticed. */
  deaf: boolean
}

interface Endpoint {
  readonly id: string
  readonly session: Session
}

/** Calls are JSON without length or end: whole when it parses. */
function readJson<Value>(stream: MuxStream, done: (value: Value) => void): void {
  let text = ''
  const read = (chunk: Buffer) => {
    text += chunk.toString('utf8')
    try {
      const value: Value = JSON.parse(text)
      stream.off('data', read)
      stream.resume()
      done(value)
    } catch {
      // More is on its way.
    }
  }
  stream.on('data', read)
}

function refusal(verdict: Exclude<Verdict, string>): { readonly Error: string } {
  return { Error: `${verdict.message}\r\n\r\nERR_NGROK_${verdict.code}\r\n` }
}

const inUse = { code: 334, message: 'The endpoint is already online.' }

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}

/** Starts an ngrok edge on loopback: one port for agents, one for the public. Free accounts' domain: `camp.ngrok-free.app`. */
export async function startNgrokEdge(): Promise<NgrokEdge> {
  const { certificate, key } = loopbackCertificate({ authority: false })
  const sessions = new Set<Session>()
  const sockets = new Set<Socket>()
  const endpoints = new Map<string, Endpoint>()
  const authRequests: AuthRequest[] = []
  const bindRequests: BindRequest[] = []
  let accepted = 0

  function answer(stream: MuxStream, session: Session, verdict: Verdict, value: () => object): void {
    if (verdict === 'hang') return
    if (verdict === 'drop') return void session.raw.resetAndDestroy()
    stream.end(JSON.stringify(verdict === 'accept' ? value() : refusal(verdict)))
  }

  function serveStream(session: Session, type: number, stream: MuxStream): void {
    switch (type) {
      case streamType.heartbeat:
        stream.on('data', (beat: Buffer) => stream.write(beat))
        return
      case streamType.auth:
        return readJson<AuthRequest>(stream, (request) => {
          authRequests.push(request)
          const verdict = edge.auth(request)
          if (verdict === 'accept') accepted += 1
          answer(stream, session, verdict, () => ({
            Version: '3',
            ClientId: request.ClientId || randomBytes(16).toString('hex'),
            Extra: {
              Version: 'prod',
              Region: 'us',
              Cookie: 'cookie',
              AccountName: 'Camp',
              SessionDuration: 0,
              PlanName: 'Free',
              Banner: '',
            },
            Error: '',
          }))
        })
      case streamType.bind:
        return readJson<BindRequest>(stream, (request) => {
          bindRequests.push(request)
          const domain = request.Opts.Domain || request.Opts.Hostname || 'camp.ngrok-free.app'
          const holder = endpoints.get(domain)
          const own = holder === undefined || holder.id === request.Id
          const verdict = edge.bind(request)
          answer(stream, session, verdict === 'accept' && !own ? inUse : verdict, () => {
            const id = request.Id || randomBytes(16).toString('hex')
            endpoints.set(domain, { id, session })
            return {
              Id: id,
              URL: `https://${domain}`,
              Proto: request.Proto,
              Opts: { ...request.Opts, Hostname: domain },
              Extra: { Token: 'token' },
              Error: '',
            }
          })
        })
      case streamType.unbind:
        return readJson<{ readonly Id: string }>(stream, ({ Id }) => {
          for (const [domain, { id }] of endpoints) if (id === Id) endpoints.delete(domain)
          stream.end('{}')
        })
      default:
        stream.destroy()
    }
  }

  function forget(session: Session): void {
    sessions.delete(session)
    for (const [domain, endpoint] of endpoints) if (endpoint.session === session) endpoints.delete(domain)
    session.mux.destroy()
    session.raw.destroy()
  }

  function accept(raw: Socket): void {
    sockets.add(raw)
    raw.on('close', () => sockets.delete(raw))
    raw.on('error', () => undefined)
    if (edge.silent) return
    const tls = new TLSSocket(raw, { isServer: true, cert: certificate, key })
    const session: Session = {
      raw,
      tls,
      deaf: false,
      mux: createMux(tls, (type, stream) => serveStream(session, type, stream)),
    }
    sessions.add(session)
    tls.on('error', () => undefined)
    const ended = () => {
      if (!session.deaf) forget(session)
    }
    tls.on('end', ended)
    tls.on('close', ended)
    raw.on('close', ended)
  }

  let server = createServer(accept)
  const port = await listen(server, 0)

  function forward(request: IncomingMessage, response: ServerResponse): void {
    const domain = (request.headers.host ?? '').replace(/:\d+$/, '')
    const endpoint = endpoints.get(domain)
    if (!endpoint) {
      response.writeHead(404).end(`The endpoint ${domain} is offline. ERR_NGROK_3200`)
      return
    }
    const stream = endpoint.session.mux.open(streamType.proxy)
    const client = `${request.socket.remoteAddress ?? '127.0.0.1'}:${request.socket.remotePort ?? 1}`
    const head = JSON.stringify({
      Id: endpoint.id,
      ClientAddr: client,
      Proto: 'https',
      EdgeType: '0',
      PassthroughTLS: false,
    })
    const length = Buffer.alloc(8)
    length.writeBigInt64LE(BigInt(head.length))
    stream.write(Buffer.concat([length, Buffer.from(head)]))
    const onward = httpRequest({
      createConnection: () => stream,
      method: request.method,
      path: request.url,
      headers: {
        ...request.headers,
        connection: 'close',
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-proto': 'https',
        'x-forwarded-host': domain,
      },
    })
    onward.on('response', (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(response)
    })
    onward.on('error', () => {
      if (!response.headersSent) response.writeHead(502)
      response.end('ERR_NGROK_8012')
    })
    response.on('close', () => stream.destroy())
    request.pipe(onward)
  }
  const publicServer = createHttpServer(forward)
  const publicPort = await listen(publicServer, 0)

  function dropAll(): void {
    for (const raw of sockets) raw.resetAndDestroy()
    for (const session of sessions) forget(session)
  }

  function close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve())
    })
    dropAll()
    return closed
  }

  const edge: NgrokEdge = {
    server: `127.0.0.1:${port}`,
    certificateAuthority: certificate,
    publicPort,
    auth: () => 'accept',
    bind: () => 'accept',
    silent: false,
    get connections() {
      return sockets.size
    },
    get sessions() {
      return accepted
    },
    get domains() {
      return [...endpoints.keys()]
    },
    authRequests,
    bindRequests,
    request: (domain, path, { method = 'GET', body } = {}) =>
      new Promise((resolve, reject) => {
        const outgoing = httpRequest(
          { host: '127.0.0.1', port: publicPort, path, method, agent: false, headers: { host: domain }, timeout: 5000 },
          (reply) => {
            let text = ''
            reply.setEncoding('utf8')
            reply.on('data', (part: string) => (text += part))
            reply.on('end', () => resolve({ status: reply.statusCode ?? 0, body: text }))
            reply.on('error', reject)
          },
        )
        outgoing.on('timeout', () => outgoing.destroy(new Error('The public side does not answer')))
        outgoing.on('error', reject)
        outgoing.end(body)
      }),
    down: close,
    async up() {
      server = createServer(accept)
      await listen(server, port)
    },
    dropAll,
    mute({ deaf = false } = {}) {
      for (const session of sessions) {
        session.mux.mute()
        session.deaf = deaf
      }
    },
    reap() {
      for (const session of sessions) if (session.deaf) forget(session)
    },
    goAway() {
      for (const session of sessions) {
        session.mux.goAway()
        setTimeout(() => forget(session), 200)
      }
    },
    command(type) {
      for (const session of sessions) session.mux.open(streamType[type]).write('{}')
    },
    async stop() {
      const closed = new Promise<void>((resolve) => {
        publicServer.close(() => resolve())
      })
      publicServer.closeAllConnections()
      await Promise.all([server.listening ? close() : null, closed])
    },
  }
  return edge
}
