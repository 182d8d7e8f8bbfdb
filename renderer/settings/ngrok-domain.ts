import { webhookWords } from '../words/webhooks.ts'

/** A host name at ngrok as typed, or nothing: the account's own free one. */
export function domainProblem(value: string): string | null {
  return value === '' || /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(value) ? null : webhookWords.ngrok.domainWrong
}
