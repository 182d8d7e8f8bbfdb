import { awaitsLookBack } from '../../../db/catch-up.ts'
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
