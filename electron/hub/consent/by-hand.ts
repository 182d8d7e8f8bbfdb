import { recordActivity } from '../../../db/activity.ts'
import { anySender, deriveOptOut, isOptedOut, settleNearStops, writeConsent } from '../../../db/consent.ts'
import { findConversation } from '../../../db/conversations.ts'
import type { ConversationRow } from '../../../db/conversations.ts'
import { notLeftYet } from '../../../db/outbox.ts'
import { CallFailure } from '../failure.ts'
import { cancelMessage, once } from '../outbox/compose.ts'
import type { Write } from '../store.ts'

/** What a person at this laptop does about a conversation's consent. */
export interface ConsentAct {
  /** Made by the caller (UUIDv7). */
  readonly requestId: string
  readonly conversationId: number
  /** Who is on duty. */
  readonly staff: string
}

/**
 * They asked us, in person or in words of their own, not to be texted: holds for every number of ours. Texts to them that wait here
 * are canceled.
 * @throws {CallFailure} no such conversation, or not one with a number
 */
export function closeByHand(write: Write, { requestId, conversationId, staff }: ConsentAct): void {
  once(write, requestId, 'consent.close', () => {
    const { db, now } = write
    const { address, kind } = conversationOrRefuse(write, conversationId)
    if (kind !== 'phone' && kind !== 'shortcode')
      throw new CallFailure('conflict', 'This sender cannot be texted anyway.')
    writeConsent(db, { sender: anySender, address, state: 'out', source: 'staff', at: now })
    settleNearStops(db, conversationId, now)
    for (const messageId of notLeftYet(db, conversationId)) cancelMessage(write, messageId)
    told(write, conversationId, staff, 'No more texts: they asked for none')
  })
}

/**
 * They may be texted again. Opens what staff or a form closed; what they told the carrier only they can take back.
 * @throws {CallFailure} no such conversation, or it is not ours to open
 */
export function openByHand(write: Write, { requestId, conversationId, staff }: ConsentAct): void {
  once(write, requestId, 'consent.open', () => {
    const { db, now } = write
    const conversation = conversationOrRefuse(write, conversationId)
    if (conversation.opted_out_at === null) return
    const { address } = conversation
    writeConsent(db, { sender: anySender, address, state: 'in', source: 'staff', at: now })
    deriveOptOut(db, conversationId)
    if (isOptedOut(db, address))
      throw new CallFailure(
        'conflict',
        'They texted STOP, and Twilio blocks our texts. Only they can undo that: by texting START.',
      )
    told(write, conversationId, staff, 'Texts again: they agreed in person')
  })
}

/** A person looked at what seemed to ask for no more texts, and it did not. @throws {CallFailure} no such conversation */
export function leaveOpen(write: Write, { requestId, conversationId, staff }: ConsentAct): void {
  once(write, requestId, 'consent.leave', () => {
    conversationOrRefuse(write, conversationId)
    if (settleNearStops(write.db, conversationId, write.now))
      told(write, conversationId, staff, 'Looked at a text that might have asked for no more texts: it did not')
  })
}

function told(write: Write, conversationId: number, staff: string, words: string): void {
  deriveOptOut(write.db, conversationId)
  recordActivity(write.db, { staff, kind: 'consent', words, conversationId }, write.now)
  write.conversation(conversationId)
  write.stale('consent')
}

function conversationOrRefuse({ db }: Write, id: number): ConversationRow {
  const found = findConversation(db, id)
  if (!found) throw new CallFailure('not-found', 'This conversation is not here any more.')
  return found
}
