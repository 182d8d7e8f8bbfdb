import { setMessageState } from '../../../db/messages.ts'
import { removeFromOutbox } from '../../../db/outbox.ts'
import { heldByCarrier, waitingOf, wantCancel } from '../../../db/schedules.ts'
import { findWayTo } from '../../../db/conversations.ts'
import type { Write } from '../store.ts'
import { touchWaiting } from '../outbox/standing.ts'
import type { MissedBecause } from './reasons.ts'

/** A text that has come in, and is stored. */
export interface ReplyTo {
  readonly conversationId: number
}

/**
 * A text has come in: planned texts to its sender that a reply cancels are canceled, and all of them where it was STOP.
 * Runs in the transaction that stores it, so that nothing leaves between the two.
 */
export function cancelOnReply(write: Write, { conversationId }: ReplyTo): void {
  const isClosed = (findWayTo(write.db, conversationId)?.opted_out_at ?? null) !== null
  const because: MissedBecause = isClosed ? 'local:stopped' : 'local:replied'
  const canceled = waitingOf(write.db, conversationId, isClosed ? 'all' : 'cancel-on-reply')
  for (const seq of canceled) {
    removeFromOutbox(write.db, seq)
    setMessageState(write.db, seq, { state: 'canceled', at: write.now, errorText: because })
    write.message(seq)
  }
  const held = isClosed ? heldByCarrier(write.db, conversationId) : []
  // Twilio does not take back what it holds for somebody who replied STOP (Twilio docs: "Message Scheduling").
  for (const seq of held) wantCancel(write.db, seq, 'stop')
  if (canceled.length === 0 && held.length === 0) return
  touchWaiting(write, conversationId)
  write.stale('scheduled')
  write.wakeOutbox()
}
