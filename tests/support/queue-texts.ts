import { queueText } from '../../electron/hub/outbox/compose.ts'
import type { TextToQueue } from '../../electron/hub/outbox/compose.ts'
import type { Store } from '../../electron/hub/store.ts'

/** Texts per commit. */
const chunk = 64

/**
 * Puts many texts into the outbox at once, in chunks that are durable one after the other. The app never does: a broadcast feeds its
 * outbox a few at a time. Whoever wants to see an outbox under load does.
 */
export async function queueTexts(store: Store, texts: readonly TextToQueue[]): Promise<void> {
  for (let start = 0; start < texts.length; start += chunk) {
    store.write((write) => {
      for (const text of texts.slice(start, start + chunk)) queueText(write, text)
    }, true)
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
  }
}
