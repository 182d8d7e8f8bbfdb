import { pauseLateBroadcasts, pauseRestoredBroadcasts } from '../../../db/broadcasts.ts'
import { findConversation } from '../../../db/conversations.ts'
import { cancelHeld, holdAll, holdForLook, letGo, queueScheduled, waitingIn } from '../../../db/held.ts'
import type { HeldRow, HeldScope } from '../../../db/held.ts'
import { setMessageState } from '../../../db/messages.ts'
import type { MessageRow } from '../../../db/messages.ts'
import { enqueue, findOutboxRow } from '../../../db/outbox.ts'
import type { HeldBecause } from '../../../db/outbox.ts'
import type { HeldWhich } from '../../ipc/contract/held-views.ts'
import { closedReason } from '../conversation-closed.ts'
import { CallFailure } from '../failure.ts'
import type { Write } from '../store.ts'
import { messageOrRefuse, once } from './compose.ts'
import { assertLookedBack } from './look-back.ts'
import { touchWaiting } from './standing.ts'
import { longestWait } from './wait.ts'

/** More than so many at once need a person's look: in one conversation, and of bulk texts in all of them. */
const mostAtOnce = 10
/** An interruption shorter than this does not stop a broadcast that was under way, in milliseconds. */
const shortInterruption = 60_000

/**
 * The way out is back: holds the texts of each conversation in which one waited too long or too many wait, and pauses each
 * broadcast that waited too long, for one look at all of it. Nothing may leave before this was done. Returns the `seq` of each text that is held now; whoever calls tells of them.
 * @param since when there was last a way out (epoch ms); `-Infinity` where nobody knows
 */
export function holdAfterOutage(write: Write, since: number): readonly number[] {
  const { db, now } = write
  const paused = pauseLateBroadcasts(db, { longest: now - longestWait, ahead: now + longestWait })
  if (paused.length > 0) write.stale('broadcasts')
  return holdForLook(db, {
    longest: now - longestWait,
    ahead: now + longestWait,
    most: mostAtOnce,
    bulkFrom: now - since < shortInterruption ? since : Number.NEGATIVE_INFINITY,
  })
}

/**
 * Holds every text that would leave this laptop by itself: what waits for its turn, what is scheduled, and what would go out
 * again once the carrier does not know of it (the carrier is still asked, and what it has is not held). The same look lets them go
 * or drops them. For a store that was put back from a copy: what the copy calls open may have gone out since.
 * Returns how many texts that are.
 */
export function holdEverything(write: Write, because: HeldBecause): number {
  if (because === 'restored' && pauseRestoredBroadcasts(write.db) > 0) write.stale('broadcasts')
  const held = holdAll(write.db, because)
  for (const seq of held) write.message(seq)
  if (held.length > 0) write.wakeOutbox()
  return held.length
}

/**
 * Lets held texts go, in their order: one, those of a conversation, or all. What a person let go is not held again for the same
 * outage. Returns the `seq` of each message that shows otherwise now; whoever calls tells of them.
 * @throws {CallFailure} a single one does not wait any more, or its conversation cannot be texted; the carrier has not said yet
 *   what became of a restored store's texts.
 */
export function releaseHeld(write: Write, requestId: string, which: HeldWhich): readonly number[] {
  let changed: readonly number[] = []
  once(write, requestId, 'held.release', () => {
    const { db, now } = write
    assertLookedBack(write)
    const scope = scopeOf(write, which)
    const released = letGo(db, scope, now)
    const closed = which.kind === 'all' || released.length > 0 ? null : closedReasonOf(write, scope)
    if (closed) throw new CallFailure('conflict', closed)
    queueScheduled(
      db,
      released.map((row) => row.message_seq),
      now,
    )
    changed = changedBy(write, released)
    write.stale('scheduled')
    write.wakeOutbox()
  })
  return changed
}

/** These texts, and those that waited behind them. */
function changedBy({ db }: Write, rows: readonly HeldRow[]): readonly number[] {
  const conversations = new Set(rows.map((row) => row.conversation_id))
  return [...new Set([...rows.map((row) => row.message_seq), ...waitingIn(db, [...conversations])])]
}

/**
 * Drops held texts: they are canceled and stay in their conversation. Returns the `seq` of each message that shows otherwise now;
 * whoever calls tells of them.
 * @throws {CallFailure} a single one does not wait any more; the carrier has not said yet what became of a restored store's texts.
 */
export function dropHeld(write: Write, requestId: string, which: HeldWhich): readonly number[] {
  let changed: readonly number[] = []
  once(write, requestId, 'held.drop', () => {
    const { db, now } = write
    // What has gone out already is not canceled; and a drop that is undone must not miss what the carrier says meanwhile.
    assertLookedBack(write)
    changed = changedBy(write, cancelHeld(db, scopeOf(write, which), now))
    write.stale('scheduled')
    write.wakeOutbox()
  })
  return changed
}

/**
 * "Undo" of a drop: the text is held again, with the time it is of use as before.
 * @throws {CallFailure} it was not dropped, an edited one went in its place, or its time has passed.
 */
export function takeBackDrop(write: Write, requestId: string, messageId: string, because: HeldBecause): void {
  once(write, requestId, 'held.takeBack', () => {
    const { db, now } = write
    const message = messageOrRefuse(write, messageId)
    if (message.state !== 'canceled' || findOutboxRow(db, message.seq)) {
      throw new CallFailure('conflict', 'This text was not dropped.')
    }
    if (message.replaced_by_id) throw new CallFailure('conflict', 'An edited text was sent in place of this one.')
    const deadline = message.no_use_after ?? now
    if (deadline <= now) throw new CallFailure('conflict', 'Its time has passed meanwhile, so it stays dropped.')
    const isScheduled = message.send_at !== null && message.send_at > now
    enqueue(db, {
      message_seq: message.seq,
      conversation_id: message.conversation_id,
      phase: 'held',
      priority: message.origin === 'broadcast' ? 1 : 0,
      due_at: message.send_at ?? now,
      deadline,
      waits_since: message.send_at ?? message.created_at,
      held_because: because,
    })
    setMessageState(db, message.seq, { state: isScheduled ? 'scheduled' : 'queued', at: now })
    write.message(message.seq)
    touchWaiting(write, message.conversation_id)
  })
}

function scopeOf(write: Write, which: HeldWhich): HeldScope {
  switch (which.kind) {
    case 'text': {
      const message = messageOrRefuse(write, which.messageId)
      assertHeld(write, message)
      return { messageSeq: message.seq, conversationId: message.conversation_id, throughSeq: message.seq }
    }
    case 'conversation':
      return { conversationId: which.conversationId, throughSeq: which.throughSeq }
    case 'all':
      return { throughSeq: which.throughSeq }
  }
}

function assertHeld({ db }: Write, { seq }: MessageRow): void {
  if (findOutboxRow(db, seq)?.phase !== 'held') {
    throw new CallFailure('conflict', 'This text does not wait for a look any more.')
  }
}

function closedReasonOf({ db }: Write, { conversationId }: HeldScope): string | null {
  const conversation = conversationId === undefined ? undefined : findConversation(db, conversationId)
  return conversation ? closedReason(conversation) : null
}
