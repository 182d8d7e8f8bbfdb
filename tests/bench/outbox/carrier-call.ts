import { createCarrier } from '../../../electron/hub/carrier/twilio-carrier.ts'
import { realClock } from '../../../electron/hub/clock.ts'
import { silentLog } from '../../../electron/hub/log.ts'
import { account } from '../account.ts'

/** What everybody in this benchmark sends. */
export const words = 'Camp is closed this afternoon, storms are on their way. Pick up at the gym, door 3, by 14:00.'

/** Requests under way at once, for everybody. */
export const atOnce = 8

/** The account at a carrier of the bench's own. */
export function accountAt(origin: string) {
  return {
    accountSid: account.accountSid,
    authToken: account.authToken,
    apiKey: null,
    number: account.number,
    messagingServiceSid: null,
    apiOrigin: origin,
    apiCertificateAuthority: null,
  }
}

/** The hub's own call of the carrier, SDK and all, for queues that are not the hub's. */
export function carrierCall(origin: string): (to: string) => Promise<void> {
  const carrier = createCarrier({
    account: accountAt(origin),
    clock: realClock(),
    link: { proved: () => undefined, failed: () => undefined, hint: () => undefined },
    log: silentLog,
  })
  carrier.warmUp()
  return async (to) => {
    const outcome = await carrier.send(
      { to, from: account.number, body: words, validityPeriod: 14_000, statusCallback: null },
      () => undefined,
    )
    if (outcome.kind !== 'accepted') throw new Error(`A text was not accepted: ${outcome.kind}.`)
  }
}
