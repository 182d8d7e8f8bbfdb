import { createHmac } from 'node:crypto'

/** What Twilio would sign a form with (Twilio docs: "Webhooks security"); written apart from the code it checks. */
export function signWebhook(authToken: string, url: string, form: Readonly<Record<string, string>>): string {
  const signed = Object.entries(form)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .reduce((text, [name, value]) => text + name + value, url)
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64')
}
