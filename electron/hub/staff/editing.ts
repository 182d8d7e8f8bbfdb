import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { CallFailure } from '../failure.ts'

/** So long after its last use (ms) a key opens the team no more. */
const lasts = 10 * 60_000

/** Keys that open the team for changes: a director types the PIN once, not for each of twenty names. */
export interface Editing {
  open(): string
  /** Uses a key. @throws {CallFailure} `forbidden`: it is none, or too old. */
  use(key: string): void
  /** No key opens anything any more: the window was locked, somebody else is on duty. */
  close(): void
}

export function createEditing(clock: Clock): Editing {
  const usedAt = new Map<string, number>()
  return {
    open() {
      const key = randomUUID()
      usedAt.set(key, clock.now())
      return key
    },
    use(key) {
      const last = usedAt.get(key)
      const now = clock.now()
      if (last === undefined || now - last > lasts) {
        usedAt.delete(key)
        throw new CallFailure('forbidden', 'The team is closed for changes again. Open it with a director’s PIN.')
      }
      usedAt.set(key, now)
    },
    close: () => usedAt.clear(),
  }
}
