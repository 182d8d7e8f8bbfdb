import { join } from 'node:path'
import { app, shell } from 'electron'
import type { Launched } from '../host/launch.ts'
import type { HubEnvironment } from '../hub/environment.ts'
import type { HubNotification } from '../hub/hub.ts'
import { browseIn } from './browse.ts'
import { leftToHub } from '../host/left-to-hub.ts'
import { attendHub } from './attend-hub.ts'
import type { Attended } from './attend-hub.ts'
import { answerPage } from './calls.ts'
import { failStart, tellFailure } from './fail-start.ts'
import { forkChild } from './fork-child.ts'
import { handleFaults, handlePageFaults } from './faults.ts'
import { guardNavigation, guardPermissions, pageOrigin } from './guards.ts'
import { setMenu } from './menu.ts'
import { showNotification } from './notifications.ts'
import { announcePageScheme, servePage } from './page-protocol.ts'
import type { PageServed } from './page-protocol.ts'
import { saveMedia } from './save-media.ts'
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
  let attended: Attended | null = null

  // The app ends by quitting, never by having no window.
  app.on('window-all-closed', () => {})
  handleFaults({
    dataDir,
    log: () => launched?.log ?? null,
    leftToHub: (kind, error) => leftToHub(launched, kind, error),
  })
  // As root the sandbox cannot stand; asking for it there ends every page process at once.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  // Windows shows notifications only of apps that say who they are; the same id as the installer's.
  app.setAppUserModelId('com.ptpsoccer.commshub')
  announcePageScheme()
  guardNavigation(origin)

  await app.whenReady()
  const media = (id: string) => launched?.hub.media(id) ?? null
  const save = saveMedia({ media, saved: (id, name) => launched?.hub.mediaSaved(id, name) })
  guardPermissions(origin, (id, over) => void save(id, over))
  const served = servePage(join(bundleDir, '..', 'renderer'), media)
  const view = openWindow(dataDir, bundleDir, devServer)
  const { window } = view
  setMenu()
  handlePageFaults(window, { dataDir, log: () => launched?.log ?? null })

  // The page loads while the store opens.
  const notify = (notification: HubNotification) => {
    if (!window.isFocused()) window.flashFrame(true)
    showNotification(notification, {
      silent: attended?.settings().sounds === false,
      onClick(conversationId) {
        view.show()
        if (conversationId !== null) launched?.hub.showConversation(conversationId)
      },
    })
  }
  const version = app.getVersion()
  const desk = readHub(served).then((createStartDesk) =>
    createStartDesk({
      dataDir,
      host: 'electron',
      version,
      bundleDir,
      environment,
      notify,
      forkChild,
      browse: browseIn(window),
      lost: failStart,
      started,
      failed: tellFailure,
      openFolder: () => shell.openPath(dataDir),
    }),
  )
  const page = answerPage({
    page: window.webContents,
    origin,
    dispatch: desk.then(({ dispatch }) => dispatch),
    onNetworkHint: (online) => launched?.hub.linkHint(online ? 'online' : 'offline'),
  })
  app.on('second-instance', view.show)
  app.on('activate', view.show)

  // While the hub cannot start there is nothing to keep running behind a closed window.
  const quitUnstarted = () => app.quit()
  window.on('closed', quitUnstarted)
  await (await desk).start()

  /** At the first try, or after something was mended. */
  async function started(now: Launched): Promise<void> {
    launched = now
    window.off('closed', quitUnstarted)
    attended = await attendHub({ launched: now, view, push: page.push })
  }
}

/** Milliseconds that the reading of the hub waits for the page to get on, where that takes long or never happens. */
const patience = 500

/**
 * Reads the hub's code in the gaps of the page's start: while its process comes to life, and while it reads its own code. In
 * between, this process is asked for the page's files and for leave to go on; behind a hub being read all of that would wait.
 */
async function readHub(served: PageServed) {
  const late = new Promise<void>((resolve) => {
    setTimeout(resolve, patience)
  })
  await Promise.race([served.document, late])
  await nextTurn()
  await import('../ipc/contract/calls.ts')
  await nextTurn()
  await import('../hub/people/number.ts')
  await nextTurn()
  await import('../../db/open.ts')
  await nextTurn()
  await import('../hub/inbound/listener.ts')
  await Promise.race([served.code, late])
  const { createStartDesk } = await import('../host/start-desk.ts')
  await nextTurn()
  return createStartDesk
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve)
  })
}
