import type { CallVoice } from '../../ipc/contract/views.ts'
import { spokenLanguage } from './speech.ts'
import { element, say, twiml } from './twiml.ts'

/** How calls to the camp's number are taken. */
export interface CallsTaken {
  readonly camp: string
  readonly voice: CallVoice
  /** What a caller hears first; empty: the usual. */
  readonly greeting: string
  /** What a caller hears outside the hours; empty: the usual. */
  readonly closedGreeting: string
  /** E.164 of the director's phone; empty: calls are not passed on. */
  readonly forwardTo: string
  /** Whether the camp answers now. */
  readonly isOpen: boolean
  /** Public base URL. */
  readonly base: string
  /** Our number that was called. */
  readonly ourNumber: string
}

/** Seconds that the director's phone rings: shorter than the time its own voicemail takes to pick up. */
const ringsFor = 18
/** The longest message, in seconds. */
const longestMessage = 120

/** Whether a call is passed on to the director. */
export function isPassedOn({ isOpen, forwardTo }: CallsTaken): boolean {
  return isOpen && forwardTo !== ''
}

/** What a caller hears: the greeting, then the director's phone, or the tape. */
export function greetingTwiml(taken: CallsTaken): string {
  const camp = taken.camp === '' ? 'the camp' : taken.camp
  const english = spokenLanguage('en', taken.voice)
  if (!taken.isOpen) {
    const words = taken.closedGreeting || `You have reached ${camp}. Nobody can take your call right now.`
    return twiml(say(words, english), ...tape(taken.base, taken.voice))
  }
  const words = taken.greeting || `You have reached ${camp}.`
  if (!isPassedOn(taken)) return twiml(say(words, english), ...tape(taken.base, taken.voice))
  return twiml(
    say(`${words} One moment.`, english),
    element(
      'Dial',
      {
        action: `${taken.base}/twilio/voice/dialed`,
        method: 'POST',
        timeout: ringsFor,
        answerOnBridge: 'true',
        callerId: taken.ourNumber,
      },
      element('Number', { url: `${taken.base}/twilio/voice/whisper`, method: 'POST' }, taken.forwardTo),
    ),
  )
}

/** What the director hears first: a machine presses no key, so that no caller ends in a private voicemail. */
export function whisperTwiml(base: string, camp: string, voice: CallVoice): string {
  return twiml(
    element(
      'Gather',
      { input: 'dtmf', numDigits: 1, timeout: 8, action: `${base}/twilio/voice/accept`, method: 'POST' },
      say(`A call for ${camp === '' ? 'the camp' : camp}. Press any key to take it.`, spokenLanguage('en', voice)),
    ),
    element('Hangup'),
  )
}

/** The director's phone was not answered. */
export function tapeTwiml(base: string, voice: CallVoice): string {
  return twiml(say('Nobody can take your call right now.', spokenLanguage('en', voice)), ...tape(base, voice))
}

/** `action` is named: without it Twilio asks for the same document again, and the caller greets the beep for ever. */
function tape(base: string, voice: CallVoice) {
  const english = spokenLanguage('en', voice)
  return [
    say('Leave a message after the tone, and hang up when you are done. You can also text this number.', english),
    element('Record', {
      action: `${base}/twilio/voice/recorded`,
      method: 'POST',
      maxLength: longestMessage,
      timeout: 5,
      playBeep: 'true',
      trim: 'trim-silence',
      recordingStatusCallback: `${base}/twilio/recording`,
      recordingStatusCallbackMethod: 'POST',
    }),
    say('Goodbye.', english),
    element('Hangup'),
  ]
}

/** The end of a call. */
export const hangUpTwiml = twiml(element('Hangup'))
export const nothingTwiml = twiml()
/** What a caller hears while something is wrong with us. */
export const troubleTwiml = twiml(
  say(
    'This is the camp. We cannot take your call right now. Text this number, or call again in a minute.',
    spokenLanguage('en', 'woman'),
  ),
  element('Hangup'),
)
