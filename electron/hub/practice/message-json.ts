import type { StoredMessage } from './types.ts'

const errorMessages: Readonly<Record<number, string>> = {
  30001: 'Queue overflow',
  30002: 'Account suspended',
  30003: 'Unreachable destination handset',
  30004: 'Message blocked',
  30005: 'Unknown destination handset',
  30006: 'Landline or unreachable carrier',
  30007: 'Message filtered',
  30008: 'Unknown error',
  30034: 'US A2P 10DLC - Message from an Unregistered Number',
  30036: 'Validity Period Expired',
  30044: 'Trial Message Length Exceeded',
  30410: 'Provider Timeout',
}

/** RFC 2822 as Twilio writes it: `Thu, 24 Aug 2023 05:01:45 +0000`. */
export function rfc2822(time: number): string {
  return new Date(time).toUTCString().replace('GMT', '+0000')
}

/** The Message resource (Twilio docs: Messages resource): counts and price are strings, the error code is a number. */
export function messageJson(message: StoredMessage, accountSid: string): Record<string, unknown> {
  const path = `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}`
  const hasNoSenderYet = message.from === null
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: message.redacted ? '' : message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: message.sentAt === null ? null : rfc2822(message.sentAt),
    date_updated: rfc2822(message.updatedAt),
    direction: message.direction,
    error_code: message.errorCode,
    error_message: message.errorCode === null ? null : (errorMessages[message.errorCode] ?? null),
    from: message.from,
    messaging_service_sid: message.messagingServiceSid,
    num_media: String(message.mediaCount),
    // Nothing is counted before a Messaging Service has chosen a sender.
    num_segments: hasNoSenderYet ? '0' : String(message.segments),
    price: message.price,
    price_unit: 'USD',
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${path}/Media.json` },
    tags: null,
    to: message.to,
    uri: `${path}.json`,
  }
}
