import { casesAnswered, forgetStep, findCase, openCases, textsNotLeft, updateCase } from '../../../db/ladders.ts'
import type { CaseRow } from '../../../db/ladders.ts'
import type { LadderEnd, LadderState } from '../../../db/words.ts'
import { optWordOf } from '../consent/opt-words.ts'
import { cancelMessage } from '../outbox/compose.ts'
import type { Write } from '../store.ts'

/** Brings a case to its end, and withdraws its texts that have not left. */
export function endCase(
  write: Write,
  { id }: Pick<CaseRow, 'id'>,
  state: Extract<LadderState, 'stopped' | 'ended'>,
  why: LadderEnd,
): void {
  const { db, now } = write
  updateCase(db, id, { state, why }, now)
  for (const text of textsNotLeft(db, id)) {
    cancelMessage(write, text.id)
    // It was for a sibling too, of whom nothing is known yet: that rung is taken anew, for them alone.
    for (const other of text.cases) {
      const open = other === id ? undefined : findCase(db, other)
      if ((open?.state !== 'climbing' && open?.state !== 'asks') || open.rung !== text.rung) continue
      forgetStep(db, other, text.rung)
      updateCase(db, other, { rung: text.rung - 1 }, now)
    }
  }
  write.stale('ladders')
}

/** A text that has come in, and is stored. */
export interface AnswerText {
  readonly conversationId: number
  readonly body: string
  /** What Twilio took it for, where it says so (Twilio docs: OptOutType). */
  readonly optOutType?: string | undefined
}

/**
 * A text has come in: ladders that asked its sender stop, whatever it says, for a person reads it. STOP and START answer nothing:
 * where the player is stays unknown. Runs in the transaction that stores the text, so that nothing more leaves.
 */
export function noteAnswer(write: Write, { conversationId, body, optOutType }: AnswerText): void {
  if (openCases(write.db).length === 0) return
  const word = optWordOf(body, optOutType)
  if (word === 'stop' || word === 'start') return
  for (const one of casesAnswered(write.db, conversationId)) endCase(write, one, 'stopped', 'answered')
}
