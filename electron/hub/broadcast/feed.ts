import {
  callsGoOn,
  countFed,
  nextToQueue,
  outboxOf,
  sentElsewhere,
  seqOfMessage,
  setRecipientMessage,
  setRecipientRefused,
  updateBroadcast,
} from '../../../db/broadcasts.ts'
import type { BroadcastRow } from '../../../db/broadcasts.ts'
import { barredAt } from '../../../db/withhold.ts'
import { CallFailure } from '../failure.ts'
import { newId } from '../ids.ts'
import { queueText } from '../outbox/compose.ts'
import type { Write } from '../store.ts'

/**
 * So many texts of broadcasts wait in the outbox at most: enough that it never runs dry, and so few that a pause or a cancel takes
 * hold at once. New ones come when half of them have left, so that several share one flush to disk.
 */
export const mostAhead = 10

/** What its texts and calls leave by. */
export interface FeedFrom {
  /** Our number where a conversation has none. */
  readonly ourNumber: string
  /** Calls that are made at most while nobody answers. */
  readonly callTries: number
}

/** Said of a recipient whose turn came after the broadcast was of use. */
export const tooLate = 'Its time had passed.'

/** Said of a recipient where somebody was barred from a player after the list was made. */
const mustNotHear = (name: string): string =>
  `${name === '' ? 'Somebody' : name} must not be told about a player in this text.`

/**
 * Puts the next texts of a running broadcast into the outbox. What one conversation cannot take is refused alone.
 * @param room at most so many
 * @returns whether the ledger has no more to come
 */
export function feedOutbox(write: Write, row: BroadcastRow, { ourNumber, callTries }: FeedFrom, room: number): boolean {
  const { db, now } = write
  const next = nextToQueue(db, row.id, room)
  for (const { conversation_id: conversationId, body, segments, message_id: id, language, player_ids } of next) {
    const gone = row.restored === 1 ? sentElsewhere(db, conversationId, body, row.created_at) : undefined
    if (gone !== undefined) {
      setRecipientMessage(db, row.id, conversationId, gone)
      continue
    }
    if (row.no_use_after <= now) {
      setRecipientRefused(db, row.id, conversationId, tooLate)
      continue
    }
    // Said since the list was made.
    const barred = barredAt(db, conversationId, player_ids)
    if (barred !== undefined) {
      setRecipientRefused(db, row.id, conversationId, mustNotHear(barred))
      continue
    }
    try {
      queueText(write, {
        id,
        conversationId,
        body,
        author: row.author,
        origin: 'broadcast',
        replaces: null,
        noUseAfter: row.no_use_after,
        ourNumber,
        segments,
        ...(row.spoken === 1 ? { call: { language, mostCalls: callTries } } : {}),
        ...(row.call_after === null
          ? {}
          : { thenCall: { unless: 'answered', minutes: row.call_after, callId: newId(now) } }),
      })
      const seq = seqOfMessage(db, id)
      if (seq !== undefined) setRecipientMessage(db, row.id, conversationId, seq)
    } catch (error) {
      // It refuses before it writes anything.
      if (!(error instanceof CallFailure)) throw error
      setRecipientRefused(db, row.id, conversationId, error.message)
    }
  }
  if (next.length > 0) updateBroadcast(db, row.id, { went_on_at: now })
  write.stale('broadcasts')
  return next.length < room
}

/** How many more texts of broadcasts may be put into the outbox; 0 while it has enough. */
export function roomAhead({ db }: Pick<Write, 'db'>): number {
  const fed = countFed(db)
  return fed > mostAhead / 2 ? 0 : mostAhead - fed
}

/** Whether a broadcast's ledger has no more to come, all its texts have left, and no call rings that may be tried again. */
export function isDone({ db }: Pick<Write, 'db'>, id: string): boolean {
  return nextToQueue(db, id, 1).length === 0 && outboxOf(db, id).length === 0 && !callsGoOn(db, id)
}

export function endBroadcast(write: Write, id: string): void {
  updateBroadcast(write.db, id, { state: 'done', ended_at: write.now })
  write.stale('broadcasts')
}
