/** How a language is spoken at Twilio (Twilio docs: "Text-to-Speech", voices of Amazon Polly and Google). */
export interface SpokenLanguage {
  /** ISO 639-1, as guardians have it. */
  readonly code: string
  /** BCP 47, for `language`. */
  readonly locale: string
  readonly voice: string
}

const english: SpokenLanguage = { code: 'en', locale: 'en-US', voice: 'Polly.Joanna' }

/** The languages that families may have, each with a clear standard voice. */
export const spokenLanguages: readonly SpokenLanguage[] = [
  english,
  { code: 'es', locale: 'es-US', voice: 'Polly.Lupe' },
  { code: 'fr', locale: 'fr-CA', voice: 'Polly.Chantal' },
  { code: 'pt', locale: 'pt-BR', voice: 'Polly.Camila' },
  { code: 'pl', locale: 'pl-PL', voice: 'Polly.Ewa' },
  { code: 'zh', locale: 'cmn-CN', voice: 'Polly.Zhiyu' },
  { code: 'ar', locale: 'arb', voice: 'Polly.Zeina' },
  { code: 'vi', locale: 'vi-VN', voice: 'Google.vi-VN-Standard-A' },
]

/** The way a language is spoken; English where it is none of these. */
export function spokenLanguage(code: string): SpokenLanguage {
  return spokenLanguages.find((language) => language.code === code) ?? english
}

/** What a call says besides the words that staff wrote. */
export interface SpokenWords {
  readonly opening: (camp: string) => string
  readonly again: string
  readonly keys: string
  readonly confirmed: string
  readonly leaveMessage: string
  readonly goodbye: string
}

const inEnglish: SpokenWords = {
  opening: (camp) => `Hello. This is a message from ${camp}.`,
  again: 'Here it is again.',
  keys: 'Press 1 to hear it again. Press 2 to confirm. Press 3 to leave a message for the camp.',
  confirmed: 'Thank you. The camp knows that you have heard it. Goodbye.',
  leaveMessage: 'Speak after the tone. Hang up when you are done.',
  goodbye: 'Goodbye.',
}

const inSpanish: SpokenWords = {
  opening: (camp) => `Hola. Este es un mensaje de ${camp}.`,
  again: 'Lo repetimos.',
  keys: 'Marque 1 para oírlo otra vez. Marque 2 para confirmar. Marque 3 para dejar un mensaje.',
  confirmed: 'Gracias. El campamento sabe que lo ha oído. Adiós.',
  leaveMessage: 'Hable después del tono. Cuelgue cuando termine.',
  goodbye: 'Adiós.',
}

/** The app's own words; a language that it has none for hears them in English, by an English voice. */
export function spokenWords(code: string): { readonly words: SpokenWords; readonly language: SpokenLanguage } {
  return code === 'es' ? { words: inSpanish, language: spokenLanguage('es') } : { words: inEnglish, language: english }
}

/** About how many seconds words take to be said, at the usual 150 a minute. */
export function secondsToSay(text: string): number {
  return (text.trim().split(/\s+/).length * 60) / 150
}
