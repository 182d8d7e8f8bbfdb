import {
  callbacksNaming,
  disownCallbacks,
  findAttempt,
  findAttemptBySid,
  recordCarrierStatus,
  setCarrierStatus,
  updateAttempt,
} from '../../../db/attempts.ts'
import type { AttemptRow } from '../../../db/attempts.ts'
import { clearSid } from '../../../db/messages.ts'
import { laterStatus, parseStatus } from '../carrier/status.ts'
import type { CarrierStatus } from '../carrier/types.ts'
import type { Write } from '../store.ts'
import { followAttempts } from './standing.ts'

/** What the carrier says of one text. */
export interface CarrierWord {
  readonly sid: string
  readonly status: CarrierStatus
  readonly errorCode: number | null
  readonly errorText: string | null
}

/**
 * Who says it: the create's own answer, a callback that names the attempt or a sid we know, a find in the list, which is a
 * guess until the carrier says otherwise, or a fetch by sid, which settles two final words that differ.
 */
export type Source = 'answer' | 'callback' | 'list' | 'fetch'

/**
 * Takes in what the carrier says of an attempt. The rank of its words only rises, so they may come doubled, late or out of
 * order; proof of the carrier beats any guess of ours; what arrived counts whichever attempt it is of.
 */
export function hear(write: Write, attemptId: string, word: CarrierWord, source: Source): void {
  const attempt = findAttempt(write.db, attemptId)
  if (attempt) hearOf(write, attempt, word, source)
}

function hearOf(write: Write, attempt: AttemptRow, word: CarrierWord, source: Source): void {
  const { db, now } = write
  if (!takeSid(write, attempt, word.sid, source)) return
  const isNew = attempt.sid !== word.sid
  const known = isNew || attempt.carrier_status === null ? null : parseStatus(attempt.carrier_status)
  const settles = attempt.contradicted === 1 && source === 'fetch'
  let merged = known === null ? word.status : laterStatus(known, word.status)
  if (merged === 'conflict') {
    if (source !== 'fetch') {
      askAgain(write, attempt)
      return
    }
    merged = word.status
  }
  if (!isNew && merged === known && attempt.contradicted === 0) return
  // What is set is written, changed or not, and a sid has an index: nearly every word is one more of an attempt that is known.
  if (!isNew && merged !== known && attempt.outcome === 'accepted' && attempt.ended_at !== null && !settles) {
    setCarrierStatus(db, attempt.id, { status: merged, errorCode: word.errorCode, errorText: word.errorText })
  } else {
    updateAttempt(db, attempt.id, {
      ...(isNew ? { sid: word.sid } : {}),
      outcome: 'accepted',
      carrier_status: merged,
      // A code belongs to the status it came with; a word that changed nothing must not take it away.
      ...(merged === known ? {} : { error_code: word.errorCode, error_text: word.errorText }),
      ...(isNew && source !== 'fetch' ? { sid_from: source } : {}),
      ...(attempt.ended_at === null ? { ended_at: now } : {}),
      ...(settles ? { contradicted: 0 as const } : {}),
    })
  }
  followAttempts(write, attempt.message_seq)
}

/** Whether the attempt may have this sid; what was only guessed gives way to what the carrier says. */
function takeSid(write: Write, attempt: AttemptRow, sid: string, source: Source): boolean {
  const { db } = write
  if (attempt.sid === sid) return true
  const isProof = source === 'answer' || source === 'callback'
  if (attempt.sid !== null) {
    // Two callbacks name one attempt by two sids: the carrier has to say which of them it knows.
    if (source === 'callback' && attempt.sid_from === 'callback') askAgain(write, attempt)
    if (!isProof || attempt.sid_from === source || attempt.sid_from === 'answer') return false
  }
  const owner = findAttemptBySid(db, sid)
  if (owner) {
    if (!isProof || owner.sid_from !== 'list') return false
    loseSid(write, owner)
    followAttempts(write, owner.message_seq)
  }
  if (attempt.sid !== null) clearSid(db, attempt.sid)
  return true
}

/** The carrier is asked by sid, as soon as may be. */
function askAgain(write: Write, attempt: AttemptRow): void {
  updateAttempt(write.db, attempt.id, { contradicted: 1 })
  followAttempts(write, attempt.message_seq, write.now)
}

/** The sid was another text's: nobody knows what became of this attempt. */
function loseSid(write: Write, attempt: AttemptRow): void {
  if (attempt.sid !== null) clearSid(write.db, attempt.sid)
  updateAttempt(write.db, attempt.id, {
    sid: null,
    sid_from: null,
    outcome: 'uncertain',
    carrier_status: null,
    error_code: null,
    error_text: null,
    contradicted: 0,
  })
}

/**
 * The carrier does not know the sid of this attempt. Where callbacks named the attempt by another one, that is the right one;
 * else it may yet come to know it.
 */
export function hearUnknown(write: Write, attemptId: string): void {
  const attempt = findAttempt(write.db, attemptId)
  if (!attempt?.sid) return
  const others = callbacksNaming(write.db, attemptId).filter((named) => named.sid !== attempt.sid)
  if (attempt.sid_from === 'answer' || others.length === 0) {
    updateAttempt(write.db, attemptId, { contradicted: 0 })
    return
  }
  disownCallbacks(write.db, attempt.id, attempt.sid)
  loseSid(write, attempt)
  for (const { sid, status, error_code } of others) {
    hear(write, attemptId, { sid, status: parseStatus(status), errorCode: error_code, errorText: null }, 'callback')
  }
}

/**
 * Takes in a status callback: kept once by (sid, status), and applied to the attempt it names, even before the create's own
 * answer. One that belongs to no attempt of ours is kept and changes nothing.
 */
export function hearCallback(
  write: Write,
  callback: CarrierWord & { readonly attemptId: string | null; readonly parameters: Readonly<Record<string, string>> },
): void {
  const { db, now } = write
  const isNew = recordCarrierStatus(db, {
    sid: callback.sid,
    status: callback.status,
    attemptId: callback.attemptId,
    errorCode: callback.errorCode,
    receivedAt: now,
    parameters: JSON.stringify(callback.parameters),
  })
  if (!isNew) return
  const named = callback.attemptId === null ? undefined : findAttempt(db, callback.attemptId)
  const attempt = named ?? findAttemptBySid(db, callback.sid)
  if (attempt) hearOf(write, attempt, callback, 'callback')
}
