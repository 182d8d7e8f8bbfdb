import type { Server, ServerOptions } from 'node:http'
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

/** What keeps a stranger at the tunnel's other end from holding the listener up. */
export const limitServer = {
  options,
  apply(server: Server): void {
    server.maxConnections = 256
    server.maxHeadersCount = 100
    server.on('clientError', (error: Error, socket: Duplex) => {
      if (socket.writable) socket.end(`HTTP/1.1 ${statusLine(error)}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      else socket.destroy()
    })
  },
} as const
