import { readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { answerMedia, mediaIdOf, readSpan } from '../../electron/host/media-answer.ts'
import { pageFile } from '../../electron/host/page-files.ts'
import { pageHeaders } from '../../electron/host/page-headers.ts'
import type { StoredMedia } from '../../electron/hub/hub.ts'
import { makeAccess } from './access.ts'
import type { Access } from './access.ts'

type FindMedia = (id: string) => StoredMedia | null

export interface PageServer {
  readonly server: Server
  readonly access: Access
  readonly port: number
}

/**
 * Listens on 127.0.0.1 and serves the page to whoever brings the token.
 * @param port 0 for any free one
 * @param folder the built page
 * @param media the hub's pictures and other media by their names
 */
export async function openPageServer(port: number, folder: string, media: FindMedia): Promise<PageServer> {
  let access: Access | null = null
  const server = createServer(
    { requestTimeout: 10_000, headersTimeout: 5_000, maxHeaderSize: 16 * 1024 },
    (request, response) => {
      if (access) answer(request, response, access, folder, media).catch(() => response.destroy())
      else response.destroy()
    },
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  access = makeAccess(taken)
  return { server, access, port: taken }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  access: Access,
  folder: string,
  media: FindMedia,
): Promise<void> {
  if (!access.addressed(request)) return refuse(response, 403, 'This address is not served here.')
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    return refuse(response, 405, 'Only GET is answered here.')
  }
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const token = url.searchParams.get('token')
  if (url.pathname === '/' && token !== null && access.tokenIsRight(token)) {
    response
      .writeHead(303, { ...pageHeaders(), 'Set-Cookie': access.cookie, Location: '/', 'Cache-Control': 'no-store' })
      .end()
    return
  }
  if (!access.hasCookie(request)) {
    return refuse(
      response,
      403,
      'Open the address that PTP Comms Hub printed when it started; it holds the key to this page.',
    )
  }
  const mediaId = mediaIdOf(url.pathname)
  if (mediaId !== null) return sendMedia(request, response, media(mediaId))
  const file = pageFile(folder, url.pathname)
  const content = file && (await readFile(file.path).catch(() => null))
  if (!file || !content) return refuse(response, 404, 'There is nothing at this address.')
  response.writeHead(200, {
    // 'self' does not cover the WebSocket's scheme in every browser; the Host was checked above.
    ...pageHeaders({ 'connect-src': `ws://${request.headers.host}` }),
    // The app's window has no other page to be kept from, and would pay for this with a second process for its page.
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Content-Type': file.type,
    'Content-Length': content.length,
    'Cache-Control': file.permanent ? 'private, max-age=31536000, immutable' : 'no-store',
  })
  response.end(request.method === 'HEAD' ? undefined : content)
}

async function sendMedia(request: IncomingMessage, response: ServerResponse, file: StoredMedia | null): Promise<void> {
  const size = file && (await stat(file.path).catch(() => null))?.size
  if (!file || size === null || size === undefined) return refuse(response, 404, 'There is nothing at this address.')
  const { status, headers, span } = answerMedia(file, size, request.headers.range)
  response.writeHead(status, headers)
  if (request.method === 'HEAD' || span === null) response.end()
  else await pipeline(readSpan(file.path, span), response)
}

function refuse(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, {
    ...pageHeaders(),
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
  })
  response.end(`${words}\n`)
}
