import type { CallVoice } from '../../ipc/contract/views.ts'
import { secondsToSay, spokenLanguage, spokenWords } from './speech.ts'
import { element, say, twiml } from './twiml.ts'
import type { Element } from './twiml.ts'

/** What is spoken on a parent's phone. */
export interface Announcement {
  /** What staff wrote. */
  readonly text: string
  /** ISO 639-1. */
  readonly language: string
  readonly voice: CallVoice
  readonly camp: string
  /** Where pressed keys are posted; null: nobody can be told of them, so none are offered. */
  readonly keysUrl: string | null
}

/** The longest document that a create request may bring along, in characters (Twilio docs: Call resource, Twiml). */
const longest = 4_000
/** The longest text that is spoken: two minutes or so, which nobody listens to the end of. */
export const longestSpoken = 1_200

/** What a machine's greeting may take before its tape runs, in seconds, where nothing tells of its beep. */
const behindGreeting = 6

/** How often the words are said: with a key to hear them again, and without. What is long is said as often as it fits. */
const readings = { withKeys: [2, 1], withoutKeys: [3, 2, 1] } as const

/**
 * The document of an announcement: who calls, the words twice, and the keys where there is somewhere to post them. It comes
 * along with the create request, so that it needs no way in.
 * @throws {RangeError} the words do not fit
 */
export function announcementTwiml(announcement: Announcement): string {
  const { keysUrl } = announcement
  for (const times of keysUrl === null ? readings.withoutKeys : readings.withKeys) {
    const document = keysUrl === null ? withoutKeys(announcement, times) : withKeys(announcement, keysUrl, times)
    if (document.length <= longest) return document
  }
  throw new RangeError('These words are too long for a call.')
}

function withKeys(announcement: Announcement, keysUrl: string, times: number): string {
  const { words, language } = spokenWords(announcement.language, announcement.voice)
  const question = element(
    'Gather',
    { input: 'dtmf', numDigits: 1, timeout: 8, action: keysUrl, method: 'POST' },
    ...reading(announcement, times),
    element('Pause', { length: 1 }),
    say(words.keys, language),
  )
  return twiml(element('Pause', { length: 1 }), question, say(words.goodbye, language))
}

/** Said again behind a pause: a machine that picked up has come to its tape by then. */
function withoutKeys(announcement: Announcement, times: number): string {
  const { words, language } = spokenWords(announcement.language, announcement.voice)
  const rest = times > 2 ? [element('Pause', { length: behindGreeting }), ...reading(announcement, 1)] : []
  return twiml(
    element('Pause', { length: 1 }),
    ...reading(announcement, Math.min(2, times)),
    ...rest,
    say(words.goodbye, language),
  )
}

/** What is left behind a machine's beep: the words once, and who called. */
export function leftTwiml(announcement: Announcement): string {
  const { words, language } = spokenWords(announcement.language, announcement.voice)
  return twiml(...reading(announcement, 1), say(words.goodbye, language))
}

function reading({ text, language, voice, camp }: Announcement, times: number): readonly Element[] {
  const own = spokenWords(language, voice)
  const spoken = say(text, spokenLanguage(language, voice))
  const opening = say(own.words.opening(camp), own.language)
  if (times < 2) return [opening, spoken]
  return [opening, spoken, element('Pause', { length: 1 }), say(own.words.again, own.language), spoken]
}

/** Of the words of one reading so much at least was said to whoever has heard them: how fast a voice speaks is only about known. */
const mostOfIt = 0.9

/** Seconds on the line from which the words were said once: who hangs up sooner has not heard them. */
export function secondsToHear({ text, language, camp }: Pick<Announcement, 'text' | 'language' | 'camp'>): number {
  const before = 1 + secondsToSay(spokenWords(language, 'woman').words.opening(camp))
  return before + mostOfIt * secondsToSay(text)
}
