/** What the vault can hold. */
export const secretNames = [
  'twilio.accountSid',
  'twilio.authToken',
  'twilio.previousAuthToken',
  'twilio.apiKey',
  'twilio.apiSecret',
  'ngrok.authtoken',
] as const
export type SecretName = (typeof secretNames)[number]

/** All that the screen ever learns of a secret. */
export interface SecretMark {
  readonly set: boolean
  /** Its last four characters; two of a short one, null of one too short to show any. */
  readonly lastFour: string | null
}

/** What may be shown of this value: never more than a third of it. */
export function markOf(value: string | null): SecretMark {
  if (value === null) return { set: false, lastFour: null }
  const shown = value.length >= 12 ? 4 : value.length >= 8 ? 2 : 0
  return { set: true, lastFour: shown === 0 ? null : value.slice(-shown) }
}
