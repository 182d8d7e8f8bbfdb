import { reportError } from '../lib/data.ts'

/** A loop that throws on every frame must not fill the log. */
const mostReports = 20

/** Reports what no one caught to the hub's log. */
export function reportUncaughtErrors(target: Window): void {
  let reports = 0
  const report = (where: string, error: unknown) => {
    reports += 1
    if (reports <= mostReports) reportError(where, error)
  }
  target.addEventListener('error', (event) => {
    // The browser's note that a measurement moved to the next frame; nothing is wrong.
    if (event.message.startsWith('ResizeObserver loop')) return
    const error: unknown = event.error
    report('window', error ?? event.message)
  })
  target.addEventListener('unhandledrejection', (event) => {
    report('promise', event.reason)
  })
}
