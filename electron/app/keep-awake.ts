import { powerSaveBlocker } from 'electron'
import type { Hub } from '../hub/hub.ts'

/** The hub is asked this often whether the laptop may sleep, in milliseconds; and at once when something of it has changed. */
const askEvery = 15_000
/** Many changes at once are one question. */
const pace = 500

/** Keeps the laptop from falling asleep while the hub says so. The screen may go dark. */
export function keepAwake(hub: Pick<Hub, 'keepsAwake' | 'subscribe'>): void {
  let blocker: number | null = null
  let soon: NodeJS.Timeout | null = null

  function look(): void {
    soon = null
    const wanted = hub.keepsAwake()
    if (wanted && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension')
    if (!wanted && blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
  }

  hub.subscribe(({ changes }) => {
    if (changes.some(({ type }) => type === 'stale' || type === 'settings' || type === 'mode'))
      soon ??= setTimeout(look, pace)
  })
  // The app's end is not held up by it.
  setInterval(look, askEvery).unref()
  look()
}
