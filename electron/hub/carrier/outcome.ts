import type { Channel } from '../../ipc/contract/views.ts'
import { parseError, retryAfter } from './answer.ts'
import { describeFailure, failureClass } from './errors.ts'
import type { HttpAnswer } from './http-client.ts'
import type { NoAnswer } from './no-answer.ts'
import type { CarrierMessage, ReadOutcome, SendOutcome } from './types.ts'

/** Without an answer: by whether anything can have left. */
export function sendOutcomeWithout(error: NoAnswer): SendOutcome {
  if (error.nothingTaken) return { kind: 'no-way-out', captive: error.captive, details: error.summary }
  return { kind: 'uncertain', details: error.summary }
}

/**
 * What an answer to a create means for the text (Twilio docs: "Messages resource", "Error 20429", "Error and Warning Dictionary").
 * Only the carrier's own words settle anything: a page of somebody else's, a 5xx or half a document leave it open,
 * whatever their status. A 429 is the exception: whoever says it has not passed the request on.
 * @param message what the SDK read from a 2xx, or null
 * @param channel what was asked for: a call that cannot be made says nothing of texts
 */
export function sendOutcome(
  answer: HttpAnswer,
  message: CarrierMessage | null,
  now: number,
  channel: Channel = 'sms',
): SendOutcome {
  const { status } = answer
  if (status >= 200 && status < 300) {
    if (message) return { kind: 'accepted', message }
    return { kind: 'uncertain', details: `The answer (HTTP ${status}) was not a message of Twilio's` }
  }
  const error = parseError(answer)
  if (status === 429) {
    return {
      kind: 'wait',
      retryAfter: retryAfter(answer, now),
      failure: describeFailure(error?.code ?? null, error?.message ?? null, status, channel),
    }
  }
  // 408 is what a proxy says of a request it may have passed on.
  const refused = error !== null && status >= 400 && status < 500 && status !== 408
  if (!refused) return { kind: 'uncertain', details: uncertainDetails(status, error?.code ?? null) }
  const failure = describeFailure(error.code, error.message, status, channel)
  switch (failureClass(error.code, status, channel)) {
    case 'text':
      return { kind: 'refused', failure, httpStatus: status }
    case 'account':
      return { kind: 'account-trouble', failure, httpStatus: status }
    case 'wait':
      return { kind: 'wait', retryAfter: retryAfter(answer, now), failure }
  }
}

function uncertainDetails(status: number, code: number | null): string {
  if (code !== null) return `Twilio ${code} (HTTP ${status})`
  return `The answer (HTTP ${status}) was not Twilio's own`
}

type NothingRead = Exclude<ReadOutcome<never>, { readonly kind: 'ok' }>

export function readOutcomeWithout(error: NoAnswer): NothingRead {
  return { kind: 'no-answer', captive: error.captive, details: error.summary }
}

/** What an answer to a reading request means when no value could be read from it. */
export function readOutcome(answer: HttpAnswer, now: number): NothingRead {
  const { status } = answer
  const error = parseError(answer)
  if (status === 429) return { kind: 'wait', retryAfter: retryAfter(answer, now) }
  if (error && status === 404) return { kind: 'not-found' }
  if (error && status >= 400 && status < 500 && failureClass(error.code, status) === 'account') {
    return { kind: 'account-trouble', failure: describeFailure(error.code, error.message, status) }
  }
  return { kind: 'no-answer', captive: false, details: uncertainDetails(status, error?.code ?? null) }
}
