import type { Change, ChangeBatch } from '../ipc/contract/changes.ts'
import type { FeedPosition } from '../ipc/contract/views.ts'

/** Numbers and passes on what changed. A new epoch tells every screen to read everything again. */
export interface ChangeFeed {
  readonly position: FeedPosition
  publish(changes: readonly Change[]): void
  /** Another mode is shown: numbers start anew. */
  startEpoch(epoch: string): void
  subscribe(listener: (batch: ChangeBatch) => void): () => void
}

/** @param failed hears of a listener that threw; the others hear the batch all the same. */
export function createChangeFeed(firstEpoch: string, failed: (error: unknown) => void): ChangeFeed {
  const listeners = new Set<(batch: ChangeBatch) => void>()
  let epoch = firstEpoch
  let seq = 0
  return {
    get position() {
      return { epoch, seq }
    },
    publish(changes) {
      if (changes.length === 0) return
      seq += 1
      const batch: ChangeBatch = { epoch, seq, changes }
      for (const listener of listeners) {
        try {
          listener(batch)
        } catch (error) {
          failed(error)
        }
      }
    },
    startEpoch(next) {
      epoch = next
      seq = 0
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
