import { baseLanguage } from './join-names.ts'

/** What goes before and after a text to a number that never heard of us; empty where the text says it already. */
export interface FirstTextNotice {
  readonly before: string
  readonly after: string
}

interface FirstTextReader {
  /** The name the camp goes by; empty where it has none yet. */
  readonly campName: string
  /** ISO 639-1. */
  readonly language: string
}

/** In GSM-7 throughout: a text must not cost twice as much for its notice. */
const howToStop: Readonly<Record<string, string>> = {
  en: 'Reply STOP to end texts.',
  es: 'Responda STOP para no recibir textos.',
  fr: 'Répondez STOP pour ne plus recevoir de textos.',
  pt: 'Responda STOP para parar de receber textos.',
}

/** The word as it is to be answered; a bus stop is none. */
const namesStop = /\bSTOP\b|\b(?:[Rr]eply|[Tt]ext|[Ss]end|[Rr]esponda|[Rr]épondez)\s+["'“]?[Ss]top\b/

/**
 * What a first text lacks: who it is from, and how to stop more of them
 * (CTIA: "Messaging Principles and Best Practices", message content; Twilio docs: "Messaging Policy").
 */
export function firstTextNotice(body: string, { campName, language }: FirstTextReader): FirstTextNotice {
  const name = campName.replaceAll(/[{}\s]+/g, ' ').trim()
  const saysWho = name === '' || body.toLowerCase().includes(name.toLowerCase())
  const saysHowToStop = namesStop.test(body)
  const stop = howToStop[baseLanguage(language)] ?? howToStop['en'] ?? ''
  // What was left open is closed first: "See you at 9. Reply STOP …".
  const end = /[\p{L}\p{N}]$/u.test(body) ? '.' : ''
  return { before: saysWho ? '' : `${name}: `, after: saysHowToStop ? '' : `${end} ${stop}` }
}

/** The text with what a first one needs. Doing it again changes nothing. */
export function withFirstTextNotice(body: string, reader: FirstTextReader): string {
  const { before, after } = firstTextNotice(body, reader)
  return `${before}${body}${after}`
}
