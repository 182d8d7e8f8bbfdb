import { attemptsOf } from '../../../db/attempts.ts'
import { findOutboxRow, removeFromOutbox, updateOutbox } from '../../../db/outbox.ts'
import type { OutboxRow } from '../../../db/outbox.ts'
import { findStanding } from '../../../db/standing.ts'
import { isCallSid } from '../carrier/sid.ts'
import type { Carrier } from '../carrier/types.ts'
import type { Store, Write } from '../store.ts'
import { hear, hearUnknown } from './carrier-word.ts'
import { hearCall } from '../voice/hear.ts'
import { openAttempts } from './standing.ts'

/** After this long without a final word there will be none: some carriers never send a receipt, and `sent` stands. */
const giveUpAfter = 48 * 3_600_000
/** A text is not in the carrier's books the moment it was taken; after this long it never will be. */
const giveUpUnknownAfter = 3_600_000
/** Shortest and longest pause between two questions, in milliseconds. */
const pause = { shortest: 2_000, longest: 30 * 60_000 }

/**
 * Asks the carrier by sid what became of a text that it took: the way of knowing where no callback can reach us, and where two
 * final words of its differ.
 */
export async function askAfter(store: Store, carrier: Carrier, row: OutboxRow): Promise<void> {
  let unknown = false
  for (const { id, sid } of openAttempts(attemptsOf(store.db, row.message_seq))) {
    if (sid === null) continue
    if (isCallSid(sid)) {
      unknown = (await askAfterCall(store, carrier, id, sid)) || unknown
      continue
    }
    const answer = await carrier.fetch(sid)
    if (answer.kind === 'not-found') unknown = true
    store.write((write) => {
      if (answer.kind === 'ok') {
        const { status, errorCode, errorMessage } = answer.value
        hear(write, id, { sid, status, errorCode, errorText: errorMessage }, 'fetch')
      } else if (answer.kind === 'not-found') hearUnknown(write, id)
    })
  }
  store.write((write) => {
    if (findOutboxRow(write.db, row.message_seq)?.phase === 'open') askLater(write, row.message_seq, unknown)
  })
}

/** Whether the carrier does not know the call. */
async function askAfterCall(store: Store, carrier: Carrier, attemptId: string, sid: string): Promise<boolean> {
  const answer = await carrier.calls.fetch(sid)
  store.write((write) => {
    if (answer.kind === 'ok') {
      const { status, duration } = answer.value
      hearCall(write, attemptId, { sid, status, sequence: null, duration }, 'fetch')
    } else if (answer.kind === 'not-found') hearUnknown(write, attemptId)
  })
  return answer.kind === 'not-found'
}

/** The older the attempt, the rarer the question: a quarter of its age. */
function askLater(write: Write, messageSeq: number, unknownToCarrier: boolean): void {
  const newest = openAttempts(attemptsOf(write.db, messageSeq)).at(-1)
  const text = findStanding(write.db, messageSeq)
  const sendAt = text?.state === 'scheduled' ? text.send_at : null
  // The carrier holds it until its time: there is nothing to hear before that but that somebody took it back there.
  if (newest && sendAt !== null && sendAt > write.now) {
    updateOutbox(write.db, messageSeq, { due_at: Math.min(sendAt + pause.shortest, write.now + pause.longest) })
    return
  }
  // A clock set back makes an attempt lie in the future; its distance will do.
  const begun = Math.max(newest?.started_at ?? write.now, text?.send_at ?? 0)
  const age = Math.abs(write.now - begun)
  if (!newest || age > (unknownToCarrier ? giveUpUnknownAfter : giveUpAfter)) {
    removeFromOutbox(write.db, messageSeq)
    return
  }
  updateOutbox(write.db, messageSeq, {
    due_at: write.now + Math.round(Math.min(pause.longest, Math.max(pause.shortest, age / 4))),
  })
}
