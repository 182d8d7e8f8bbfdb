import { join } from 'node:path'
import { app, nativeTheme } from 'electron'
import type { Launched } from '../host/launch.ts'
import type { HubEnvironment } from '../hub/environment.ts'
import type { HubNotification } from '../hub/hub.ts'
import type { Settings } from '../ipc/contract/views.ts'
import { browseIn } from './browse.ts'
import { answerPage } from './calls.ts'
import { failStart } from './fail-start.ts'
import { forkChild } from './fork-child.ts'
import { handleFaults, handlePageFaults } from './faults.ts'
import { guardNavigation, guardPermissions, pageOrigin } from './guards.ts'
import { setMenu } from './menu.ts'
import { showNotification } from './notifications.ts'
import { announcePageScheme, servePage } from './page-protocol.ts'
import { watchPower } from './power.ts'
import { handleQuit } from './quit.ts'
import { openTray } from './tray.ts'
import { showUnread } from './unread-mark.ts'
import { openWindow } from './window.ts'

interface MainOptions {
  /** Folder of the running bundle. */
  readonly bundleDir: string
  readonly environment: HubEnvironment
  readonly dataDir: string
}

/** The app in Electron: one window around one hub. */
export async function main({ bundleDir, environment, dataDir }: MainOptions): Promise<void> {
  // Before anything opens the store: two hubs on one data folder would answer every text twice.
  if (!app.requestSingleInstanceLock()) {
    process.stderr.write(`${app.name} is already open; its window is shown.\n`)
    app.exit(0)
    return
  }
  const devServer = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']
  const origin = pageOrigin(devServer)
  let launched: Launched | null = null
  let settings: Settings | null = null

  // The app ends by quitting, never by having no window.
  app.on('window-all-closed', () => {})
  handleFaults({ dataDir, log: () => launched?.log ?? null })
  // As root the sandbox cannot stand; asking for it there ends every page process at once.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  // Windows shows notifications only of apps that say who they are; the same id as the installer's.
  app.setAppUserModelId('com.ptpsoccer.commshub')
  setMenu()
  announcePageScheme()
  guardNavigation(origin)

  await app.whenReady()
  guardPermissions(origin)
  servePage(join(bundleDir, '..', 'renderer'), (id) => launched?.hub.media(id) ?? null)
  const view = openWindow(dataDir, bundleDir, devServer)
  const { window } = view
  handlePageFaults(window, { dataDir, log: () => launched?.log ?? null })

  // The page loads while the store opens.
  const notify = (notification: HubNotification) => {
    if (!window.isFocused()) window.flashFrame(true)
    showNotification(notification, {
      silent: settings?.sounds === false,
      onClick(conversationId) {
        view.show()
        launched?.hub.showConversation(conversationId)
      },
    })
  }
  const version = app.getVersion()
  // The page's process starts and its files are served while the hub is read: each takes as long as the other.
  const launching = readHub().then((launchHub) =>
    launchHub({
      dataDir,
      host: 'electron',
      version,
      bundleDir,
      environment,
      notify,
      forkChild,
      browse: browseIn(window),
      lost: failStart,
    }),
  )
  const dispatch = launching.then((started) => started.dispatch)
  // A start that fails is told of below, once.
  dispatch.catch(() => undefined)
  const page = answerPage({
    page: window.webContents,
    origin,
    dispatch,
    onNetworkHint: (online) => launched?.hub.linkHint(online ? 'online' : 'offline'),
  })
  app.on('second-instance', view.show)
  app.on('activate', view.show)

  try {
    launched = await launching
  } catch (error) {
    window.destroy()
    failStart(error)
    return
  }
  const { hub } = launched
  const quit = handleQuit({ launched, window, save: view.save })
  const tray = openTray({ show: view.show, quit: () => app.quit() })

  function follow(next: Settings): void {
    if (next.theme !== settings?.theme) {
      nativeTheme.themeSource = next.theme === 'sunlight' ? 'light' : next.theme
      view.remember({ theme: next.theme })
    }
    settings = next
  }
  follow((await hub.handlers['system.state']({})).settings)
  hub.subscribe((batch) => {
    page.push(batch)
    for (const change of batch.changes) if (change.type === 'settings') follow(change.settings)
  })

  const showCount = () => showUnread(hub.unreadCount(), window, tray)
  hub.onUnreadCount(showCount)
  showCount()
  watchPower(hub.linkHint, quit.quietly)
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
      { title: `${app.name} keeps running`, body, conversationId: 0 },
      { silent: true, onClick: view.show },
    )
  })

  if (hub.webhookAddress !== null) process.stdout.write(`Webhooks at ${hub.webhookAddress}\n`)
}

/** Reads the hub's code part by part: between them Chromium gets the thread, and the page its files. */
async function readHub() {
  await nextTurn()
  await import('../ipc/contract/calls.ts')
  await nextTurn()
  await import('../hub/people/number.ts')
  await nextTurn()
  const { launchHub } = await import('../host/launch.ts')
  await nextTurn()
  return launchHub
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve)
  })
}
