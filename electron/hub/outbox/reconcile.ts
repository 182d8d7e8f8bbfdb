import { isOfCanceled } from '../../../db/broadcasts.ts'
import { attemptsOf, elsewhereSids, ownedSids, updateAttempt } from '../../../db/attempts.ts'
import type { AttemptRow } from '../../../db/attempts.ts'
import { findConversation } from '../../../db/conversations.ts'
import { findMessageBySeq, setMessageState } from '../../../db/messages.ts'
import type { MessageRow } from '../../../db/messages.ts'
import { findOutboxRow, hasRequestUnderWay, updateOutbox } from '../../../db/outbox.ts'
import type { OutboxRow } from '../../../db/outbox.ts'
import type { Db } from '../../../db/open.ts'
import { sameBody } from '../carrier/body-match.ts'
import type { Carrier, CarrierMessage } from '../carrier/types.ts'
import type { Store, Write } from '../store.ts'
import { longestRest } from './backoff.ts'
import { hear } from './carrier-word.ts'
import { hasWaitedLong } from './wait.ts'
import { touchWaiting, withdrawText } from './standing.ts'

/** A text may be in the carrier's list under a time this much earlier than our attempt, by clocks that differ; milliseconds. */
const clockSlack = 60_000
/** A laptop's clock may be wrong by days. A find this much earlier proves nothing, but forbids to send again unasked. */
const doubtfulSlack = 3 * 86_400_000
/** So many complete listings without the text, over at least this time, mean that it was not taken. */
const enough = { listings: 3, span: 90_000 }
const betweenListings = 45_000
/** While another request of the conversation is under way, a find might be that one's. */
const whileSending = 5_000
/** While a person decides, the list is still looked through now and then. */
const whileDeciding = 5 * 60_000
const listLimit = 500

function uncertainAttempts(db: Db, messageSeq: number): readonly AttemptRow[] {
  return attemptsOf(db, messageSeq).filter((attempt) => attempt.sid === null && attempt.outcome === 'uncertain')
}

/** When an attempt began, epoch ms; where the clock was set back in its midst, its end is nearer to that. */
const begunAt = ({ started_at, ended_at }: AttemptRow): number => Math.min(started_at, ended_at ?? started_at)

/**
 * Looks for an uncertain text in the carrier's list: to the same number, with the same body, made no earlier than the attempt,
 * under a sid that nothing else owns. Found: it was taken. Not found often enough: it goes out again by itself only where
 * `mayResend` (a plain sender on a full account, where the list is known to be whole); otherwise a person decides.
 */
export async function settleUncertain(
  store: Store,
  carrier: Carrier,
  row: OutboxRow,
  mayResend: () => boolean,
): Promise<void> {
  const seq = row.message_seq
  const message = findMessageBySeq(store.db, seq)
  const conversation = message && findConversation(store.db, message.conversation_id)
  const asked = uncertainAttempts(store.db, seq)
  const earliest = asked[0]
  if (!message || !conversation || !earliest) {
    store.write((write) => askPerson(write, seq))
    return
  }
  // Asked for now, so that it is known when it matters.
  mayResend()
  const wasBusy = hasRequestUnderWay(store.db, conversation.id)
  const since = Math.min(...asked.map(begunAt)) - clockSlack
  const isCall = message.channel === 'voice'
  const list = isCall ? carrier.calls : carrier
  const answer = await list.listTo(conversation.address, since - doubtfulSlack, listLimit)
  store.write((write) => {
    const { db, now } = write
    const current = findOutboxRow(db, seq)
    // A callback or a person may have settled it while the list was under way.
    if (current?.phase !== 'uncertain') {
      if (!wasBusy && !hasRequestUnderWay(db, conversation.id) && answer.kind === 'ok') {
        // A person did not know what the list says: what was found needs not go out again.
        const { free } = findings(db, message, answer.value)
        claimFound(write, undecided(db, seq, asked), free)
      }
      return
    }
    write.message(seq)
    const uncertain = uncertainAttempts(db, seq)
    const isSame =
      uncertain.length === asked.length && uncertain.every((attempt, index) => attempt.id === asked[index]?.id)
    if (wasBusy || !isSame || hasRequestUnderWay(db, conversation.id)) {
      updateOutbox(db, seq, { due_at: now + whileSending })
      return
    }
    if (answer.kind !== 'ok') {
      const wait = answer.kind === 'wait' ? (answer.retryAfter ?? betweenListings) : betweenListings
      updateOutbox(db, seq, { due_at: now + Math.min(longestRest, wait) })
      return
    }
    const { candidates, owned, free } = findings(db, message, answer.value)
    claimFound(write, uncertain, free)
    if (findOutboxRow(db, seq)?.phase !== 'uncertain') return
    const isWhole = answer.value.length < listLimit
    // Another account's list proves nothing.
    const isOurAccount = uncertain.every((attempt) => attempt.account === carrier.account.accountSid)
    // Ours after all, perhaps, by a clock that was wrong, or taken for somebody else's when the list was caught up on.
    const elsewhere = elsewhereSids(db, [...owned])
    const isDoubtful = candidates.some(({ sid, dateCreated }) =>
      owned.has(sid) ? elsewhere.has(sid) && dateCreated >= since : dateCreated < since,
    )
    countMiss(write, current, isWhole && isOurAccount && !isDoubtful && (isCall || mayResend()))
  })
}

