/** SIDs of texts and picture texts (Twilio docs: "String identifier"). */
const messageSid = /^(?:SM|MM)[0-9a-f]{32}$/i

export function isMessageSid(text: unknown): text is string {
  return typeof text === 'string' && messageSid.test(text)
}

const callSid = /^CA[0-9a-f]{32}$/i

export function isCallSid(text: unknown): text is string {
  return typeof text === 'string' && callSid.test(text)
}

const recordingSid = /^RE[0-9a-f]{32}$/i

export function isRecordingSid(text: unknown): text is string {
  return typeof text === 'string' && recordingSid.test(text)
}

const mediaSid = /^ME[0-9a-f]{32}$/i

export function isMediaSid(text: unknown): text is string {
  return typeof text === 'string' && mediaSid.test(text)
}
