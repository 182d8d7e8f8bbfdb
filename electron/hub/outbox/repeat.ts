import { saidBefore } from '../../../db/messages.ts'
import type { SaidBefore } from '../../../db/messages.ts'
import type { Db } from '../../../db/open.ts'
import type { EarlierText } from '../../ipc/contract/define.ts'

/** Within this time the same words to the same number are taken for a mistake until a person says otherwise; milliseconds. */
export const repeatWindow = 10 * 60_000

/** Error text of a message whose fate a person chose to leave open. */
export const leftUncertain = 'local:left'

/** A conversation's latest texts that are compared; what has not left yet is compared whatever its age. */
const compared = 100

/** What two texts that read the same have in common: composed characters (Unicode NFC), and no matter how they are spaced. */
export function saidAs(body: string): string {
  return body.normalize('NFC').replace(/\s+/g, ' ').trim()
}

/**
 * The text that another one with these words would repeat to the same number; null where nothing stands against it.
 * What failed, expired or was canceled did not arrive, so it may be said again. What still waits, or nobody knows the fate of,
 * counts whatever its age: both would arrive together.
 */
export function findRepeat(db: Db, conversationId: number, body: string, now: number): EarlierText | null {
  const words = saidAs(body)
  let last: SaidBefore | undefined
  for (const text of saidBefore(db, conversationId, compared)) {
    if (mayArrive(text, now) && saidAs(text.body) === words && (!last || text.at > last.at)) last = text
  }
  return last ? { messageId: last.id, at: last.at, state: last.state } : null
}

/** Whether it arrived lately, or may arrive soon. A time ahead of ours comes of a clock that was set back since: lately. */
function mayArrive({ state, phase, at, due_at, error_text }: SaidBefore, now: number): boolean {
  const isLate = at <= now - repeatWindow
  switch (state) {
    case 'queued':
    case 'uncertain':
      return true
    case 'sending':
      // Without a request under way the carrier has it, and may keep it to itself for days.
      return phase === 'sending' || !isLate
    case 'scheduled':
      return (due_at ?? at) < now + repeatWindow
    case 'sent':
    case 'delivered':
      return !isLate
    case 'failed':
      return error_text === leftUncertain && !isLate
    case 'received':
    case 'expired':
    case 'canceled':
      return false
  }
}
