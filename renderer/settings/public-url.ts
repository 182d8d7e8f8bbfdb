import { webhookWords } from '../words/webhooks.ts'

/** A public base URL as typed: https and a name, or nothing. */
export function publicUrlProblem(value: string): string | null {
  if (value === '') return null
  try {
    const url = new URL(value)
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.hostname !== ''
      ? null
      : webhookWords.publicAddress.wrong
  } catch {
    return webhookWords.publicAddress.wrong
  }
}
