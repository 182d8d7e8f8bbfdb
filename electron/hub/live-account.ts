import type { CarrierAccount } from './carrier/types.ts'
import { readCertificateAuthority } from './environment.ts'
import type { HubEnvironment } from './environment.ts'

/** The live account by the environment's credentials; null where none were given. */
export function accountFromEnvironment(environment: HubEnvironment): CarrierAccount | null {
  const { twilio } = environment
  if (!twilio) return null
  return {
    accountSid: twilio.accountSid,
    authToken: twilio.authToken,
    apiKey: twilio.apiKey && twilio.apiSecret ? { sid: twilio.apiKey, secret: twilio.apiSecret } : null,
    number: twilio.number,
    messagingServiceSid: twilio.messagingServiceSid,
    apiOrigin: environment.twilioApi,
    apiCertificateAuthority:
      environment.twilioCa === null ? null : readCertificateAuthority('PTP_TWILIO_CA', environment.twilioCa),
  }
}
