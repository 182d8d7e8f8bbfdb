import type { CallVoice } from '../../ipc/contract/views.ts'

/** How a language is spoken at Twilio (Twilio docs: "Text-to-Speech", voices of Amazon Polly and Google). */
export interface SpokenLanguage {
  /** ISO 639-1, as guardians have it. */
  readonly code: string
  /** BCP 47, for `language`. */
  readonly locale: string
  readonly voice: string
}

interface Spoken {
  readonly code: string
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

/** What a call says besides the words that staff wrote. */
export interface SpokenWords {
  /** Who calls; the camp's name may be empty. */
  readonly opening: (camp: string) => string
  readonly again: string
  readonly keys: string
  readonly confirmed: string
  readonly leaveMessage: string
  readonly goodbye: string
}

const inEnglish: SpokenWords = {
  opening: (camp) => `Hello. This is a message from ${camp === '' ? 'the camp' : camp}.`,
  again: 'Here it is again.',
  keys: 'Press 1 to hear it again. Press 2 to confirm. Press 3 to leave a message for the camp.',
  confirmed: 'Thank you. The camp knows that you have heard it. Goodbye.',
  leaveMessage: 'Speak after the tone. Hang up when you are done.',
  goodbye: 'Goodbye.',
}

const inSpanish: SpokenWords = {
  opening: (camp) => `Hola. Este es un mensaje ${camp === '' ? 'del campamento' : `de ${camp}`}.`,
  again: 'Lo repetimos.',
  keys: 'Marque 1 para oírlo otra vez. Marque 2 para confirmar. Marque 3 para dejar un mensaje.',
  confirmed: 'Gracias. El campamento sabe que lo ha oído. Adiós.',
  leaveMessage: 'Hable después del tono. Cuelgue cuando termine.',
  goodbye: 'Adiós.',
}

/** The app's own words; a language that it has none for hears them in English, by an English voice. */
export function spokenWords(
  code: string,
  voice: CallVoice,
): { readonly words: SpokenWords; readonly language: SpokenLanguage } {
  return code === 'es'
    ? { words: inSpanish, language: spokenLanguage('es', voice) }
    : { words: inEnglish, language: spokenLanguage('en', voice) }
}

/** About how many seconds words take to be said, at the usual 150 a minute. */
export function secondsToSay(text: string): number {
  return (text.trim().split(/\s+/).length * 60) / 150
}
