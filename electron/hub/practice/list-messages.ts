import { twilioError } from './error-json.ts'
import type { TwilioError } from './error-json.ts'
import { messageJson } from './message-json.ts'
import type { MessageFilter, MessageStore, Place } from './message-store.ts'

const day = 86_400_000

/**
 * GET Messages.json (Twilio docs: Messages, "Read multiple Message resources"): filters To, From, DateSent,
 * DateSent<, DateSent>; pages follow a token that holds its place while new messages arrive. Newest first.
 */
export function listMessages(
  query: URLSearchParams,
  accountSid: string,
  store: MessageStore,
): TwilioError | Record<string, unknown> {
  const pageSize = Number(query.get('PageSize') ?? 50)
  if (!Number.isInteger(pageSize) || pageSize < 1) return twilioError(20001, 'PageSize')
  const size = Math.min(1000, pageSize)
  const page = Number(query.get('Page') ?? 0)
  const range = dateRange(query)
  if (range === null) return twilioError(20001, 'DateSent')
  const token = query.get('PageToken')
  const after = token === null ? null : placeOf(token)
  if (token !== null && after === null) return twilioError(20001, 'PageToken')

  const filter: MessageFilter = {
    to: nonEmpty(query.get('To')),
    from: nonEmpty(query.get('From')),
    sentFrom: range.from,
    sentUntil: range.until,
    after,
    // One more than asked for tells whether another page follows.
    limit: size + 1,
  }
  const found = store.list(filter)
  const shown = found.slice(0, size)
  const last = shown.at(-1)
  const next = found.length > size && last !== undefined ? tokenOf(last.sid, store.placeOf(last)) : null
  const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`
  const uri = (pageNumber: number, pageToken: string | null): string => {
    const parameters = new URLSearchParams(query)
    parameters.set('PageSize', String(size))
    parameters.set('Page', String(pageNumber))
    if (pageToken === null) parameters.delete('PageToken')
    else parameters.set('PageToken', pageToken)
    return `${path}?${parameters.toString()}`
  }
  return {
    end: page * size + Math.max(0, shown.length - 1),
    first_page_uri: uri(0, null),
    messages: shown.map((message) => messageJson(message, accountSid)),
    next_page_uri: next === null ? null : uri(page + 1, next),
    page,
    page_size: size,
    previous_page_uri: page === 0 ? null : uri(page - 1, token),
    start: page * size,
    uri: uri(page, token),
  }
}

/** The wire's `DateSent>=…` is a parameter named `DateSent>`; a date alone means a whole day, or its midnight, in GMT. */
function dateRange(query: URLSearchParams): { readonly from: number | null; readonly until: number | null } | null {
  const on = query.get('DateSent')
  const since = query.get('DateSent>')
  const before = query.get('DateSent<')
  const [onTime, sinceTime, beforeTime] = [timeOf(on), timeOf(since), timeOf(before)]
  if (onTime === 'invalid' || sinceTime === 'invalid' || beforeTime === 'invalid') return null
  let from = sinceTime
  let until = beforeTime === null ? null : beforeTime + (isDateOnly(before) ? 0 : 999)
  if (onTime !== null) {
    const length = isDateOnly(on) ? day : 1000
    from = Math.max(from ?? onTime, onTime)
    until = Math.min(until ?? Number.MAX_SAFE_INTEGER, onTime + length - 1)
  }
  return { from, until }
}

function timeOf(text: string | null): number | null | 'invalid' {
  if (text === null || text === '') return null
  // "2019-06-11 22:05:25.000" is GMT as well.
  const spaced = /^\d{4}-\d{2}-\d{2} \d/.test(text) ? `${text.replace(' ', 'T')}Z` : text
  const time = Date.parse(spaced)
  return Number.isNaN(time) ? 'invalid' : time
}

function isDateOnly(text: string | null): boolean {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text)
}

function nonEmpty(text: string | null): string | null {
  return text === null || text === '' ? null : text
}

function tokenOf(sid: string, place: Place): string {
  return `PA${sid}-${place.sortAt}-${place.position}`
}

function placeOf(token: string): Place | null {
  const match = /^PA\w+-(\d+)-(\d+)$/.exec(token)
  return match === null ? null : { sortAt: Number(match[1]), position: Number(match[2]) }
}
