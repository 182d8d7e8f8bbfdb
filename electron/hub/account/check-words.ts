import type { NoValue } from '../carrier/account-types.ts'
import { assertNever } from '../assert-never.ts'

export interface Trouble {
  /** What is wrong and what to do. */
  readonly words: string
  readonly details: string | null
}

/** Why Twilio said nothing useful, for the person at the screen. */
export function troubleOf(reply: NoValue): Trouble {
  switch (reply.kind) {
    case 'no-answer':
      return reply.captive
        ? {
            words:
              'Something else answers in Twilio’s place, often the sign-in page of a Wi-Fi. Open a web page and sign in to the network, then test again.',
            details: reply.details,
          }
        : {
            words: 'Twilio could not be reached. Check the internet connection, then test again.',
            details: reply.details,
          }
    case 'busy':
      return { words: 'Twilio is busy with other requests of this account. Test again in a minute.', details: null }
    case 'not-found':
      return { words: 'Twilio knows no such thing. Test again, and check the Account SID.', details: null }
    case 'refused':
      return {
        words: refusals.get(reply.failure.code) ?? 'Twilio refused this. What it said is under Details.',
        details: reply.failure.details,
      }
    default:
      return assertNever(reply)
  }
}

const inactive =
  'The account is not active. Sign in to Twilio and look for a notice; most often it needs to be topped up.'

/** By Twilio's codes. */
const refusals: ReadonlyMap<number | null, string> = new Map([
  [20003, 'Twilio does not let this sign-in read it. An API key needs to be a Standard or Main one.'],
  [20005, inactive],
  [10001, inactive],
  [20008, 'These are test credentials; they send nothing. Copy the live ones from the start page of Twilio’s console.'],
])

/** Whether a refusal is about the sign-in, not about what was asked. */
export function isSignInRefused(reply: NoValue): boolean {
  return reply.kind === 'refused' && (reply.httpStatus === 401 || reply.failure.code === 20_003)
}

/** "3 minutes", "45 seconds", "2 hours". */
export function spanWords(milliseconds: number): string {
  const seconds = Math.round(Math.abs(milliseconds) / 1000)
  if (seconds < 90) return `${seconds} seconds`
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return `${minutes} minutes`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`
}
