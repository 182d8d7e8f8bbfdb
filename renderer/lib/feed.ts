import type { ChangeBatch } from '../../electron/ipc/contract/changes.ts'
import type { FeedPosition } from '../../electron/ipc/contract/views.ts'

export interface Feed {
  /** A batch arrived from the hub. */
  receive(batch: ChangeBatch): void
  /** Everything is about to be read: what arrives from now on is kept aside until `start`. */
  hold(): void
  /** Everything was read at this position: what arrived since `hold` and is newer is applied. */
  start(position: FeedPosition): void
}

/**
 * Keeps the change feed in order. A batch that does not follow the last one (a gap, or another epoch) stops the feed and
 * asks for everything to be read again; the reader answers with `hold` before and `start` after its reading.
 */
export function makeFeed(apply: (batch: ChangeBatch) => void, readAgain: () => void): Feed {
  let position: FeedPosition | null = null
  let aside: ChangeBatch[] = []

  function accept(batch: ChangeBatch): boolean {
    if (position === null || batch.epoch !== position.epoch) return false
    if (batch.seq <= position.seq) return true
    if (batch.seq !== position.seq + 1) return false
    position = { epoch: batch.epoch, seq: batch.seq }
    apply(batch)
    return true
  }

  return {
    receive(batch) {
      if (position === null) {
        aside.push(batch)
      } else if (!accept(batch)) {
        position = null
        readAgain()
      }
    },
    hold() {
      position = null
      // What came before the reading began is part of what is read.
      aside = []
    },
    start(next) {
      position = next
      const held = aside
      aside = []
      for (const batch of held) {
        if (accept(batch)) continue
        position = null
        readAgain()
        return
      }
    },
  }
}
