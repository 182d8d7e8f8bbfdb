import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { pageFile } from '../host/page-files.ts'
import { pageHeaders } from '../host/page-headers.ts'

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

/** Serves the built page from `folder` at app://ptp, and nothing else. */
export function servePage(folder: string): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url)
    const refuse = (status: number) => new Response(null, { status, headers: pageHeaders() })
    if (url.host !== 'ptp') return refuse(404)
    if (request.method !== 'GET') return refuse(405)
    const file = pageFile(folder, url.pathname)
    const content = file && (await readFile(file.path).catch(() => null))
    if (!file || !content) return refuse(404)
    return new Response(new Uint8Array(content), { headers: { ...pageHeaders(), 'Content-Type': file.type } })
  })
}
