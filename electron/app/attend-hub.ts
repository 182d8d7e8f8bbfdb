import { app, nativeTheme } from 'electron'
import type { Launched } from '../host/launch.ts'
import type { ChangeBatch } from '../ipc/contract/changes.ts'
import type { Settings } from '../ipc/contract/views.ts'
import { showNotification } from './notifications.ts'
import { keepAwake } from './keep-awake.ts'
import { watchPower } from './power.ts'
import { handleQuit } from './quit.ts'
import { openTray } from './tray.ts'
import { showUnread } from './unread-mark.ts'
import type { MainWindow } from './window.ts'

interface AttendOptions {
  readonly launched: Launched
  readonly view: MainWindow
  /** Passes changes on to the page. */
  readonly push: (batch: ChangeBatch) => void
}

export interface Attended {
  readonly settings: () => Settings
}

/** All that stands around a hub that has started: its changes, quit, tray, counts, power, and a window that only hides. */
export async function attendHub({ launched, view, push }: AttendOptions): Promise<Attended> {
  const { hub } = launched
  const { window } = view
  let settings: Settings | null = null
  let tray: ReturnType<typeof openTray> = null
  const quit = handleQuit({ launched, window, save: view.save })

  function follow(next: Settings): Settings {
    if (next.theme !== settings?.theme) {
      nativeTheme.themeSource = next.theme === 'sunlight' ? 'light' : next.theme
      view.remember({ theme: next.theme })
    }
    settings = next
    return next
  }
  hub.subscribe((batch) => {
    push(batch)
    for (const change of batch.changes) if (change.type === 'settings') follow(change.settings)
  })
  const first = follow((await hub.handlers['system.state']({})).settings)

  watchPower(hub.linkHint, quit.quietly)
  keepAwake(hub)
  window.on('focus', () => window.flashFrame(false))
  window.on('session-end', quit.quietly)
  window.on('close', (event) => {
    if (quit.underWay()) return
    event.preventDefault()
    if (process.platform !== 'darwin' && (settings?.keepInTray === false || tray === null)) {
      app.quit()
      return
    }
    view.save()
    window.hide()
    if (view.state().toldAboutTray || process.platform === 'darwin') return
    view.remember({ toldAboutTray: true })
    const body = 'Texts still come in. Open it again from the tray; quit it there too.'
    showNotification(
      { title: `${app.name} keeps running`, body, conversationId: null },
      { silent: true, onClick: view.show },
    )
  })

  // The page's first questions are answered before the system is asked for a place in its tray.
  await new Promise((resolve) => {
    setTimeout(resolve)
  })
  if (window.isDestroyed()) return { settings: () => settings ?? first }
  tray = openTray({ show: view.show, quit: () => app.quit() })
  const showCount = () => showUnread(hub.unreadCount(), window, tray)
  hub.onUnreadCount(showCount)
  showCount()

  if (hub.webhookAddress !== null) process.stdout.write(`Webhooks at ${hub.webhookAddress}\n`)
  return { settings: () => settings ?? first }
}
