/** SIDs of texts and picture texts (Twilio docs: "String identifier"). */
const messageSid = /^(?:SM|MM)[0-9a-f]{32}$/i

export function isMessageSid(text: unknown): text is string {
  return typeof text === 'string' && messageSid.test(text)
}

const mediaSid = /^ME[0-9a-f]{32}$/i

export function isMediaSid(text: unknown): text is string {
  return typeof text === 'string' && mediaSid.test(text)
}
