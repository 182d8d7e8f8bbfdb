import { CallFailure } from '../failure.ts'
import type { Store } from '../store.ts'
import { queueText } from './compose.ts'
import type { TextToQueue } from './compose.ts'

/** Texts per commit: few enough that nothing else waits longer than a frame or so, many enough to share one flush to disk. */
const chunk = 64

/** A text that was not queued, and why, in words for staff. */
export interface RefusedText {
  readonly id: string
  readonly conversationId: number
  readonly reason: string
}

export interface QueuedTexts {
  /** Texts that are in the outbox now, or were there before. */
  readonly queued: number
  readonly refused: readonly RefusedText[]
}

/** How far it has come; asked between two chunks. */
export type Proceed = (done: number) => 'go-on' | 'stop'

/**
 * Puts many texts into the outbox, in chunks that are durable one after the other; between them everything else goes on.
 * A text whose id is there already is left as it is: after a crash, the same call again completes what is missing.
 * One that its conversation cannot take is refused alone.
 * @param proceed hears after each chunk how many were looked at, and may end it there
 * @throws what the store throws (a full disk, say); earlier chunks stand
 */
export async function queueTexts(
  store: Store,
  texts: readonly TextToQueue[],
  proceed: Proceed = () => 'go-on',
): Promise<QueuedTexts> {
  const refused: RefusedText[] = []
  let queued = 0
  for (let start = 0; start < texts.length; start += chunk) {
    const part = texts.slice(start, start + chunk)
    const outcome = store.write((write) => {
      const turnedAway: RefusedText[] = []
      for (const text of part) {
        try {
          queueText(write, text)
        } catch (error) {
          // It refuses before it writes anything.
          if (!(error instanceof CallFailure)) throw error
          turnedAway.push({ id: text.id, conversationId: text.conversationId, reason: error.message })
        }
      }
      return turnedAway
    }, true)
    refused.push(...outcome)
    queued += part.length - outcome.length
    if (proceed(start + part.length) === 'stop') break
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
  }
  return { queued, refused }
}
