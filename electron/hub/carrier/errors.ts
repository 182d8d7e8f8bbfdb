import type { Failure } from '../../ipc/contract/views.ts'
import { errorWords } from './error-words.ts'
import type { ErrorWords, FailureClass } from './error-words.ts'

/** For codes Twilio has added since. HTTP statuses that speak of the account, not of the text, keep their meaning. */
function unknownWords(httpStatus: number | null): ErrorWords {
  switch (httpStatus) {
    case 401:
      return errorWords.get(20003) ?? generalWords
    case 403:
      return {
        class: 'account',
        reason: 'Twilio does not let this account send.',
        remedy: 'Sign in to Twilio and look for a notice, or ask whoever keeps the account.',
      }
    case 404:
      return errorWords.get(20404) ?? generalWords
    case 429:
      return errorWords.get(20429) ?? generalWords
    default:
      return generalWords
  }
}

const generalWords: ErrorWords = {
  class: 'text',
  reason: 'Twilio could not send this text.',
  remedy: 'Try again once, or call. What Twilio said is under Details.',
}

/**
 * What a carrier's code asks of the outbox.
 * @param httpStatus of the answer that carried the code; null for a code that came with a status
 */
export function failureClass(code: number | null, httpStatus: number | null = null): FailureClass {
  return ((code === null ? undefined : errorWords.get(code)) ?? unknownWords(httpStatus)).class
}

/**
 * A carrier's "no" in plain words. The code is kept apart, for the details.
 * @param message what the carrier itself said, if anything
 * @param httpStatus of the answer that carried the code; null for a code that came with a status
 */
export function describeFailure(code: number | null, message: string | null, httpStatus: number | null = null): Failure {
  const words = (code === null ? undefined : errorWords.get(code)) ?? unknownWords(httpStatus)
  const said = [code === null ? null : `Twilio ${code}`, message?.trim() || null].filter((part) => part !== null).join(': ')
  return { code, reason: words.reason, remedy: words.remedy, details: said === '' ? null : said.slice(0, 500) }
}
