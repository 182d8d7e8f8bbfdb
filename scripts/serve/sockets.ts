import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { RawData, WebSocket } from 'ws'
import type { ChangeBatch } from '../../electron/ipc/contract/changes.ts'
import type { Dispatch } from '../../electron/ipc/register.ts'
import type { Access } from './access.ts'

/** The largest request a page sends: a part of a roster's file, with room to spare. */
const maxRequestBytes = 2 * 1024 * 1024
/** A page that does not read what it is sent is cut off; it comes back and reads everything again. */
const maxUnreadBytes = 8 * 1024 * 1024
const maxPages = 32

export interface Sockets {
  push(batch: ChangeBatch): void
  close(): void
}

/**
 * The contract over a WebSocket at `/hub`: `{id, name, input}` is answered by `{id, result}`; changes come as `{batch}`.
 */
export function openSockets(server: Server, access: Access, dispatch: Dispatch): Sockets {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxRequestBytes, perMessageDeflate: false })

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const wanted = request.url === '/hub' && access.fromOurPage(request) && access.hasCookie(request)
    if (!wanted || sockets.clients.size >= maxPages) {
      socket.end(
        `HTTP/1.1 ${wanted ? '503 Service Unavailable' : '403 Forbidden'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      )
      return
    }
    sockets.handleUpgrade(request, socket, head, (page) => {
      page.on('error', () => page.terminate())
      page.on('message', (data, isBinary) => {
        if (isBinary) page.terminate()
        else answer(page, data, dispatch).catch(() => page.terminate())
      })
    })
  })

  return {
    push(batch) {
      const text = JSON.stringify({ batch })
      for (const page of sockets.clients) send(page, text)
    },
    close() {
      for (const page of sockets.clients) page.close(1001)
      sockets.close()
    },
  }
}

async function answer(page: WebSocket, data: RawData, dispatch: Dispatch): Promise<void> {
  const request = JSON.parse(textOf(data)) as { id?: unknown; name?: unknown; input?: unknown } | null
  if (typeof request?.id !== 'number') {
    page.terminate()
    return
  }
  const result = await dispatch(request.name, request.input)
  send(page, JSON.stringify({ id: request.id, result }))
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8')
  return Buffer.from(data as Buffer).toString('utf8')
}

function send(page: WebSocket, text: string): void {
  if (page.readyState !== page.OPEN) return
  if (page.bufferedAmount > maxUnreadBytes) page.terminate()
  else page.send(text)
}
