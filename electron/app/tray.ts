import { join } from 'node:path'
import { Menu, Tray, app, nativeImage } from 'electron'

export interface TrayMark {
  setUnread(count: number): void
}

/** The mark in the tray: shows the window, counts what is unread, quits. Null where the desktop has no tray. */
export function openTray(actions: { readonly show: () => void; readonly quit: () => void }): TrayMark | null {
  const image = (name: string) => nativeImage.createFromPath(join(app.getAppPath(), 'resources', `${name}.png`))
  const mac = process.platform === 'darwin'
  const calm = image(mac ? 'trayTemplate' : 'tray')
  const unread = mac ? calm : image('tray-unread')
  let tray: Tray
  try {
    tray = new Tray(calm)
  } catch {
    return null
  }
  const menu = (count: number) =>
    Menu.buildFromTemplate([
      { label: count > 0 ? `Open — ${count} unread` : 'Open', click: actions.show },
      { type: 'separator' },
      { label: `Quit ${app.name}`, click: actions.quit },
    ])
  tray.setToolTip(app.name)
  tray.setContextMenu(menu(0))
  tray.on('click', actions.show)
  return {
    setUnread(count) {
      tray.setImage(count > 0 ? unread : calm)
      tray.setToolTip(count > 0 ? `${app.name} — ${count} unread` : app.name)
      if (mac) tray.setTitle(count > 0 ? String(count) : '')
      tray.setContextMenu(menu(count))
    },
  }
}
