import type { Channel, Failure } from '../../ipc/contract/views.ts'
import { callErrorWords, generalCallWords } from './call-error-words.ts'
import { errorWords } from './error-words.ts'
import type { ErrorWords, FailureClass } from './error-words.ts'

const generalWords: ErrorWords = {
  class: 'text',
  reason: 'Twilio could not send this text.',
  remedy: 'Try again once, or call. What Twilio said is under Details.',
}

const forbiddenWords: ErrorWords = {
  class: 'account',
  reason: 'Twilio does not let this account send.',
  remedy: 'Sign in to Twilio and look for a notice, or ask whoever keeps the account.',
}

/** Codes that stand for an HTTP status which speaks of the account or of the moment, not of the text. */
const codeOfStatus: ReadonlyMap<number, number> = new Map([
  [401, 20003],
  [404, 20404],
  [429, 20429],
])

const ofTexts = { words: errorWords, forbidden: forbiddenWords, general: generalWords }
const ofCalls = { words: callErrorWords, forbidden: generalCallWords, general: generalCallWords }

/** For codes Twilio has added since, and for answers without one. */
function wordsFor(code: number | null, httpStatus: number | null, channel: Channel): ErrorWords {
  const { words, forbidden, general } = channel === 'voice' ? ofCalls : ofTexts
  const known = code === null ? undefined : words.get(code)
  if (known) return known
  if (httpStatus === 403) return forbidden
  return words.get(codeOfStatus.get(httpStatus ?? 0) ?? 0) ?? general
}

/**
 * What a carrier's code asks of the outbox.
 * @param httpStatus of the answer that carried the code; null for a code that came with a status
 * @param channel what was refused: the same code may stop all texts, and of calls this one alone
 */
export function failureClass(
  code: number | null,
  httpStatus: number | null = null,
  channel: Channel = 'sms',
): FailureClass {
  return wordsFor(code, httpStatus, channel).class
}

/**
 * A carrier's "no" in plain words. The code is kept apart, for the details.
 * @param message what the carrier itself said, if anything
 * @param httpStatus of the answer that carried the code; null for a code that came with a status
 * @param channel what was refused
 */
export function describeFailure(
  code: number | null,
  message: string | null,
  httpStatus: number | null = null,
  channel: Channel = 'sms',
): Failure {
  const words = wordsFor(code, httpStatus, channel)
  const said = [code === null ? null : `Twilio ${code}`, message?.trim() || null]
    .filter((part) => part !== null)
    .join(': ')
  return { code, reason: words.reason, remedy: words.remedy, details: said === '' ? null : said.slice(0, 500) }
}
