import { createServer as createHttpServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { Socket } from 'node:net'
import type { LoopbackCertificate } from './certificate.ts'

export interface SeenRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly form: URLSearchParams
}

export type Responder = (request: SeenRequest, response: ServerResponse, socket: Socket) => void

export interface StandIn {
  readonly origin: string
  readonly port: number
  readonly seen: readonly SeenRequest[]
  /** Connections made so far. */
  readonly connections: number
  /** What the next requests are answered by. */
  respond: Responder
  stop(): Promise<void>
}

/** JSON as the carrier writes it. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Responder {
  return (_request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(value))
  }
}

/** A page of somebody else's. */
export function page(status: number, html = '<html><body>Sign in</body></html>'): Responder {
  return (_request, response) => {
    response.writeHead(status, { 'Content-Type': 'text/html' }).end(html)
  }
}

/** A bare server on loopback that answers as it is told and remembers what it was asked. */
export async function startStandIn(respond: Responder, certificate?: LoopbackCertificate): Promise<StandIn> {
  const seen: SeenRequest[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  let current = respond

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const entry: SeenRequest = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        form: new URLSearchParams(Buffer.concat(chunks).toString('utf8')),
      }
      seen.push(entry)
      current(entry, response, request.socket)
    })
  }

  const server: Server = certificate
    ? createHttpsServer({ cert: certificate.certificate, key: certificate.key }, handle)
    : createHttpServer(handle)
  server.on('connection', (socket: Socket) => {
    connections++
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The stand-in has no port')
  const { port } = address

  return {
    origin: `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    seen,
    get connections() {
      return connections
    },
    get respond() {
      return current
    },
    set respond(next) {
      current = next
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
