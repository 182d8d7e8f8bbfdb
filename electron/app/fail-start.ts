import { app, dialog } from 'electron'
import { StartFailure } from '../hub/failure.ts'

/** Whether a person is there to read a dialog: not in tests and scripts. */
export function isAttended(): boolean {
  return !process.argv.includes('--quiet-quit')
}

/** Says in plain words why the app cannot start, on screen and in one line on stderr, and ends it. */
export function failStart(error: unknown): void {
  const words = error instanceof StartFailure ? error.message : 'PTP Comms Hub cannot start because of a fault in it.'
  const details = error instanceof StartFailure ? error.details : error instanceof Error ? error.message : String(error)
  process.stderr.write(`${details === undefined ? words : `${words} (${details.replaceAll(/\s+/g, ' ')})`}\n`)
  if (!isAttended()) {
    app.exit(1)
    return
  }
  app
    .whenReady()
    .then(() =>
      dialog.showMessageBox({
        type: 'error',
        title: app.name,
        message: words,
        detail: details ?? '',
        buttons: ['Close'],
      }),
    )
    .catch(() => undefined)
    .finally(() => app.exit(1))
}
