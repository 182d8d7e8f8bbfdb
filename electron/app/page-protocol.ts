import { readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { protocol } from 'electron'
import { answerMedia, mediaIdOf, readSpan } from '../host/media-answer.ts'
import { pageFile } from '../host/page-files.ts'
import { pageHeaders } from '../host/page-headers.ts'
import type { StoredMedia } from '../hub/hub.ts'

/** Where the page lives in Electron. Everything it loads comes from here. */
export const pageAddress = 'app://ptp/'

/** Must run before Electron is ready. */
export function announcePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ])
}

/** Serves the built page from `folder` at app://ptp, the hub's pictures beside it, and nothing else. */
export function servePage(folder: string, media: (id: string) => StoredMedia | null): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url)
    const refuse = (status: number) => new Response(null, { status, headers: pageHeaders() })
    if (url.host !== 'ptp') return refuse(404)
    if (request.method !== 'GET') return refuse(405)
    const mediaId = mediaIdOf(url.pathname)
    if (mediaId !== null) return (await mediaResponse(media(mediaId), request)) ?? refuse(404)
    const file = pageFile(folder, url.pathname)
    const content = file && read(file.path)
    if (!file || !content) return refuse(404)
    return new Response(new Uint8Array(content), { headers: { ...pageHeaders(), 'Content-Type': file.type } })
  })
}

/** At once: the page's files are small, and while the hub is being read a turn given away comes back late. */
function read(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}

async function mediaResponse(file: StoredMedia | null, request: Request): Promise<Response | null> {
  const size = file && (await stat(file.path).catch(() => null))?.size
  if (!file || size === null || size === undefined) return null
  const { status, headers, span } = answerMedia(file, size, request.headers.get('range'))
  return new Response(span && streamOf(readSpan(file.path, span)), { status, headers })
}

function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const next = await pieces.next()
      if (next.done) controller.close()
      else controller.enqueue(next.value)
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
}
