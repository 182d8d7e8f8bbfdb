import { twilioOrigin } from '../carrier/address.ts'
import { createHttpClient } from '../carrier/http-client.ts'
import { NoAnswer } from '../carrier/no-answer.ts'
import type { CarrierAccount } from '../carrier/types.ts'
import type { Clock } from '../clock.ts'

/** `captive`: something else answered in the carrier's place. */
export type ProbeResult = 'answered' | 'captive' | 'failed'

export interface ProbeOptions {
  readonly account: Pick<CarrierAccount, 'apiOrigin' | 'apiCertificateAuthority'>
  readonly clock: Clock
  readonly connectTimeout?: number
  readonly answerTimeout?: number
}

/** The smallest thing to ask of Twilio's API; that it wants credentials for more is answer enough. */
export const probeAddress = `${twilioOrigin}/2010-04-01.json`

/**
 * Asks the configured carrier's address, and no other, for any answer over a connection made for it: an old connection proves
 * nothing about the way out now. No credentials are sent.
 */
export function createProbe({
  account,
  clock,
  connectTimeout = 5000,
  answerTimeout = 5000,
}: ProbeOptions): () => Promise<ProbeResult> {
  return async () => {
    const http = createHttpClient({
      clock,
      apiOrigin: account.apiOrigin,
      apiCertificateAuthority: account.apiCertificateAuthority,
      connectTimeout,
      answerTimeout,
      maxAnswerBytes: 64 * 1024,
      keepAlive: false,
    })
    try {
      await http.request({ method: 'HEAD', url: probeAddress, headers: { Accept: 'application/json' }, body: null })
      return 'answered'
    } catch (error) {
      return error instanceof NoAnswer && error.captive ? 'captive' : 'failed'
    } finally {
      http.close()
    }
  }
}
