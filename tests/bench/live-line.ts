import { startPracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'
import type { PracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'
import { promptTiming } from '../../electron/hub/practice/types.ts'
import { realClock } from '../../electron/hub/clock.ts'
import type { Clock } from '../../electron/hub/clock.ts'
import { seededRandom } from '../../electron/hub/random.ts'
import { account } from './account.ts'
import { publicUrl } from './webhook/callbacks.ts'

/** A simulated Twilio for a hub in live mode, and the environment that leads the hub to it. */
export interface LiveLine {
  readonly carrier: PracticeCarrier
  readonly env: Readonly<Record<string, string>>
}

/**
 * Starts it. Its callbacks have nowhere to go: what reaches the hub's listener is the bench's own.
 * @param clock Twilio's own
 */
export async function startLiveLine(clock: Clock = realClock()): Promise<LiveLine> {
  const carrier = await startPracticeCarrier({
    clock,
    random: seededRandom(1),
    file: null,
    account: { ...account, type: 'Full', friendlyName: 'Bench camp', numbers: [{ phoneNumber: account.number }] },
    parents: null,
    timing: { ...promptTiming, answer: [20, 60] },
  })
  return {
    carrier,
    env: {
      PTP_WEBHOOK_PORT: '0',
      PTP_TWILIO_ACCOUNT_SID: account.accountSid,
      PTP_TWILIO_AUTH_TOKEN: account.authToken,
      PTP_TWILIO_NUMBER: account.number,
      PTP_TWILIO_API: carrier.origin,
      PTP_PUBLIC_URL: publicUrl,
    },
  }
}
