import type { Failure, PausedOutbox } from '../../ipc/contract/views.ts'
import type { Clock, Timer } from '../clock.ts'

/** While stopped by an account problem, one text is tried this often, in milliseconds. */
const trialEvery = 60_000

export interface PauseOptions {
  readonly clock: Clock
  /** A text may be tried again. */
  readonly wake: () => void
  /** The outbox stopped for, or recovered from, an account problem. */
  readonly changed: () => void
}

/** What stops all texts for a problem of the account, and lets one of them try now and then. */
export interface Pause {
  /** The problem; null while there is none. */
  readonly current: PausedOutbox | null
  /** Whether the next trial is still some time away. */
  readonly isResting: boolean
  /** Texts that met the problem since the pause began; the next trial takes another one, so that one bad text does not hold all. */
  readonly met: Set<number>
  accountTrouble(messageSeq: number, failure: Failure): void
  accountWorks(): void
  /** A request said nothing of the account. */
  provedNothing(): void
  /** A person says that it is mended. */
  mended(): void
  stop(): void
}

export function createPause({ clock, wake, changed }: PauseOptions): Pause {
  let current: PausedOutbox | null = null
  /** A timer, not a time: the laptop's clock may be set back. */
  let trial: Timer | null = null
  const met = new Set<number>()

  function waitForTrial(): void {
    trial?.cancel()
    trial = clock.after(trialEvery, () => {
      trial = null
      wake()
    })
  }

  function end(): void {
    trial?.cancel()
    trial = null
    met.clear()
    if (current === null) return
    current = null
    changed()
  }

  return {
    get current() {
      return current
    },
    get isResting() {
      return trial !== null
    },
    met,
    accountTrouble(messageSeq, { code, reason, remedy }) {
      met.add(messageSeq)
      waitForTrial()
      const isNews = current?.code !== code
      current = { code, reason, remedy }
      if (isNews) changed()
    },
    accountWorks() {
      if (current !== null) end()
    },
    provedNothing() {
      if (current !== null) waitForTrial()
    },
    mended() {
      // As far as anybody knows: what is not will stop it again, and no trial may be left to say that it is.
      end()
      wake()
    },
    stop() {
      trial?.cancel()
      trial = null
    },
  }
}
