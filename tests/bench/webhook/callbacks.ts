import { createHmac } from 'node:crypto'
import type { OpenText } from '../fill-store.ts'
import { account } from '../account.ts'

/** Public address that the callbacks are signed for; nothing is ever sent there. */
export const publicUrl = 'https://camp.example.com'

/** Twilio's signature of a form posted to a URL (Twilio docs: "Webhooks security"). */
export function sign(url: string, form: Readonly<Record<string, string>>): string {
  const signed = Object.keys(form)
    .sort()
    .reduce((text, name) => text + name + (form[name] ?? ''), url)
  return createHmac('sha1', account.authToken).update(signed).digest('base64')
}

/** A signed request as bytes on the wire. */
export function wireRequest(target: string, form: Readonly<Record<string, string>>): Buffer {
  const body = new URLSearchParams(form).toString()
  return Buffer.from(
    `POST ${target} HTTP/1.1\r\nHost: camp.example.com\r\nContent-Type: application/x-www-form-urlencoded; charset=utf-8\r\n` +
      `X-Twilio-Signature: ${sign(publicUrl + target, form)}\r\nI-Twilio-Idempotency-Token: 9f2c1f8e-7a0b-4f7e-8f0e-0c9c8f7a1d11\r\nAccept: */*\r\n` +
      `User-Agent: TwilioProxy/1.1\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

/** What Twilio reports of a text on its way. */
export const steps = ['sending', 'sent', 'delivered'] as const

/** The status callbacks of some texts, in an order that has many texts on their way at once, as after a broadcast. */
export function statusCallbacks(texts: readonly OpenText[], atOnce = 50): readonly Buffer[] {
  const requests: Buffer[] = []
  for (let start = 0; start < texts.length; start += atOnce) {
    for (const status of steps) {
      for (const { sid, attempt, to } of texts.slice(start, start + atOnce)) {
        requests.push(
          wireRequest(`/twilio/status?a=${attempt}`, {
            SmsSid: sid,
            SmsStatus: status,
            MessageStatus: status,
            To: to,
            MessageSid: sid,
            AccountSid: account.accountSid,
            From: account.number,
            ApiVersion: '2010-04-01',
          }),
        )
      }
    }
  }
  return requests
}
