import { app, dialog } from 'electron'
import { StartFailure } from '../hub/failure.ts'

/** Whether a person is there to read a dialog: not in tests and scripts. */
export function isAttended(): boolean {
  return !process.argv.includes('--quiet-quit')
}

/** One line on stderr, for whoever started the app from there; the page says more. */
export function tellFailure(error: unknown): void {
  process.stderr.write(`${lineOf(error)}\n`)
}

/** Says in plain words why there is not even a page to say it, on screen and in one line on stderr, and ends the app. */
export function failStart(error: unknown): void {
  tellFailure(error)
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
        message: wordsOf(error),
        detail: detailsOf(error) ?? '',
        buttons: ['Close'],
      }),
    )
    .catch(() => undefined)
    .finally(() => app.exit(1))
}

function wordsOf(error: unknown): string {
  return error instanceof StartFailure ? error.message : 'PTP Comms Hub cannot start because of a fault in it.'
}

function detailsOf(error: unknown): string | undefined {
  if (error instanceof StartFailure) return error.details
  return error instanceof Error ? error.message : String(error)
}

function lineOf(error: unknown): string {
  const details = detailsOf(error)
  return details === undefined ? wordsOf(error) : `${wordsOf(error)} (${details.replaceAll(/\s+/g, ' ')})`
}
