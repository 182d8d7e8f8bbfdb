import { app, dialog, ipcMain } from 'electron'
import type { BrowserWindow } from 'electron'
import type { Launched } from '../host/launch.ts'
import { isAttended } from './fail-start.ts'

/** All of quitting, in milliseconds; the hub gets a little less. */
const ceiling = 3_000
const hubDeadline = 2_500
/** What was typed a moment ago is saved within this, or the page does not answer any more. */
const pageDeadline = 250

export interface Quit {
  /** Quit without a question: the machine goes down, or a signal asked. */
  quietly(): void
  /** Quitting is under way: closing the window now means closing it. */
  readonly underWay: () => boolean
}

interface QuitOptions {
  readonly launched: Launched
  readonly window: BrowserWindow
  readonly save: () => void
}

/** Makes quitting say what stays behind, drain the hub and be done within three seconds. */
export function handleQuit({ launched, window, save }: QuitOptions): Quit {
  let state: 'running' | 'asking' | 'stopping' = 'running'
  let quiet = !isAttended()

  async function mayQuit(): Promise<boolean> {
    const waiting = launched.hub.waitingCount()
    if (quiet || waiting === 0) return true
    const texts = waiting === 1 ? 'One text has' : `${waiting} texts have`
    const { response } = await dialog.showMessageBox(window, {
      type: 'question',
      title: app.name,
      message: `${texts} not left this laptop yet.`,
      detail: `${waiting === 1 ? 'It stays' : 'They stay'} here and ${waiting === 1 ? 'goes' : 'go'} out when ${app.name} is open again; what waited long asks for a look first.`,
      buttons: ['Keep running', 'Quit'],
      defaultId: 0,
      cancelId: 0,
    })
    return response === 1
  }

  /** The page hands over what it has not saved yet: a draft is saved some moments after the last key. */
  function pageSaved(): Promise<void> {
    if (window.isDestroyed() || window.webContents.isCrashed()) return Promise.resolve()
    return new Promise((resolve) => {
      const limit = setTimeout(resolve, pageDeadline)
      // What the page asked before it came first: messages of one page keep their order.
      ipcMain.once('ptp:left', () => {
        clearTimeout(limit)
        resolve()
      })
      window.webContents.send('ptp:leave')
    })
  }

  async function stop(): Promise<void> {
    state = 'asking'
    if (!(await mayQuit())) {
      state = 'running'
      return
    }
    state = 'stopping'
    setTimeout(() => app.exit(0), ceiling)
    save()
    await pageSaved()
    if (!window.isDestroyed()) window.hide()
    await launched.hub.stop(hubDeadline).catch((error: unknown) => launched.log.error('stop-failed', { error }))
    launched.log.close()
    app.exit(0)
  }

  app.on('before-quit', (event) => {
    event.preventDefault()
    if (state !== 'running') return
    stop().catch(() => app.exit(1))
  })
  function quietly(): void {
    quiet = true
    app.quit()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, quietly)
  return { quietly, underWay: () => state === 'stopping' }
}
