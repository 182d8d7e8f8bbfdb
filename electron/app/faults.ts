import { app, dialog } from 'electron'
import type { BrowserWindow } from 'electron'
import { writeReport } from '../host/report.ts'
import type { Log } from '../hub/log.ts'
import { isAttended } from './fail-start.ts'

/** Waits before the page is loaded again after its process died, in milliseconds; then a person is asked. */
const reloadWaits = [0, 1_000, 5_000]
/** A page that stood this long, in milliseconds, begins to count anew. */
const calm = 60_000
/** Reports of rejected promises written in one run at most. */
const mostRejections = 5

/** Processes that end like this were told to. */
const harmless: ReadonlySet<string> = new Set(['clean-exit', 'killed'])

interface FaultOptions {
  readonly dataDir: string
  readonly log: () => Log | null
}

interface ProcessFaultOptions extends FaultOptions {
  /** Whether the hub takes care of it: its disk is full, say. */
  readonly leftToHub: (kind: string, error: unknown) => boolean
}

/** What breaks in this process: a report, and for an exception plain words and a new start. */
export function handleFaults({ dataDir, log, leftToHub }: ProcessFaultOptions): void {
  let rejections = 0
  let dying = false

  // A file that may grow no further is an error of the write, as Node has it by itself; Electron's process would be ended.
  if (process.platform !== 'win32') process.on('SIGXFSZ', () => {})
  process.on('unhandledRejection', (error) => {
    if (leftToHub('unhandled-rejection', error)) return
    log()?.error('unhandled-rejection', { error })
    rejections += 1
    if (rejections <= mostRejections) writeReport(dataDir, 'unhandled-rejection', { error })
  })
  process.on('uncaughtException', (error) => {
    if (leftToHub('uncaught-exception', error)) return
    log()?.error('uncaught-exception', { error })
    if (dying) return
    dying = true
    const report = writeReport(dataDir, 'uncaught-exception', { error })
    process.stderr.write(
      `${app.name} met a fault and stops.${report === null ? '' : ` What happened is in ${report}`}\n`,
    )
    tellAndEnd(report).catch(() => app.exit(1))
  })
  app.on('child-process-gone', (_event, details) => {
    const { type, name, serviceName, reason, exitCode } = details
    log()?.warn('child-process-gone', { type, service: serviceName ?? name, reason, exitCode })
    if (!harmless.has(reason))
      writeReport(dataDir, 'child-process-gone', { type, service: serviceName ?? name, reason, exitCode })
  })
}

/** The store is safe at every moment: what was accepted is committed, so that ending here loses nothing. */
async function tellAndEnd(report: string | null): Promise<void> {
  if (!isAttended() || !app.isReady()) {
    app.exit(1)
    return
  }
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: app.name,
    message: `${app.name} met a fault and has to stop.`,
    detail: `Texts already sent or waiting are safe on this laptop.${report === null ? '' : `\n\nWhat happened is in:\n${report}`}`,
    buttons: ['Open again', 'Close'],
    defaultId: 0,
  })
  if (response === 0) app.relaunch()
  app.exit(1)
}

/** What breaks in the page: its process dies, it hangs, its preload fails. The hub goes on receiving all the while. */
export function handlePageFaults(window: BrowserWindow, { dataDir, log }: FaultOptions): void {
  const page = window.webContents
  let deaths = 0
  let lastDeath = 0
  let hanging: AbortController | null = null

  function reload(): void {
    if (!window.isDestroyed()) page.reload()
  }

  page.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    log()?.error('page-gone', { reason, exitCode })
    writeReport(dataDir, 'page-gone', { reason, exitCode })
    const now = Date.now()
    deaths = now - lastDeath > calm ? 1 : deaths + 1
    lastDeath = now
    const wait = reloadWaits[deaths - 1]
    if (wait !== undefined) setTimeout(reload, wait)
    else
      ask('The window keeps failing.', ['Try again', 'Quit'], () => {
        deaths = 0
        reload()
      })
  })
  page.on('preload-error', (_event, _path, error) => {
    log()?.error('preload-error', { error })
    writeReport(dataDir, 'preload-error', { error })
  })
  page.on('did-fail-load', (_event, code, reason, _url, isMainFrame) => {
    // -3: given up for another load, which is no failure.
    if (!isMainFrame || code === -3) return
    log()?.error('page-load-failed', { code, reason })
    writeReport(dataDir, 'page-load-failed', { code, reason })
  })
  window.on('unresponsive', () => {
    log()?.warn('page-hangs')
    writeReport(dataDir, 'page-hangs', {})
    hanging = new AbortController()
    ask(
      'The window does not answer.',
      ['Reload the window', 'Wait'],
      () => {
        page.forcefullyCrashRenderer()
      },
      hanging.signal,
    )
  })
  window.on('responsive', () => {
    hanging?.abort()
    hanging = null
  })

  function ask(message: string, buttons: [string, string], onFirst: () => void, signal?: AbortSignal): void {
    if (!isAttended()) return
    dialog
      .showMessageBox(window, {
        type: 'warning',
        title: app.name,
        message,
        detail: 'Texts still come in and go out meanwhile.',
        buttons,
        defaultId: 0,
        cancelId: -1,
        ...(signal ? { signal } : {}),
      })
      .then(({ response }) => {
        if (response === 0) onFirst()
        else if (buttons[1] === 'Quit' && response === 1) app.quit()
      })
      .catch(() => undefined)
  }
}