/** The list's texts that may be this one, and which of them are nobody's yet. */
function findings(db: Db, { channel, body }: MessageRow, list: readonly CarrierMessage[]) {
  // What a call says is not in its list: whom it went to, and when, tells.
  const candidates = list.filter(
    (found) => found.direction === 'outbound' && (channel === 'voice' || sameBody(body, found.body)),
  )
  const owned = ownedSids(
    db,
    candidates.map((found) => found.sid),
  )
  return { candidates, owned, free: candidates.filter((found) => !owned.has(found.sid)) }
}

/** Of the attempts that were asked about, those of which no proof came meanwhile, whatever a person said of them. */
function undecided(db: Db, messageSeq: number, asked: readonly AttemptRow[]): readonly AttemptRow[] {
  const ids = new Set(asked.map(({ id }) => id))
  return attemptsOf(db, messageSeq).filter(({ id, sid }) => ids.has(id) && sid === null)
}

/** Each find belongs to the last attempt that had begun by then and has none yet. */
function claimFound(write: Write, uncertain: readonly AttemptRow[], free: readonly CarrierMessage[]): void {
  const unclaimed = new Map(uncertain.map((attempt) => [attempt.id, attempt]))
  for (const found of [...free].sort((a, b) => b.dateCreated - a.dateCreated)) {
    const attempt = [...unclaimed.values()].reverse().find((one) => found.dateCreated >= begunAt(one) - clockSlack)
    if (!attempt) continue
    unclaimed.delete(attempt.id)
    const { sid, status, errorCode, errorMessage } = found
    hear(write, attempt.id, { sid, status, errorCode, errorText: errorMessage }, 'list')
  }
}

function countMiss(write: Write, row: OutboxRow, resend: boolean): void {
  const { db, now } = write
  const seq = row.message_seq
  // A clock set back makes the first listing lie in the future: counted anew.
  const isFirst = row.first_listing_at === null || row.first_listing_at > now
  const listings = isFirst ? 1 : row.listings + 1
  const firstListingAt = isFirst || row.first_listing_at === null ? now : row.first_listing_at
  updateOutbox(db, seq, { listings, first_listing_at: firstListingAt, due_at: now + betweenListings })
  if (listings < enough.listings || now - firstListingAt < enough.span) return
  if (!resend) {
    askPerson(write, seq)
    return
  }
  for (const attempt of uncertainAttempts(db, seq)) updateAttempt(db, attempt.id, { outcome: 'absent' })
  // By itself it goes out again only while it is fresh, and where nobody is to look first.
  const held = row.held_because ?? (hasWaitedLong(row.waits_since, now) ? 'waited' : null)
  if (held !== null && isOfCanceled(db, seq)) {
    withdrawText(write, row)
    return
  }
  updateOutbox(db, seq, {
    phase: held === null ? 'ready' : 'held',
    held_because: held,
    due_at: now,
    listings: 0,
    first_listing_at: null,
    needs_decision: 0,
  })
  setMessageState(db, seq, { state: 'queued', at: now })
  touchWaiting(write, row.conversation_id)
  write.wakeOutbox()
}

function askPerson(write: Write, messageSeq: number): void {
  updateOutbox(write.db, messageSeq, { due_at: write.now + whileDeciding, needs_decision: 1 })
  write.message(messageSeq)
}
