import { parseStatus } from '../carrier/status.ts'
import { isMessageSid } from '../carrier/sid.ts'
import type { InboundMedia, InboundText, StatusUpdate } from './types.ts'

/** Twilio sends no more than ten. */
export const mostMedia = 10

const ownFields: ReadonlySet<string> = new Set(['MessageSid', 'From', 'To', 'Body'])

const sidFields: ReadonlySet<string> = new Set(['MessageSid', 'SmsSid'])
const statusFields: ReadonlySet<string> = new Set(['MessageStatus', 'SmsStatus'])

/** SmsSid and SmsStatus are the old names, sent along with the new ones. */
function sidOf(parameters: URLSearchParams): string | null {
  const sid = parameters.get('MessageSid') ?? parameters.get('SmsSid')
  return isMessageSid(sid) ? sid : null
}

function mediaOf(parameters: URLSearchParams): readonly InboundMedia[] {
  const count = Math.min(mostMedia, Number.parseInt(parameters.get('NumMedia') ?? '0', 10) || 0)
  const media: InboundMedia[] = []
  for (let index = 0; index < count; index++) {
    const url = parameters.get(`MediaUrl${index}`) || null
    media.push({ url, contentType: parameters.get(`MediaContentType${index}`) ?? '' })
  }
  return media
}

/** An inbound text from its webhook's parameters; null when it names no message. */
export function toInboundText(parameters: URLSearchParams): InboundText | null {
  const sid = sidOf(parameters)
  if (sid === null) return null
  const media = mediaOf(parameters)
  const extra: [string, string][] = []
  for (const [name, value] of parameters) {
    if (!ownFields.has(name) && !(media.length > 0 && /^Media(Url|ContentType)\d+$/.test(name)))
      extra.push([name, value])
  }
  return {
    sid,
    from: parameters.get('From') ?? '',
    to: parameters.get('To') ?? '',
    body: parameters.get('Body') ?? '',
    media,
    extra: Object.fromEntries(extra),
  }
}

/** How our callbacks are written, read without a parser: they come by the thousand. */
const ourQuery = /^a=([0-9a-z-]{1,64})$/i

function attemptIdOf(query: string): string | null {
  if (query === '') return null
  return ourQuery.exec(query)?.[1] ?? (new URLSearchParams(query).get('a') || null)
}

/**
 * What became of a text, from its status callback's parameters; null when it names no message.
 * @param query of the callback's address, which carries our attempt's id as `a`
 */
export function toStatusUpdate(parameters: URLSearchParams, query: string): StatusUpdate | null {
  const sid = sidOf(parameters)
  if (sid === null) return null
  const word = parameters.get('MessageStatus') ?? parameters.get('SmsStatus')
  const status = parseStatus(word)
  const code = parameters.get('ErrorCode')
  const extra: [string, string][] = []
  for (const [name, value] of parameters) {
    if (!(sidFields.has(name) && value === sid) && !(statusFields.has(name) && value === status))
      extra.push([name, value])
  }
  return {
    sid,
    status,
    attemptId: attemptIdOf(query),
    errorCode: code !== null && /^[1-9]\d{0,6}$/.test(code) ? Number(code) : null,
    errorMessage: parameters.get('ErrorMessage') || null,
    parameters: Object.fromEntries(extra),
  }
}
