import { awaitsLookBack, putBackAt } from '../../../db/catch-up.ts'
import type { MessageRow } from '../../../db/messages.ts'
import { CallFailure } from '../failure.ts'
import type { Write } from '../store.ts'

/**
 * After the store was put back from a copy nobody knows which of its texts have gone out already, until the carrier was asked.
 * @throws {CallFailure} `unavailable`
 */
export function assertLookedBack({ db }: Write): void {
  if (!awaitsLookBack(db)) return
  throw new CallFailure(
    'unavailable',
    'Twilio is being asked first which of these texts have gone out already. Try again in a moment.',
  )
}

/**
 * The same of one message that is to go out: one that the copy calls failed, or uncertain, may have been tried again since.
 * @throws {CallFailure} `unavailable`
 */
export function assertLookedBackFor(write: Write, message: Pick<MessageRow, 'created_at'>): void {
  if (message.created_at <= (putBackAt(write.db) ?? Number.NEGATIVE_INFINITY)) assertLookedBack(write)
}
