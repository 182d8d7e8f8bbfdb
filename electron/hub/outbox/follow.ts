import { attemptsOf } from '../../../db/attempts.ts'
import { findMessageBySeq } from '../../../db/messages.ts'
import { findOutboxRow, removeFromOutbox, updateOutbox } from '../../../db/outbox.ts'
import type { OutboxRow } from '../../../db/outbox.ts'
import type { Carrier } from '../carrier/types.ts'
import type { Store, Write } from '../store.ts'
import { hear } from './carrier-word.ts'

/** After this long without a final word there will be none: some carriers never send a receipt, and `sent` stands. */
const giveUpAfter = 48 * 3_600_000
/** Shortest and longest pause between two questions, in milliseconds. */
const pause = { shortest: 2_000, longest: 30 * 60_000 }

/** Asks the carrier by sid what became of a text that it took: the way of knowing where no callback can reach us. */
export async function askAfter(store: Store, carrier: Carrier, row: OutboxRow): Promise<void> {
  const attempt = attemptsOf(store.db, row.message_seq).filter((known) => known.sid !== null).at(-1)
  if (!attempt?.sid) {
    store.write((write) => removeFromOutbox(write.db, row.message_seq))
    return
  }
  const answer = await carrier.fetch(attempt.sid)
  store.write((write) => {
    if (answer.kind === 'ok') {
      const { sid, status, errorCode, errorMessage } = answer.value
      hear(write, attempt, { sid, status, errorCode, errorText: errorMessage }, true)
    }
    if (findOutboxRow(write.db, row.message_seq)?.phase === 'open') askLater(write, row.message_seq, answer.kind === 'not-found')
  })
}

/** The older the text, the rarer the question: a quarter of its age. */
function askLater(write: Write, messageSeq: number, unknownToCarrier: boolean): void {
  const message = findMessageBySeq(write.db, messageSeq)
  const age = write.now - (message?.created_at ?? write.now)
  if (!message || unknownToCarrier || age > giveUpAfter) {
    removeFromOutbox(write.db, messageSeq)
    return
  }
  updateOutbox(write.db, messageSeq, {
    due_at: write.now + Math.round(Math.min(pause.longest, Math.max(pause.shortest, age / 4))),
  })
}

/** Two final words of the carrier differ: its answer by sid decides. */
export async function askAgain(store: Store, carrier: Carrier, messageSeq: number, sid: string): Promise<void> {
  const answer = await carrier.fetch(sid)
  if (answer.kind !== 'ok') return
  store.write((write) => {
    const attempt = attemptsOf(write.db, messageSeq).find((known) => known.sid === sid)
    if (!attempt) return
    const { status, errorCode, errorMessage } = answer.value
    hear(write, attempt, { sid, status, errorCode, errorText: errorMessage }, true)
  })
}
