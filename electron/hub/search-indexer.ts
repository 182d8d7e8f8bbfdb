import { indexLater, isSearchBehind } from '../../db/search-later.ts'
import type { Clock, Timer } from './clock.ts'
import type { Log } from './log.ts'
import type { Store, Touched } from './store.ts'

/** Texts of one commit: a millisecond or two, which nobody's keystroke notices. */
const chunk = 48
/** Milliseconds of rest between two of them, and after the first text that waits: queueing comes first. */
const pause = 200
const delay = 1_000
/** Where the disk refuses, what cannot be searched can wait. */
const afterTrouble = 60_000

/** Makes searchable what was stored without it. */
export interface SearchIndexer {
  committed(touched: Touched): void
  stop(): void
}

/** Indexes the texts of broadcasts once they are queued, a few at a time; also those that the end of the app left. */
export function createSearchIndexer(store: Store, clock: Clock, log: Log): SearchIndexer {
  let soon: Timer | null = isSearchBehind(store.db) ? clock.after(delay, work) : null

  function work(): void {
    soon = null
    try {
      if (store.isShort) soon = clock.after(afterTrouble, work)
      else if (store.write(({ db }) => indexLater(db, chunk), true) === chunk) soon = clock.after(pause, work)
    } catch (error) {
      log.error('search-not-indexed', { error })
      soon = clock.after(afterTrouble, work)
    }
  }

  return {
    committed(touched) {
      // Texts that were queued wake the outbox.
      if (touched.wakeOutbox && touched.messages.size > 0) soon ??= clock.after(delay, work)
    },
    stop() {
      soon?.cancel()
      soon = null
    },
  }
}
