import { ensureConversation, setOurNumber } from '../../../db/conversations.ts'
import { insertMessage } from '../../../db/messages.ts'
import { findCallIn, insertCall, insertRecording, updateCall, wasDeleted } from '../../../db/voice.ts'
import type { CallOutcome, CallRow } from '../../../db/voice.ts'
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

/**
 * Keeps a call in its conversation, as missed until more is known. Once by its sid.
 * @returns its row, and whether it is new; null for one that was deleted here
 */
export function receiveCall(
  write: Write,
  call: CallIn,
  caughtUp: CallCaughtUp | null = null,
): { readonly row: CallRow; readonly conversationId: number; readonly isNew: boolean } | null {
  const { db, now } = write
  const known = findCallIn(db, call.sid)
  if (!known && wasDeleted(db, call.sid)) return null
  const { kind, address } = toAddress(call.from)
  const ourNumber = call.to === '' ? null : call.to
  const conversationId = ensureConversation(db, kind, address, ourNumber, now)
  if (known) return { row: known, conversationId, isNew: false }
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
  return { row: updateCall(db, row, { progress: 'ringing', outcome: 'missed' }), conversationId, isNew: true }
}

/** Says how a call in went on. */
export function settleCallIn(
  write: Write,
  callSid: string,
  outcome: CallOutcome,
  duration: number | null = null,
): void {
  const row = findCallIn(write.db, callSid)
  // What was said on tape is not taken back by the end of the call.
  if (!row || row.outcome === 'voicemail' || (row.outcome === 'taken' && outcome === 'missed')) return
  updateCall(write.db, row, { outcome, progress: 'ended', ...(duration === null ? {} : { duration }) })
  write.message(row.message_seq)
}

/**
 * What a caller left on tape: it is fetched after the commit, and kept once by its sid.
 * @returns whether it is new
 */
export function receiveVoicemail(
  write: Write,
  callSid: string,
  recording: { readonly sid: string; readonly url: string; readonly duration: number },
): boolean {
  const { db } = write
  const row = findCallIn(db, callSid)
  if (!row || !insertRecording(db, recording.sid, row.message_seq, recording.duration)) return false
  updateCall(db, row, { outcome: 'voicemail', progress: 'ended', duration: recording.duration })
  noteMedia(write, row.message_seq, [{ url: recording.url, contentType: 'audio/x-wav' }])
  write.message(row.message_seq)
  return true
}
