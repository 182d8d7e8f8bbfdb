import type { ChangeBatch } from './contract/changes.ts'

/** Passes batches of changes to one page. */
export interface PageFeed {
  push(batch: ChangeBatch): void
  /** The page listens: what was held goes out, and later batches at once. */
  ready(): void
  /** The page is gone or loads anew: hold again. */
  reset(): void
}

/**
 * Holds changes until the page says that it listens, so that none is lost while it loads. Past `limit` the oldest
 * are dropped; the page sees the gap in the numbers and reads everything again.
 */
export function holdUntilReady(send: (batch: ChangeBatch) => void, limit = 500): PageFeed {
  let listening = false
  let held: ChangeBatch[] = []
  return {
    push(batch) {
      if (listening) {
        send(batch)
        return
      }
      held.push(batch)
      if (held.length > limit) held.shift()
    },
    ready() {
      listening = true
      const waiting = held
      held = []
      for (const batch of waiting) send(batch)
    },
    reset() {
      listening = false
    },
  }
}
