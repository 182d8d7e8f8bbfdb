import { errorWords } from './error-words.ts'
import type { ErrorWords } from './error-words.ts'

const thisCall = (reason: string, remedy: string): ErrorWords => ({ class: 'text', reason, remedy })

const noRecipient = thisCall('This call has no number to go to.', 'Add the number and call again.')
const wrongNumber = thisCall('This is not a valid phone number.', 'Correct the number and call again.')
/** Not ours, or without voice. Its texts are another matter. */
const noVoice = thisCall(
  'Our number cannot make calls.',
  'Text instead, or choose a number that can call in Settings, Twilio.',
)
const countryOff = thisCall(
  'Calls to that country are not switched on at Twilio.',
  'Switch the country on in Twilio, Voice Geographic Permissions. Text meanwhile.',
)
const blocked = thisCall('This call cannot be made from our number.', 'Call from another phone, or text instead.')

/** The account itself: nothing of it can go out, texts no more than calls. */
const ofTheAccount = [20003, 20005, 10001, 30002, 20008, 20404] as const
/** Nothing is wrong with the call. */
const waits = [20500, 20503] as const

const shared = [...ofTheAccount, ...waits].flatMap((code): [number, ErrorWords][] => {
  const words = errorWords.get(code)
  return words ? [[code, words]] : []
})

/**
 * The same dictionary where a call was refused. What keeps one call, or all calls of a number, from being made says nothing of
 * texts: it ends that call alone.
 */
export const callErrorWords: ReadonlyMap<number, ErrorWords> = new Map<number, ErrorWords>([
  ...shared,
  [
    20429,
    {
      class: 'wait',
      reason: 'Too many requests reached Twilio at once.',
      remedy: 'Nothing to do. The call is made by itself.',
    },
  ],
  [21201, noRecipient],
  [21604, noRecipient],
  [21211, wrongNumber],
  [21217, wrongNumber],
  [21214, thisCall('This number cannot be reached by a call.', 'Check the number, or text instead.')],
  [21210, noVoice],
  [21212, noVoice],
  [21213, noVoice],
  [21603, noVoice],
  [21606, noVoice],
  [21215, countryOff],
  [13227, countryOff],
  [21216, blocked],
  [32017, blocked],
  [
    21219,
    thisCall(
      'A trial account can call only numbers it has verified.',
      'Verify the number at Twilio, or upgrade the account.',
    ),
  ],
])

/** For codes of calls that nobody knows yet, also where they come as a 403: texts find out by themselves. */
export const generalCallWords: ErrorWords = thisCall(
  'Twilio could not make this call.',
  'Try again once, or text instead. What Twilio said is under Details.',
)
