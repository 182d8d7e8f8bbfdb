import { join } from 'node:path'
import { app, nativeImage } from 'electron'
import type { BrowserWindow } from 'electron'
import type { TrayMark } from './tray.ts'

/** Shows how many conversations are unread on the app's icon and in the tray; the window's title is the page's own. */
export function showUnread(count: number, window: BrowserWindow, tray: TrayMark | null): void {
  if (window.isDestroyed()) return
  tray?.setUnread(count)
  if (process.platform === 'win32') {
    const dot = nativeImage.createFromPath(join(app.getAppPath(), 'resources', 'unread-dot.png'))
    window.setOverlayIcon(count > 0 ? dot : null, count > 0 ? `${count} unread` : '')
  } else {
    app.setBadgeCount(count)
  }
}
