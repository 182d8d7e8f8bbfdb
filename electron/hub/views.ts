import { findConversation } from '../../db/conversations.ts'
import type { ConversationRow } from '../../db/conversations.ts'
import type { MessageRow } from '../../db/messages.ts'
import type { Db } from '../../db/open.ts'
import type {
  CallView,
  ConversationView,
  DoubtReason,
  DraftUse,
  Failure,
  LastMessage,
  MediaKind,
  MediaView,
  MessageView,
  PlayerMark,
} from '../ipc/contract/views.ts'
import { describeFailure } from './carrier/errors.ts'
import { closedReason } from './conversation-closed.ts'
import { mediaPreview } from './media/words.ts'
import { tooLongForCall } from './outbox/make-call.ts'
import { leftUncertain } from './outbox/repeat.ts'
import { displayAddress } from './people/number.ts'
import { missedWords } from './schedule/reasons.ts'

/** It can still be of use, for as long as a new try gives it. */
const afterExpiry = 'If it still matters, Try again gives it 4 more hours; Edit and resend lets you say how long.'

const expiredHere: Failure = {
  code: null,
  reason: 'Its time had passed before it could go out, so it was not sent.',
  remedy: afterExpiry,
  details: null,
}

const left: Failure = {
  code: null,
  reason: 'Nobody knows whether this text arrived.',
  remedy: 'Call if it matters. Should Twilio report it later, this changes by itself.',
  details: null,
}

const leftCall: Failure = { ...left, reason: 'Nobody knows whether this call was made.' }

function failureOf(row: MessageRow): Failure | null {
  const missed = row.state === 'expired' || row.state === 'canceled' ? missedWords(row.error_text) : null
  if (missed) return missed
  if (row.state === 'expired' && row.error_code === null) return expiredHere
  // "Stop calling": nobody was reached, as when it was tried for the last time.
  if (row.call !== null && row.state === 'canceled' && (JSON.parse(row.call) as CallView).outcome !== null)
    return callFailure(row.call, null)
  if (row.state !== 'failed' && row.state !== 'expired') return null
  if (row.error_text === leftUncertain) return row.channel === 'voice' ? leftCall : left
  if (row.error_text === tooLongForCall.details) return tooLongForCall
  if (row.call !== null && row.state === 'failed' && row.error_code === null)
    return callFailure(row.call, row.error_text)
  const words = describeFailure(row.error_code, null, null, row.channel)
  if (row.state === 'expired') {
    const reason = 'Its time had passed while Twilio held it, so it was not sent on.'
    return { code: row.error_code, reason, remedy: afterExpiry, details: row.error_text ?? words.details }
  }
  return { ...words, details: row.error_text ?? words.details }
}

function callOf({ call, state }: MessageRow): CallView | null {
  if (call === null) return null
  const view = JSON.parse(call) as CallView
  // Canceled, or let go: it is not tried again, whatever was planned.
  return state === 'scheduled' ? view : { ...view, againAt: null }
}

function callFailure(call: string, details: string | null): Failure {
  const { outcome } = JSON.parse(call) as CallView
  const reason =
    outcome === 'busy'
      ? 'Their phone was busy.'
      : outcome === 'no-answer'
        ? 'Nobody picked up.'
        : 'The call did not get through.'
  return { code: null, reason, remedy: 'Text instead, or call again.', details }
}

function doubtReason({ doubt_phase }: MessageRow): DoubtReason {
  switch (doubt_phase) {
    case 'written':
      return 'no-answer'
    case 'answered':
      return 'unclear-answer'
    // Before that nothing can have been taken: the end of the request itself was not seen.
    case 'connecting':
    case 'connected':
    case null:
      return 'interrupted'
  }
}

const noMedia: readonly MediaView[] = []

