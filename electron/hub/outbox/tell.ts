import type { Log } from '../log.ts'
import type { Store } from '../store.ts'

/** Reading the views of so many messages takes a few milliseconds. */
const atOnce = 50

/** Tells the screens of many messages that have changed, some at a time: nothing else has to wait for it. */
export function tellOf(store: Store, log: Log, seqs: readonly number[]): void {
  if (seqs.length === 0 || !store.db.open) return
  try {
    store.write((write) => {
      for (const seq of seqs.slice(0, atOnce)) write.message(seq)
    })
  } catch (error) {
    // What was done is done; a screen that missed it sees it when it reads again.
    log.error('not-told', { error })
  }
  if (seqs.length > atOnce) setImmediate(() => tellOf(store, log, seqs.slice(atOnce)))
}
