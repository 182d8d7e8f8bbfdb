import { webhookWords } from '../words/webhooks.ts'

/** What is wrong with a public base URL as typed; nothing is fine. The hub accepts no more than this. */
export function publicUrlProblem(value: string): string | null {
  if (value === '') return null
  const words = webhookWords.publicAddress
  try {
    const url = new URL(value)
    if (!/^https?:$/.test(url.protocol) || url.hostname === '') return words.wrong
    if (url.username || url.password) return words.noPassword
    if (url.hostname.includes('_')) return words.noUnderscore
    return url.search || url.hash ? words.alone : null
  } catch {
    return words.wrong
  }
}
