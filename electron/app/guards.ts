import { BrowserWindow, app, session, shell } from 'electron'
import type { WebContents, WebFrameMain } from 'electron'
import { mediaIdOf } from '../host/media-answer.ts'
import { pageAddress } from './page-protocol.ts'

/** The origin of a URL; of `app:` too, which Node's URL calls opaque. */
export function originOf(address: string): string | null {
  try {
    const url = new URL(address)
    return url.protocol === 'app:' ? `app://${url.host}` : url.origin
  } catch {
    return null
  }
}

/** The page's own origin: app://ptp, or the development server's where one was named at start. */
export function pageOrigin(devServer: string | undefined): string {
  return originOf(devServer ?? pageAddress) ?? 'app://ptp'
}

/** Whether a message comes from our page itself: its main frame, still there, at its own origin. */
export function isOurPage(frame: WebFrameMain | null, sender: WebContents, origin: string): boolean {
  return frame !== null && !sender.isDestroyed() && frame === sender.mainFrame && originOf(frame.url) === origin
}

/** The one door to the outside: links of the web, over https, in the person's own browser. */
function openOutside(address: string): void {
  let url: URL
  try {
    url = new URL(address)
  } catch {
    return
  }
  if (url.protocol === 'https:' && !url.username && !url.password) shell.openExternal(url.href).catch(() => undefined)
}

/** The page stays where it is: no other page, no window of its own, no embedded page. */
export function guardNavigation(origin: string): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      openOutside(url)
      return { action: 'deny' }
    })
    contents.on('will-navigate', (event) => {
      if (originOf(event.url) !== origin) event.preventDefault()
    })
    contents.on('will-redirect', (event) => {
      if (originOf(event.url) !== origin) event.preventDefault()
    })
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame || originOf(event.url) !== origin) event.preventDefault()
    })
  })
}

/** What a download of the page's is of: the id of a media of ours at its own origin; null for anything else. */
function downloadOf(address: string, origin: string): string | null {
  if (originOf(address) !== origin) return null
  return mediaIdOf(new URL(address).pathname)
}

/**
 * The page may write text to the clipboard; everything else it could ask for is denied.
 * @param save keeps a media of ours as a file: no download leaves the page's process, and of nothing else is there one
 */
export function guardPermissions(origin: string, save: (id: string, over: BrowserWindow | null) => void): void {
  const allowed = (permission: string, address: string | null | undefined) =>
    permission === 'clipboard-sanitized-write' && originOf(address ?? '') === origin
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(details.isMainFrame && allowed(permission, details.requestingUrl))
  })
  defaultSession.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    allowed(permission, requestingOrigin),
  )
  defaultSession.setDevicePermissionHandler(() => false)
  defaultSession.on('will-download', (event, item, contents) => {
    event.preventDefault()
    const id = downloadOf(item.getURL(), origin)
    if (id !== null) save(id, BrowserWindow.fromWebContents(contents))
  })
}
