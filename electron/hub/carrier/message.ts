import type { MessageInstance } from 'twilio/lib/rest/api/v2010/account/message.js'
import { isMessageSid } from './sid.ts'
import { parseStatus } from './status.ts'
import type { CarrierMessage } from './types.ts'

/** The SDK hands on what it could not read as a date unchanged. */
function time(value: unknown): number | null {
  const at = value instanceof Date ? value.getTime() : typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? null : at
}

function integer(value: unknown): number | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isInteger(number) ? number : null
}

/**
 * A message as the SDK read it, or null when the answer was not one. Every field but the sid may be missing
 * (Twilio docs: Messages resource), so none is trusted to be there.
 * @param now stands in for a creation time that is not told
 */
export function toCarrierMessage(instance: MessageInstance, now: number): CarrierMessage | null {
  if (!isMessageSid(instance.sid)) return null
  return {
    sid: instance.sid,
    direction: String(instance.direction ?? '').startsWith('inbound') ? 'inbound' : 'outbound',
    isReply: String(instance.direction ?? '') === 'outbound-reply',
    status: parseStatus(instance.status),
    from: instance.from || null,
    to: instance.to ?? '',
    body: instance.body ?? '',
    segments: integer(instance.numSegments) ?? 0,
    dateCreated: time(instance.dateCreated) ?? now,
    dateSent: time(instance.dateSent),
    errorCode: integer(instance.errorCode),
    errorMessage: instance.errorMessage || null,
    messagingServiceSid: instance.messagingServiceSid || null,
    mediaCount: integer(instance.numMedia) ?? 0,
  }
}
