import { findSchedule, handOvers, setByCarrier } from '../../../db/schedules.ts'
import { setMessageState } from '../../../db/messages.ts'
import { updateOutbox } from '../../../db/outbox.ts'
import { CallFailure } from '../failure.ts'
import type { Write } from '../store.ts'

const minute = 60_000
/** Twilio holds a text for 15 minutes to 35 days (Twilio docs: error 35114); a minute for the way there. */
const held = { shortest: 16 * minute, longest: 35 * 24 * 60 * minute - minute }
/** What could not be handed over within this time waits on this laptop instead, in milliseconds. */
const patience = 10 * minute
/** What Twilio says to a time that it does not take: too near, too far, no service, too many (Twilio docs: 35111 to 35125). */
const notHeld: ReadonlySet<number> = new Set([35_111, 35_114, 35_118, 35_125])

/** Whether the carrier would hold a text until this instant. */
export function isHeldUntil(sendAt: number, now: number): boolean {
  return sendAt - now >= held.shortest && sendAt - now <= held.longest
}

/**
 * Whether a text may be given to the carrier to hold.
 * @throws {CallFailure} no Messaging Service sends; the time is too near or too far; a reply is to cancel it.
 */
export function assertHeldByCarrier(
  sendAt: number,
  now: number,
  { hasService, cancelOnReply }: { readonly hasService: boolean; readonly cancelOnReply: boolean },
): void {
  if (!hasService) {
    throw new CallFailure(
      'invalid',
      'Only a Messaging Service of Twilio’s holds texts. Settings → Twilio chooses one to send from.',
    )
  }
  if (cancelOnReply) {
    throw new CallFailure(
      'invalid',
      'Twilio does not hear of replies: a text that a reply cancels has to wait on this laptop.',
    )
  }
  if (!isHeldUntil(sendAt, now)) {
    throw new CallFailure(
      'invalid',
      'Twilio holds a text for 15 minutes at least and 35 days at most. This one has to wait on this laptop.',
    )
  }
}

/**
 * Texts that the carrier was to hold and that have not reached it in time wait on this laptop instead. Runs before any of them
 * leaves, so that none goes out at once by mistake.
 */
export function keepHere(write: Write, hasService: boolean): void {
  for (const { message_seq: seq, send_at: sendAt, waits_since: since } of handOvers(write.db)) {
    // It was tried again after its time.
    if (sendAt <= write.now) {
      setByCarrier(write.db, seq, 0)
      continue
    }
    const isLate = since === null || Math.abs(write.now - since) > patience
    if (!hasService || isLate || !isHeldUntil(sendAt, write.now)) waitHere(write, seq, sendAt)
  }
}

/** Whether the carrier's refusal is of the time alone: the text waits on this laptop instead. */
export function keepRefused(write: Write, messageSeq: number, holdUntil: number | null, code: number | null): boolean {
  if (holdUntil === null || code === null || !notHeld.has(code)) return false
  waitHere(write, messageSeq, holdUntil)
  return true
}

function waitHere(write: Write, seq: number, sendAt: number): void {
  if (!findSchedule(write.db, seq)) return
  setByCarrier(write.db, seq, 0)
  updateOutbox(write.db, seq, { phase: 'scheduled', due_at: sendAt, waits_since: sendAt, held_because: null })
  setMessageState(write.db, seq, { state: 'scheduled', at: write.now })
  write.message(seq)
  write.stale('scheduled')
}
