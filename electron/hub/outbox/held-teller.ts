import { countHeld } from '../../../db/held.ts'
import type { Db } from '../../../db/open.ts'
import type { HeldView } from '../../ipc/contract/held-views.ts'
import type { Clock, Timer } from '../clock.ts'

/** The screen hears of changes once in so many ms. */
const tellPace = 100

/** Tells the screen of the texts that wait for a look, when something of them has changed. */
export interface HeldTeller {
  /** Something was committed. */
  touched(): void
  stop(): void
}

export function createHeldTeller(options: {
  readonly db: Db
  readonly clock: Clock
  readonly view: () => HeldView
  readonly changed: (view: HeldView) => void
}): HeldTeller {
  const { db, clock } = options
  let told = ''
  let isTold = false
  let soon: Timer | null = null

  function tell(): void {
    soon = null
    const view = options.view()
    const text = JSON.stringify(view)
    isTold = view.count > 0
    if (text === told) return
    told = text
    options.changed(view)
  }

  return {
    touched() {
      // Where nothing is held, which is nearly always, this is all it costs.
      if (soon !== null || (!isTold && countHeld(db) === 0)) return
      soon = clock.after(tellPace, tell)
    },
    stop() {
      soon?.cancel()
      soon = null
    },
  }
}
