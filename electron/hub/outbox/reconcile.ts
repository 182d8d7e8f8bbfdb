import { attemptsOf, ownedSids, updateAttempt } from '../../../db/attempts.ts'
import type { AttemptRow } from '../../../db/attempts.ts'
import { findConversation } from '../../../db/conversations.ts'
import { findMessageBySeq, setMessageState } from '../../../db/messages.ts'
import { findOutboxRow, updateOutbox } from '../../../db/outbox.ts'
import type { OutboxRow } from '../../../db/outbox.ts'
import { sameBody } from '../carrier/body-match.ts'
import type { Carrier, CarrierMessage } from '../carrier/types.ts'
import type { Store, Write } from '../store.ts'
import { hear } from './carrier-word.ts'
import { touchWaiting } from './compose.ts'

/** A text may be in the carrier's list under a time this much earlier than our attempt, by clocks that differ; milliseconds. */
const clockSlack = 60_000
/** So many complete listings without the text, over at least this time, mean that it was not taken. */
const enough = { listings: 3, span: 90_000 }
const betweenListings = 45_000
/** While a person decides, the list is still looked through now and then. */
const whileDeciding = 5 * 60_000
const listLimit = 500

/**
 * Looks for an uncertain text in the carrier's list: to the same number, with the same body, made no earlier than the attempt,
 * under a sid that no other attempt owns. Found: it was taken. Not found often enough: it goes out again by itself only where
 * `mayResend` (a plain sender on a full account, where the list is known to be whole); otherwise a person decides.
 */
export async function settleUncertain(store: Store, carrier: Carrier, row: OutboxRow, mayResend: () => boolean): Promise<void> {
  const message = findMessageBySeq(store.db, row.message_seq)
  const conversation = message && findConversation(store.db, message.conversation_id)
  const uncertain = attemptsOf(store.db, row.message_seq).filter((attempt) => attempt.sid === null && attempt.outcome === 'uncertain')
  const earliest = uncertain[0]
  if (!message || !conversation || !earliest) {
    store.write((write) => updateOutbox(write.db, row.message_seq, { due_at: write.now + whileDeciding, needs_decision: 1 }))
    return
  }
  const since = earliest.started_at - clockSlack
  const answer = await carrier.listTo(conversation.address, since, listLimit)
  store.write((write) => {
    const current = findOutboxRow(write.db, row.message_seq)
    // A callback may have settled it while the list was under way.
    if (current?.phase !== 'uncertain') return
    if (answer.kind !== 'ok') {
      const wait = answer.kind === 'wait' ? (answer.retryAfter ?? betweenListings) : betweenListings
      updateOutbox(write.db, row.message_seq, { due_at: write.now + wait })
      return
    }
    const candidates = answer.value
      .filter((found) => found.direction === 'outbound' && found.dateCreated >= since && sameBody(message.body, found.body))
      .sort((a, b) => a.dateCreated - b.dateCreated)
    const owned = ownedSids(write.db, candidates.map((found) => found.sid))
    const free = candidates.filter((found) => !owned.has(found.sid))
    if (free.length > 0) claimFound(write, uncertain, free)
    else countMiss(write, current, uncertain, mayResend)
  })
}

/** The oldest find belongs to the oldest attempt. */
function claimFound(write: Write, uncertain: readonly AttemptRow[], free: readonly CarrierMessage[]): void {
  uncertain.forEach((attempt, index) => {
    const found = free[index]
    if (!found) return
    hear(write, attempt, { sid: found.sid, status: found.status, errorCode: found.errorCode, errorText: found.errorMessage })
  })
}

function countMiss(write: Write, row: OutboxRow, uncertain: readonly AttemptRow[], mayResend: () => boolean): void {
  const { db, now } = write
  const listings = row.listings + 1
  const firstListingAt = row.first_listing_at ?? now
  write.message(row.message_seq)
  if (listings < enough.listings || now - firstListingAt < enough.span) {
    updateOutbox(db, row.message_seq, { listings, first_listing_at: firstListingAt, due_at: now + betweenListings })
    return
  }
  if (!mayResend()) {
    updateOutbox(db, row.message_seq, { listings, first_listing_at: firstListingAt, due_at: now + whileDeciding, needs_decision: 1 })
    return
  }
  for (const attempt of uncertain) updateAttempt(db, attempt.id, { outcome: 'absent' })
  updateOutbox(db, row.message_seq, { phase: 'ready', due_at: now, listings: 0, first_listing_at: null })
  setMessageState(db, row.message_seq, { state: 'queued', at: now })
  touchWaiting(write, row.conversation_id)
  write.wakeOutbox()
}
