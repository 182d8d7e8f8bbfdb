import { findAwaitedTape, forgetTape, settleTaken } from '../../../db/calls-under-way.ts'
import { ensureConversation, setOurNumber } from '../../../db/conversations.ts'
import { findMessageBySeq, insertMessage } from '../../../db/messages.ts'
import type { Db } from '../../../db/open.ts'
import { findCallIn, insertCall, insertRecording, updateCall, wasDeleted } from '../../../db/voice.ts'
import type { CallRow } from '../../../db/voice.ts'
import { newId } from '../ids.ts'
import { noteMedia } from '../media/note.ts'
import { toAddress } from '../people/number.ts'
import type { Write } from '../store.ts'
import { stopTrying } from './hear.ts'

/** A call to a number of ours. */
export interface CallIn {
  readonly sid: string
  /** As the carrier shows the caller; may be withheld. */
  readonly from: string
  readonly to: string
}

/** When and how a call was caught up on. */
export interface CallCaughtUp {
  /** Epoch ms. */
  readonly at: number
  readonly whileAway: boolean
}

/** What was left on tape. */
export interface Tape {
  readonly sid: string
  readonly url: string
  /** Seconds. */
  readonly duration: number
}

/** What is said to whoever is told of a call. */
export const toldWords = { missed: 'Missed call', voicemail: 'Left a voicemail' } as const

/** A caller who hung up sooner has left nothing on tape, seconds. */
export const shortestMessage = 4
/** A message that was asked for in vain for so long (ms) came while nobody could hear of it. */
const whileAwayAfter = 10 * 60_000

/**
 * Keeps a call in its conversation, once by its sid. One that comes in now rings (`ringing`); one that was caught up on is over
 * (`waiting`: for what may be on tape), and missed unless more is known.
 * @returns its row, and whether it is new; null for one that was deleted here
 */
export function receiveCall(
  write: Write,
  call: CallIn,
  caughtUp: CallCaughtUp | null = null,
): { readonly row: CallRow; readonly conversationId: number; readonly isNew: boolean } | null {
  const { db, now } = write
  const known = findCallIn(db, call.sid)
  if (known) {
    const conversationId = conversationOfCall(db, call.sid)
    return conversationId === undefined ? null : { row: known, conversationId, isNew: false }
  }
  if (wasDeleted(db, call.sid)) return null
  const { kind, address } = toAddress(call.from)
  const ourNumber = call.to === '' ? null : call.to
  const conversationId = ensureConversation(db, kind, address, ourNumber, now)
  if (ourNumber !== null && caughtUp === null) setOurNumber(db, conversationId, ourNumber)
  const seq = insertMessage(db, {
    id: newId(now),
    conversationId,
    direction: 'in',
    channel: 'voice',
    body: '',
    state: 'received',
    origin: 'person',
    author: null,
    ourNumber,
    segments: 0,
    createdAt: now,
    sortAt: caughtUp?.whileAway === true ? caughtUp.at : null,
    sendAt: null,
    noUseAfter: null,
    sid: null,
    replacesId: null,
    arrivedWhileAway: caughtUp?.whileAway === true,
    extra: null,
  })
  insertCall(db, seq, { language: null, mostCalls: 1, callSid: call.sid })
  const row = findCallIn(db, call.sid)
  if (!row) return null
  // They call back: their phone need not ring again for what they were to hear.
  if (caughtUp?.whileAway !== true) stopTrying(write, conversationId)
  write.message(seq)
  const stands = caughtUp === null ? ({ progress: 'ringing' } as const) : over
  return { row: updateCall(db, row, stands), conversationId, isNew: true }
}

/** The conversation of a call in. */
export function conversationOfCall(db: Db, callSid: string): number | undefined {
  const row = findCallIn(db, callSid)
  return row && findMessageBySeq(db, row.message_seq)?.conversation_id
}

/** Over, and nobody is known to have taken it; its tape may still come. */
const over = { progress: 'waiting', outcome: 'missed' } as const

/** How far a call in is: with us (`ringing`), passed on to the director (`calling`), or taken by them (`answered`). */
export function moveCallIn(write: Write, callSid: string, progress: 'ringing' | 'calling' | 'answered'): void {
  const row = findCallIn(write.db, callSid)
  if (!row || row.progress === 'ended' || row.progress === 'waiting') return
  updateCall(write.db, row, { progress, answered_by: progress === 'answered' ? 'person' : null })
  write.message(row.message_seq)
}

/**
 * A call in is over. What is on tape may be heard of after that: one that may have a tape waits for it, and is settled later.
 * @returns whether somebody is to be told already that nobody took it
 */
export function endCallIn(write: Write, callSid: string, duration: number | null): boolean {
  const row = findCallIn(write.db, callSid)
  if (!row) return false
  const mayHaveTape = duration === null || duration >= shortestMessage
  if (row.progress === 'ended' || row.answered_by === 'person' || !mayHaveTape)
    return settleCallIn(write, callSid, 'missed', duration)
  updateCall(write.db, row, { ...over, ...(duration === null ? {} : { duration }) })
  write.message(row.message_seq)
  return false
}

/**
 * Says how a call in ended. Whom the director took by a key was not missed, whatever is known of the rest of the call.
 * @returns whether it is only now known that nobody took it: somebody is to be told, once
 */
export function settleCallIn(
  write: Write,
  callSid: string,
  ending: 'missed' | 'taken',
  duration: number | null = null,
): boolean {
  const row = findCallIn(write.db, callSid)
  // What was said on tape is not taken back by the end of the call.
  if (!row || row.outcome === 'voicemail') return false
  const outcome = row.outcome === 'taken' || row.answered_by === 'person' ? 'taken' : ending
  if (row.outcome === 'taken' && ending === 'missed') return false
  updateCall(write.db, row, { outcome, progress: 'ended', ...(duration === null ? {} : { duration }) })
  if (outcome === 'taken') settleTaken(write.db, row.message_seq, write.now)
  write.message(row.message_seq)
  return outcome === 'missed' && row.progress !== 'ended'
}

/**
 * What a caller left on tape: it is fetched after the commit, and kept once by its sid.
 * @returns whether somebody is to be told: not of what is here already, nor again of a call that was told of as missed
 */
export function receiveVoicemail(write: Write, callSid: string, recording: Tape): boolean {
  const { db } = write
  const row = findCallIn(db, callSid)
  if (!row || !insertRecording(db, recording.sid, row.message_seq, recording.duration)) return false
  updateCall(db, row, { outcome: 'voicemail', progress: 'ended', duration: recording.duration })
  noteMedia(write, row.message_seq, [{ url: recording.url, contentType: 'audio/x-wav' }])
  write.message(row.message_seq)
  return row.progress !== 'ended'
}

/**
 * What somebody left whom we had called: kept as a call of theirs.
 * @param parties of our call, for one that was not noted when the key was pressed
 * @returns whether somebody is to be told of it
 */
export function receiveLeft(write: Write, callSid: string, parties: Omit<CallIn, 'sid'>, recording: Tape): boolean {
  const { db, now } = write
  const awaited = findAwaitedTape(db, callSid)
  const from = awaited?.address ?? parties.from
  if (from === '') return false
  const isLate = awaited !== undefined && now - awaited.pressed_at > whileAwayAfter
  const caughtUp = isLate ? { at: awaited.pressed_at, whileAway: true } : null
  const to = awaited?.our_number ?? parties.to
  const isKept = receiveCall(write, { sid: callSid, from, to }, caughtUp) !== null
  forgetTape(db, callSid)
  return isKept && receiveVoicemail(write, callSid, recording)
}
