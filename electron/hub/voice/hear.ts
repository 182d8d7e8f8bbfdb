import { enqueue, findOutboxRow, removeFromOutbox } from '../../../db/outbox.ts'
import { findMessageBySeq, setMessageState, settleFailure } from '../../../db/messages.ts'
import type { MessageRow } from '../../../db/messages.ts'
import { attemptsOf, findAttempt } from '../../../db/attempts.ts'
import type { AttemptRow } from '../../../db/attempts.ts'
import { isOfCanceled } from '../../../db/broadcasts.ts'
import { callsAgain, findCall, updateCall } from '../../../db/voice.ts'
import type { CallOutcome, CallProgress, CallRow } from '../../../db/voice.ts'
import { asTextStatus } from '../carrier/calls.ts'
import { hear } from '../outbox/carrier-word.ts'
import type { Source } from '../outbox/carrier-word.ts'
import type { Write } from '../store.ts'
import { secondsToHear } from './announcement.ts'

/** From a call that nobody took to the next one, in milliseconds. */
export const betweenTries = 5 * 60_000

/** What the carrier says of a call of ours. */
export interface CallWord {
  readonly sid: string
  /** Twilio's word, `initiated` included. */
  readonly status: string
  /** Place among the callbacks of the call; null: not told (an answer of REST). */
  readonly sequence: number | null
  /** Seconds on the line, once it has ended. */
  readonly duration: number | null
  /** The camp's name as the call says it; absent: not known where this is heard, and taken for a short one. */
  readonly camp?: string
}

/** What can be said of a call that is under way. */
function progressOf(status: string): CallProgress | null {
  switch (status) {
    case 'queued':
      return 'queued'
    case 'initiated':
      return 'calling'
    case 'ringing':
      return 'ringing'
    case 'in-progress':
      return 'answered'
    case 'completed':
    case 'busy':
    case 'no-answer':
    case 'failed':
    case 'canceled':
      return 'ended'
    default:
      return null
  }
}

const order: readonly CallProgress[] = ['waiting', 'queued', 'calling', 'ringing', 'answered', 'ended']

/**
 * Takes in how far a call of ours is: its own words for the bubble, and for the outbox the same as of a text. Callbacks are
 * numbered, and come in any order; what REST says has no number and only moves it forward.
 */
export function hearCall(write: Write, attemptId: string, word: CallWord, source: Source): void {
  const { db, now } = write
  const attempt = findAttempt(db, attemptId)
  if (!attempt) return
  const call = findCall(db, attempt.message_seq)
  const progress = progressOf(word.status)
  const isNewer = word.sequence === null || (call !== undefined && word.sequence > call.sequence)
  // Of an earlier call of this message nothing more is shown: its callbacks may come late, or twice.
  const isLatest = isOfLatest(write, attempt) && (attempt.sid === null || attempt.sid === word.sid)
  if (call && progress !== null && isLatest && (call.progress !== 'ended' || progress !== 'ended')) {
    const isFurther = order.indexOf(progress) > order.indexOf(call.progress)
    const message = findMessageBySeq(db, call.message_seq)
    if (message && isNewer && isFurther) {
      updateCall(db, call, {
        progress,
        ...(word.sequence === null ? {} : { sequence: word.sequence }),
        ...(progress === 'ended' ? { outcome: outcomeOf(word, call, message), duration: word.duration } : {}),
      })
      write.message(call.message_seq)
    }
  }
  hear(write, attemptId, { sid: word.sid, status: asTextStatus(word.status), errorCode: null, errorText: null }, source)
  if (progress === 'ended' && isLatest) tryAgain(write, attempt.message_seq, now)
}

/** Whether an attempt is the call that goes on, or went last. */
function isOfLatest({ db }: Write, attempt: AttemptRow): boolean {
  return attemptsOf(db, attempt.message_seq).at(-1)?.id === attempt.id
}

/** How it ended, and no more than is known. */
function outcomeOf(word: CallWord, call: CallRow, message: MessageRow): CallOutcome {
  if (word.status === 'busy') return 'busy'
  if (word.status === 'no-answer' || word.status === 'canceled') return 'no-answer'
  if (word.status !== 'completed') return 'failed'
  if (call.confirmed_at !== null) return 'confirmed'
  if (call.answered_by === 'machine') return call.left_at === null ? 'answered' : 'message-left'
  const least = secondsToHear({ text: message.body, language: call.language ?? 'en', camp: word.camp ?? '' })
  if (word.duration !== null && word.duration < least) return 'cut-short'
  return call.answered_by === 'person' ? 'heard' : 'answered'
}

const unanswered: ReadonlySet<CallOutcome> = new Set(['busy', 'no-answer'])

/** Nobody took it: it is tried again in a while, as often as was said, while it is of use. */
function tryAgain(write: Write, messageSeq: number, now: number): void {
  const { db } = write
  const call = findCall(db, messageSeq)
  const message = findMessageBySeq(db, messageSeq)
  if (!call || message?.state !== 'failed' || call.again_at !== null) return
  if (call.outcome === null || !unanswered.has(call.outcome) || call.calls >= call.most_calls) return
  const at = now + betweenTries
  const deadline = message.no_use_after ?? at
  if (deadline <= at || message.replaced_by_id !== null) return
  // It rang as the rest of its broadcast was canceled.
  if (isOfCanceled(db, messageSeq)) return
  if (findOutboxRow(db, messageSeq)) removeFromOutbox(db, messageSeq)
  updateCall(db, call, { again_at: at })
  // Not in the line: what is written meanwhile does not wait for it.
  enqueue(db, {
    message_seq: messageSeq,
    conversation_id: message.conversation_id,
    phase: 'scheduled',
    priority: message.origin === 'broadcast' ? 1 : 0,
    due_at: at,
    deadline,
  })
  setMessageState(db, messageSeq, { state: 'scheduled', at: now })
  write.message(messageSeq)
  write.wakeOutbox()
}

/** They answered in another way, or somebody says that it is enough: no call is tried again in this conversation. */
export function stopTrying(write: Write, conversationId: number): void {
  const { db, now } = write
  for (const call of callsAgain(db, conversationId)) {
    const row = findOutboxRow(db, call.message_seq)
    updateCall(db, call, { again_at: null })
    if (row?.phase === 'scheduled') {
      removeFromOutbox(db, call.message_seq)
      setMessageState(db, call.message_seq, { state: 'failed', at: now })
      settleFailure(db, call.message_seq)
    }
    write.message(call.message_seq)
  }
}

/** Who picked up, as the carrier makes it out (Twilio docs: "Answering Machine Detection", AnsweredBy). */
export function hearAnswered(write: Write, attemptId: string, answeredBy: string): CallRow | null {
  const { db } = write
  const attempt = findAttempt(db, attemptId)
  const call = attempt && findCall(db, attempt.message_seq)
  if (!attempt || !call || call.progress === 'ended' || !isOfLatest(write, attempt)) return null
  const by = answeredBy === 'human' ? 'person' : answeredBy.startsWith('machine') ? 'machine' : null
  if (by === null || call.answered_by === by) return null
  // A key that was pressed says more than a guess.
  if (call.confirmed_at !== null) return null
  write.message(call.message_seq)
  return updateCall(db, call, { answered_by: by })
}