/** A message as its bubble shows it. */
export function messageView(row: MessageRow): MessageView {
  return {
    id: row.id,
    seq: row.seq,
    conversationId: row.conversation_id,
    direction: row.direction,
    channel: row.channel,
    body: row.body,
    state: row.state,
    origin: row.origin,
    author: row.author,
    createdAt: row.created_at,
    sortAt: row.sort_at,
    sentAt: row.sent_at,
    deliveredAt: row.delivered_at,
    sendAt: row.send_at,
    noUseAfter: row.no_use_after,
    segments: row.segments,
    failure: failureOf(row),
    mayHaveArrivedTwice: row.arrivals > 1,
    replaces: row.replaces_id,
    replacedBy: row.replaced_by_id,
    waitsBehind: row.waits_behind,
    held: row.held_because,
    needsDecision: row.state === 'uncertain' && row.needs_decision === 1,
    doubt: row.state === 'uncertain' ? { reason: doubtReason(row), nextLookAt: row.next_look_at } : null,
    arrivedWhileAway: row.arrived_while_away === 1,
    media: row.media === '[]' ? noMedia : (JSON.parse(row.media) as readonly MediaView[]),
    call: callOf(row),
    thenCall: row.then_call === null ? null : (JSON.parse(row.then_call) as MessageView['thenCall']),
  }
}

const previewLength = 120

/** A call that came in, in a word: how it ended, or how far it is. */
const callPreviews: Readonly<Record<string, string>> = {
  voicemail: 'Voicemail',
  taken: 'Call taken',
  missed: 'Missed call',
  ringing: 'Calling the camp…',
  calling: 'Passed on to the director…',
  answered: 'Talking with the director…',
}

/** How calls in end. */
const overIn: ReadonlySet<string | null> = new Set(['missed', 'voicemail', 'taken'])

function lastMessage(row: ConversationRow): LastMessage | null {
  if (row.last_id === null || row.last_direction === null || row.last_channel === null || row.last_state === null)
    return null
  const words = (row.last_body ?? '').replace(/\s+/g, ' ').trim()
  const isCallIn = row.last_direction === 'in' && row.last_channel === 'voice'
  const called = isCallIn ? (callPreviews[row.last_outcome ?? ''] ?? 'Missed call') : null
  const line =
    called ??
    (words === '' && row.last_media !== null ? mediaPreview(JSON.parse(row.last_media) as MediaKind[]) : words)
  return {
    id: row.last_id,
    direction: row.last_direction,
    channel: row.last_channel,
    state: row.last_state,
    preview: line.length > previewLength ? `${line.slice(0, previewLength - 1)}…` : line,
    at: row.last_sort_at ?? row.last_at,
    callOutcome: isCallIn && !overIn.has(row.last_outcome) ? null : (row.last_outcome as CallView['outcome']),
  }
}

function draftUse({ draft_minutes, draft_until }: ConversationRow): DraftUse | null {
  if (draft_minutes !== null) return { kind: 'for', minutes: draft_minutes }
  return draft_until === null ? null : { kind: 'until', at: draft_until }
}

/** A conversation as its row and header show it. `defaultCountry` decides how its number is written. */
export function conversationView(row: ConversationRow, defaultCountry: string): ConversationView {
  const guardians = JSON.parse(row.guardians) as readonly string[]
  const formerly = guardians.length > 0 ? [] : (JSON.parse(row.formerly) as readonly string[])
  return {
    id: row.id,
    kind: row.kind,
    address: row.address,
    displayAddress: displayAddress(row.kind, row.address, defaultCountry),
    name: guardians.length > 0 ? guardians.join(', ') : formerly.length > 0 ? `formerly ${formerly.join(', ')}` : null,
    players: JSON.parse(row.players) as readonly PlayerMark[],
    lastMessage: lastMessage(row),
    lastAt: row.last_at,
    unreadCount: Math.max(row.unread_count, row.marked_unread),
    needsReply: row.needs_reply === 1,
    failedCount: row.failed_count,
    waitingCount: row.waiting_count,
    heldCount: row.held_count,
    draft: row.draft ?? '',
    draftUse: draftUse(row),
    closedReason: closedReason(row),
    optedOut: row.opted_out_at === null ? null : { at: row.opted_out_at, source: row.opted_out_source ?? 'text' },
    nearStop: row.near_stop_seq,
  }
}

/** The view of one conversation by id; undefined when it is gone. */
export function findConversationView(db: Db, id: number, defaultCountry: string): ConversationView | undefined {
  const row = findConversation(db, id)
  return row && conversationView(row, defaultCountry)
}
