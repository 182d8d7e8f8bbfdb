import { writeFileSync } from 'node:fs'
import { request as forward } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { createServer as createSecureServer } from 'node:https'
import { loopbackCertificate } from '../../support/certificate.ts'

/**
 * `open`; `refused`: nobody listens; `dropped`: nothing that is sent is ever answered, not even the handshake; `stranger`: somebody else's
 * certificate; `captive`: the hotspot's own page, under a certificate that its own authority signed; `broken`: what answers does not speak TLS.
 */
export type DoorState = 'open' | 'refused' | 'dropped' | 'stranger' | 'captive' | 'broken'

/** The carrier's https address as the laptop sees it. */
export interface Doorway {
  readonly origin: string
  set(state: DoorState): Promise<void>
  stop(): Promise<void>
}

function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy()
  return new Promise((resolve) => {
    server.close(() => resolve())
  })
}

/**
 * Opens a door to an http address.
 * @param authorityFile where the certificate to trust it by is written
 */
export async function openDoorway(target: string, authorityFile: string): Promise<Doorway> {
  const own = loopbackCertificate()
  const other = loopbackCertificate()
  writeFileSync(authorityFile, own.certificate)
  const sockets = new Set<Socket>()

  function pass(request: IncomingMessage, response: ServerResponse): void {
    const onward = forward(
      `${target}${request.url}`,
      { method: request.method, headers: request.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    onward.on('error', () => response.destroy())
    request.on('error', () => onward.destroy())
    request.pipe(onward)
  }
  function portal(_request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/html' })
    response.end('<html><head><title>Sign in to the network</title></head><body>Guest Wi-Fi</body></html>')
  }

  const makers: Readonly<Record<Exclude<DoorState, 'refused'>, () => Server>> = {
    open: () => createSecureServer({ cert: own.certificate, key: own.key }, pass),
    stranger: () => createSecureServer({ cert: other.certificate, key: other.key }, pass),
    captive: () => createSecureServer({ cert: other.certificate, key: other.key }, portal),
    dropped: () => createServer(() => undefined),
    broken: () => createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
  }

  let port = 0
  let server: Server | null = null
  async function listen(next: Server): Promise<void> {
    next.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => sockets.delete(socket))
    })
    next.on('tlsClientError', () => undefined)
    await new Promise<void>((resolve, reject) => {
      next.once('error', reject)
      next.listen(port, '127.0.0.1', resolve)
    })
    port = (next.address() as AddressInfo).port
    server = next
  }
  await listen(makers.open())

  async function shut(): Promise<void> {
    const before = server
    server = null
    if (before) await close(before, sockets)
  }

  return {
    // By its name, so that names have to be known.
    origin: `https://localhost:${port}`,
    async set(state) {
      await shut()
      if (state !== 'refused') await listen(makers[state]())
    },
    stop: shut,
  }
}
