import { settingsWords } from '../words/settings.ts'

/** A public base URL as typed: https and a name, or nothing. */
export function publicUrlProblem(value: string): string | null {
  if (value === '') return null
  try {
    const url = new URL(value)
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.hostname !== ''
      ? null
      : settingsWords.webhooks.publicUrlWrong
  } catch {
    return settingsWords.webhooks.publicUrlWrong
  }
}
