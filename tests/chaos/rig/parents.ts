import { request } from 'node:http'
import { signWebhook } from '../../support/sign-webhook.ts'
import type { Rig } from './rig.ts'

/** A text that a parent wrote, and that Twilio has. */
export interface ParentText {
  readonly sid: string
  readonly from: string
  readonly body: string
}

/** A parent texts the camp; Twilio has it from then on, whatever becomes of its webhook. */
export async function textFrom(rig: Rig, from: string, body: string): Promise<ParentText> {
  const sid = (await rig.twilio({ kind: 'text-from', address: from, body })) as string
  return { sid, from, body }
}

/**
 * Posts an inbound text's webhook by the harness's own hand, rightly signed: once more, or for a text that Twilio does not have.
 * @returns the answer's status; null where none came
 */
export function postText(rig: Rig, text: ParentText): Promise<number | null> {
  const url = `${rig.publicUrl}/twilio/sms`
  const form = {
    AccountSid: rig.account.accountSid,
    ApiVersion: '2010-04-01',
    Body: text.body,
    From: text.from,
    MessageSid: text.sid,
    NumMedia: '0',
    NumSegments: '1',
    SmsMessageSid: text.sid,
    SmsSid: text.sid,
    SmsStatus: 'received',
    To: rig.account.numbers[0]?.phoneNumber ?? '',
  }
  return new Promise((resolve) => {
    const posted = request(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
        'X-Twilio-Signature': signWebhook(rig.account.authToken, url, form),
        Connection: 'close',
      },
    })
    posted.on('response', (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? null))
      response.on('error', () => resolve(null))
    })
    posted.on('error', () => resolve(null))
    posted.end(new URLSearchParams(form).toString())
  })
}

interface Stored {
  readonly sid: string
  readonly body: string
  readonly address: string
}

export interface Received {
  readonly lost: number
  readonly doubled: number
  readonly outOfOrder: number
  readonly problems: readonly string[]
}

/** Holds the texts that parents wrote, in the order they did, against those that the hub shows, in the order it does. */
export async function judgeReceived(rig: Rig, texts: readonly ParentText[]): Promise<Received> {
  const stored = await rig.rows<Stored>(
    `SELECT m.sid, m.body, c.address FROM message m JOIN conversation c ON c.id = m.conversation_id
     WHERE m.direction = 'in' ORDER BY m.sort_at, m.seq`,
  )
  const wanted = new Map(texts.map((text) => [text.sid, text]))
  const problems: string[] = []
  let outOfOrder = 0
  for (const from of new Set(texts.map((text) => text.from))) {
    const written = texts.filter((text) => text.from === from).map(({ sid }) => sid)
    const places = new Map(written.map((sid, place) => [sid, place]))
    let latest = -1
    for (const { sid } of stored.filter(({ address }) => address === from)) {
      const place = places.get(sid)
      // One that nobody wrote has no place; it is named below.
      if (place === undefined) continue
      if (place < latest) {
        outOfOrder += 1
        problems.push(`"${wanted.get(sid)?.body}" stands behind a later one of the same parent`)
      }
      latest = Math.max(latest, place)
    }
  }
  for (const { sid, body, address } of stored) {
    const text = wanted.get(sid)
    if (!text) problems.push(`"${body}" was never written`)
    else if (text.body !== body || text.from !== address) problems.push(`"${text.body}" came as another`)
  }
  const have = new Set(stored.map(({ sid }) => sid))
  const lost = texts.filter(({ sid }) => !have.has(sid))
  for (const { body } of lost) problems.push(`"${body}" was not received`)
  return { lost: lost.length, doubled: stored.length - have.size, outOfOrder, problems }
}
