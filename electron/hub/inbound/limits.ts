import type { Server, ServerOptions } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

const options: ServerOptions = {
  maxHeaderSize: 16 * 1024,
  // Twilio gives up after 15 s itself; who sends slower is not Twilio.
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 2000,
  // Longer than a tunnel keeps its idle connections to us, so that we never close one as it is being used.
  keepAliveTimeout: 75_000,
}

function statusLine(error: Error): string {
  const code = 'code' in error ? error.code : undefined
  if (code === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large'
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return '408 Request Timeout'
  return '400 Bad Request'
}

/** Connections at once of which no request was signed yet. */
const roomForStrangers = 200
/** And all together: more than a tunnel or a proxy opens. */
const mostConnections = 1_000

export interface Limits {
  /** A request of this connection was signed by the carrier: it is not closed to make room. */
  trust(socket: Socket): void
}

/** What keeps a stranger at the tunnel's other end from holding the listener up. */
export const limitServer = {
  options,
  apply(server: Server): Limits {
    /** In the order they came. */
    const strangers = new Set<Socket>()
    server.maxConnections = mostConnections
    server.on('connection', (socket: Socket) => {
      strangers.add(socket)
      socket.once('close', () => strangers.delete(socket))
      if (strangers.size <= roomForStrangers) return
      // Whoever has been here longest without a word that counts makes room: turning the newest away would turn away the carrier.
      const [oldest] = strangers
      if (!oldest) return
      strangers.delete(oldest)
      oldest.destroy()
    })
    server.maxHeadersCount = 100
    server.on('clientError', (error: Error, socket: Duplex) => {
      if (socket.writable) socket.end(`HTTP/1.1 ${statusLine(error)}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      else socket.destroy()
    })
    return { trust: (socket) => void strangers.delete(socket) }
  },
} as const
