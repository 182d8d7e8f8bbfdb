import { readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { protocol } from 'electron'
import type { ProtocolResponse } from 'electron'
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

/** How far the page has come. */
export interface PageServed {
  /** Its document was handed over. */
  readonly document: Promise<void>
  /** So was its code: its process is busy by itself for a while. */
  readonly code: Promise<void>
}

/**
 * Serves the built page from `folder` at app://ptp, the hub's pictures beside it, and nothing else. The newer `protocol.handle`
 * would cost the start more than all it serves: it reads the whole of `fetch` to speak in its Request and Response.
 */
export function servePage(folder: string, media: (id: string) => StoredMedia | null): PageServed {
  const [document, code] = [makeSignal(), makeSignal()]
  protocol.registerBufferProtocol('app', ({ url: address, method, headers }, answer) => {
    const url = new URL(address)
    const refuse = (statusCode: number) => answer({ statusCode, headers: pageHeaders(), data: Buffer.of() })
    if (url.host !== 'ptp') return refuse(404)
    if (method !== 'GET') return refuse(405)
    const mediaId = mediaIdOf(url.pathname)
    if (mediaId !== null) {
      mediaResponse(media(mediaId), headers['Range']).then(
        (response) => (response ? answer(response) : refuse(404)),
        () => refuse(404),
      )
      return
    }
    const file = pageFile(folder, url.pathname)
    const data = file && read(file.path)
    if (!file || !data) return refuse(404)
    answer({ statusCode: 200, headers: { ...pageHeaders(), 'Content-Type': file.type }, data })
    if (file.type.startsWith('text/html')) document.tell()
    if (file.type.startsWith('text/css')) setTimeout(code.tell, passage)
  })
  return { document: document.told, code: code.told }
}

/** Milliseconds that a file takes to the page, during which this process must be free to say that it is whole. */
const passage = 10

function makeSignal() {
  let tell = (): void => {}
  const told = new Promise<void>((resolve) => {
    tell = resolve
  })
  return { told, tell: () => tell() }
}

/** At once: the page's files are small, and while the hub is being read a turn given away comes back late. */
function read(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}

/** Carriers take no media above 5 MB: it is handed over in one piece. */
async function mediaResponse(file: StoredMedia | null, range: string | undefined): Promise<ProtocolResponse | null> {
  const size = file && (await stat(file.path).catch(() => null))?.size
  if (!file || size === null || size === undefined) return null
  const { status, headers, span } = answerMedia(file, size, range)
  const pieces: Uint8Array[] = []
  if (span) for await (const piece of readSpan(file.path, span)) pieces.push(piece)
  return { statusCode: status, headers, data: Buffer.concat(pieces) }
}
