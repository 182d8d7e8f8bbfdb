import { findAttempt, findAttemptBySid, recordCarrierStatus, updateAttempt } from '../../../db/attempts.ts'
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
  const { db, now } = write
  const attempt = findAttempt(db, attemptId)
  if (!attempt || !takeSid(write, attempt, word.sid, source)) return
  const isNew = attempt.sid !== word.sid
  const known = isNew || attempt.carrier_status === null ? null : parseStatus(attempt.carrier_status)
  const settled = attempt.contradicted === 1 && source === 'fetch' ? { contradicted: 0 as const } : {}
  let merged = known === null ? word.status : laterStatus(known, word.status)
  if (merged === 'conflict') {
    if (source !== 'fetch') {
      updateAttempt(db, attempt.id, { contradicted: 1 })
      followAttempts(write, attempt.message_seq, now)
      return
    }
    merged = word.status
  }
  if (!isNew && merged === known && attempt.contradicted === 0) return
  updateAttempt(db, attempt.id, {
    sid: word.sid,
    outcome: 'accepted',
    carrier_status: merged,
    // A code belongs to the status it came with; a word that changed nothing must not take it away.
    ...(merged === known ? {} : { error_code: word.errorCode, error_text: word.errorText }),
    ...(isNew && source !== 'fetch' ? { sid_from: source } : {}),
    ...(attempt.ended_at === null ? { ended_at: now } : {}),
    ...settled,
  })
  followAttempts(write, attempt.message_seq)
}

/** Whether the attempt may have this sid; what was only guessed gives way to what the carrier says. */
function takeSid(write: Write, attempt: AttemptRow, sid: string, source: Source): boolean {
  if (attempt.sid === sid) return true
  const isProof = source === 'answer' || source === 'callback'
  // The carrier made two messages of one request: the first one stands for it.
  if (attempt.sid !== null && !(isProof && attempt.sid_from === 'list')) return false
  const owner = findAttemptBySid(write.db, sid)
  if (owner) {
    if (!isProof || owner.sid_from !== 'list') return false
    giveUpSid(write, owner, sid)
  }
  if (attempt.sid !== null) clearSid(write.db, attempt.sid)
  return true
}

/** The text found in the list was another attempt's: this one is uncertain again. */
function giveUpSid(write: Write, owner: AttemptRow, sid: string): void {
  clearSid(write.db, sid)
  updateAttempt(write.db, owner.id, {
    sid: null,
    sid_from: null,
    outcome: 'uncertain',
    carrier_status: null,
    error_code: null,
    error_text: null,
    contradicted: 0,
  })
  followAttempts(write, owner.message_seq)
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
  if (attempt) hear(write, attempt.id, callback, 'callback')
}
