import { onTestFinished } from 'vitest'
import type { Clock } from '../../electron/hub/clock.ts'
import { practiceAccount } from '../../electron/hub/practice/practice-account.ts'
import { startPracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'
import type { PracticeCarrier, PracticeCarrierOptions } from '../../electron/hub/practice/practice-carrier.ts'
import { promptTiming } from '../../electron/hub/practice/types.ts'
import type { PracticeAccount } from '../../electron/hub/practice/types.ts'
import { seededRandom } from '../../electron/hub/random.ts'

/** An account as Twilio makes them: hexadecimal SID and token. */
export const camp: PracticeAccount = {
  ...practiceAccount,
  authToken: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  friendlyName: 'Camp',
}

/** A simulated Twilio with this account, stopped when the test is over. */
export async function practiceTwilio(
  clock: Clock,
  account: Partial<PracticeAccount> = {},
  options: Partial<PracticeCarrierOptions> = {},
): Promise<PracticeCarrier> {
  const twilio = await startPracticeCarrier({
    clock,
    random: seededRandom(1),
    file: null,
    parents: null,
    timing: promptTiming,
    ...options,
    account: { ...camp, ...account },
  })
  onTestFinished(() => twilio.stop())
  return twilio
}
