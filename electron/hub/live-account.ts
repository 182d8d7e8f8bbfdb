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
    ...apiFromEnvironment(environment),
  }
}

/** Where Twilio's addresses lead, and what is trusted there, for an account from anywhere. */
export function apiFromEnvironment(
  environment: HubEnvironment,
): Pick<CarrierAccount, 'apiOrigin' | 'apiCertificateAuthority'> {
  const { twilioApi, twilioCa } = environment
  return {
    apiOrigin: twilioApi,
    apiCertificateAuthority: twilioCa === null ? null : readCertificateAuthority('PTP_TWILIO_CA', twilioCa),
  }
}
