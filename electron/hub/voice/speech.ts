import type { CallVoice } from '../../ipc/contract/views.ts'
import { ownWords } from './own-words.ts'
import type { SpokenWords } from './own-words.ts'

/** A language that families may have; the app's own words are there in each. */
type SpokenCode = keyof typeof ownWords

/** How a language is spoken at Twilio (Twilio docs: "Text-to-Speech", voices of Amazon Polly and Google). */
export interface SpokenLanguage {
  /** ISO 639-1, as guardians have it. */
  readonly code: SpokenCode
  /** BCP 47, for `language`. */
  readonly locale: string
  readonly voice: string
}

interface Spoken {
  readonly code: SpokenCode
  readonly locale: string
  readonly woman: string
  /** Null: Twilio has no clear standard voice of a man for it, and a woman's is used. */
  readonly man: string | null
}

const english: Spoken = { code: 'en', locale: 'en-US', woman: 'Polly.Joanna', man: 'Polly.Matthew' }

/** The languages that families may have, each with its clear standard voices. */
export const spokenLanguages: readonly Spoken[] = [
  english,
  { code: 'es', locale: 'es-US', woman: 'Polly.Lupe', man: 'Polly.Miguel' },
  { code: 'fr', locale: 'fr-CA', woman: 'Polly.Chantal', man: null },
  { code: 'pt', locale: 'pt-BR', woman: 'Polly.Camila', man: 'Polly.Ricardo' },
  { code: 'pl', locale: 'pl-PL', woman: 'Polly.Ewa', man: 'Polly.Jacek' },
  { code: 'zh', locale: 'cmn-CN', woman: 'Polly.Zhiyu', man: null },
  { code: 'ar', locale: 'arb', woman: 'Polly.Zeina', man: null },
  { code: 'vi', locale: 'vi-VN', woman: 'Google.vi-VN-Standard-A', man: 'Google.vi-VN-Standard-B' },
]

/** The way a language is spoken; English where it is none of these. */
export function spokenLanguage(code: string, voice: CallVoice): SpokenLanguage {
  const { woman, man, ...language } = spokenLanguages.find((one) => one.code === code) ?? english
  return { ...language, voice: voice === 'man' ? (man ?? woman) : woman }
}

/** The app's own words in a language, and how they are spoken; English where it is none of these. */
export function spokenWords(
  code: string,
  voice: CallVoice,
): { readonly words: SpokenWords; readonly language: SpokenLanguage } {
  const language = spokenLanguage(code, voice)
  return { words: ownWords[language.code], language }
}

/** Signs of writing that sets no spaces between words, each about a syllable. */
const signs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu
const signsPerSecond = 4.5
const wordsPerMinute = 150

/** About how many seconds words take to be said: by their number, and where a language sets no spaces, by its signs. */
export function secondsToSay(text: string): number {
  const words = text.replace(signs, ' ').match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0
  return (words * 60) / wordsPerMinute + (text.match(signs)?.length ?? 0) / signsPerSecond
}
