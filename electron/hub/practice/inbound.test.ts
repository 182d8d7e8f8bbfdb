import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { ours, parent, startPracticeBench } from '../../../tests/support/practice-bench.ts'
import type { PracticeBench } from '../../../tests/support/practice-bench.ts'
import { practiceAccount } from './practice-account.ts'
import { signWebhook } from './signature.ts'

let bench: PracticeBench
beforeEach(async () => {
  bench = await startPracticeBench()
})
afterEach(async () => {
  await bench.stop()
})

async function refusalOf(to: string): Promise<unknown> {
  const reply = await bench.rest.post('Messages.json', { To: to, From: ours, Body: 'Hello' })
  return reply.json['code']
}

async function listed(query: string): Promise<Record<string, unknown>[]> {
  return (await bench.rest.get(`Messages.json${query}`)).json['messages'] as Record<string, unknown>[]
}

describe('a text from a phone', () => {
  test('is posted with a signature and stands in the list', async () => {
    const sid = bench.carrier.textFrom(parent, 'Running 10 min late, sorry!', { extra: { FromCity: 'CHICAGO' } })
    await bench.clock.advanceUntil(() => bench.collector.received.length === 1)
    const webhook = bench.collector.received[0]
    expect(webhook?.path).toBe('/twilio/sms')
    expect(Object.fromEntries(webhook?.form ?? [])).toMatchObject({
      MessageSid: sid,
      SmsSid: sid,
      SmsMessageSid: sid,
      AccountSid: practiceAccount.accountSid,
      From: parent,
      To: ours,
      Body: 'Running 10 min late, sorry!',
      NumMedia: '0',
      NumSegments: '1',
      SmsStatus: 'received',
      FromCity: 'CHICAGO',
    })
    expect(webhook?.headers['x-twilio-signature']).toBe(
      signWebhook(practiceAccount.authToken, `${bench.collector.origin}/twilio/sms`, webhook?.form ?? []),
    )
    expect(await listed(`?To=${encodeURIComponent(ours)}`)).toMatchObject([
      { sid, direction: 'inbound', status: 'received', from: parent, body: 'Running 10 min late, sorry!' },
    ])
  })

  test('may come from an address of any shape', async () => {
    for (const from of ['72345', 'ANONYMOUS', '+266696687']) bench.carrier.textFrom(from, 'Hello')
    await bench.clock.advanceUntil(() => bench.collector.received.length === 3)
    expect(new Set(bench.collector.received.map((webhook) => webhook.form.get('From')))).toEqual(
      new Set(['72345', 'ANONYMOUS', '+266696687']),
    )
  })

  test('brings pictures that can be fetched with credentials', async () => {
    const sid = bench.carrier.textFrom(parent, 'Look', {
      media: [{ contentType: 'image/png', bytes: new Uint8Array([137, 80, 78, 71]) }],
    })
    expect(sid).toMatch(/^MM/)
    await bench.clock.advanceUntil(() => bench.collector.received.length === 1)
    const form = bench.collector.received[0]?.form
    expect(form?.get('NumMedia')).toBe('1')
    expect(form?.get('MediaContentType0')).toBe('image/png')
    const url = new URL(form?.get('MediaUrl0') ?? '')
    expect(url.origin).toBe(bench.carrier.origin)
    const answer = await bench.rest.get(url.pathname)
    expect(answer.status).toBe(302)
    const link = answer.headers.get('location') ?? ''
    const picture = await fetch(link)
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect(await picture.text()).toContain('PNG')
    expect((await fetch(link, { headers: { authorization: 'Basic YTpi' } })).status).toBe(400)
    expect((await fetch(`${link}0`)).status).toBe(403)
    expect((await fetch(url)).status).toBe(401)
    await bench.clock.advance(4 * 3_600_000 + 1)
    expect((await fetch(link)).status).toBe(403)
    expect((await bench.rest.get(`Messages/${sid}/Media.json`)).json['media_list']).toMatchObject([
      { content_type: 'image/png', parent_sid: sid },
    ])
  })

  test('without a webhook it stands in the list alone', async () => {
    bench.carrier.setInboundUrl(null)
    const sid = bench.carrier.textFrom(parent, 'Anybody there?')
    await bench.clock.advance(5000)
    expect(bench.collector.received).toEqual([])
    expect(await listed('')).toMatchObject([{ sid }])
  })

  test('a failing webhook is followed by the fallback, with what went wrong', async () => {
    const [number] = (await bench.rest.get('IncomingPhoneNumbers.json')).json['incoming_phone_numbers'] as {
      sid: string
    }[]
    await bench.rest.post(`IncomingPhoneNumbers/${number?.sid ?? ''}.json`, {
      SmsUrl: `${bench.collector.origin}/broken`,
      SmsFallbackUrl: `${bench.collector.origin}/fallback`,
    })
    bench.collector.answerWith(502)
    bench.carrier.textFrom(parent, 'Hello')
    await bench.clock.advanceUntil(() => bench.collector.received.length === 2)
    expect(bench.collector.received.map((webhook) => webhook.path)).toEqual(['/broken', '/fallback'])
    expect(bench.collector.received[1]?.form.get('ErrorCode')).toBe('11200')
    expect(bench.collector.received[1]?.form.get('ErrorUrl')).toBe(`${bench.collector.origin}/broken`)
  })

  test('an application on the number silences its own webhooks', async () => {
    const [number] = (await bench.rest.get('IncomingPhoneNumbers.json')).json['incoming_phone_numbers'] as {
      sid: string
    }[]
    await bench.rest.post(`IncomingPhoneNumbers/${number?.sid ?? ''}.json`, {
      SmsApplicationSid: `AP${'1'.repeat(32)}`,
    })
    bench.carrier.textFrom(parent, 'Hello')
    await bench.clock.advance(5000)
    await bench.carrier.idle()
    expect(bench.collector.received).toEqual([])
  })

  test('TwiML in the answer is sent as a reply', async () => {
    bench.collector.answerWith(
      200,
      '<?xml version="1.0"?><Response><Message>Tom &amp; Ana got it</Message></Response>',
      'text/xml',
    )
    bench.carrier.textFrom(parent, 'Hello')
    await bench.clock.advance(10_000)
    await bench.clock.advanceUntil(() => bench.carrier.network === 'up')
    await bench.carrier.idle()
    expect(await listed(`?To=${encodeURIComponent(parent)}`)).toMatchObject([
      { direction: 'outbound-reply', body: 'Tom & Ana got it', from: ours },
    ])
  })
})

describe('a service that wants no inbound texts', () => {
  test('they are not even logged', async () => {
    const closed = await startPracticeBench({
      account: {
        ...practiceAccount,
        messagingServices: [
          { sid: `MG${'5'.repeat(32)}`, numbers: [ours], inboundRequestUrl: null, useInboundWebhookOnNumber: false },
        ],
      },
    })
    closed.carrier.textFrom(parent, 'Hello')
    await closed.clock.advance(5000)
    expect((await closed.rest.get('Messages.json')).json['messages']).toEqual([])
    expect(closed.collector.received).toEqual([])
    await closed.stop()
  })
})

describe('keywords', () => {
  test.each(['STOP', 'stop', ' StopAll ', 'UNSUBSCRIBE', 'Cancel', 'END', 'quit', 'REVOKE', 'OPTOUT'])(
    '%s closes texting; START opens it again',
    async (word) => {
      bench.carrier.textFrom(parent, word)
      await bench.clock.advanceUntil(() => bench.collector.received.length === 1)
      expect(bench.collector.received[0]?.form.get('Body')).toBe(word)
      expect(await refusalOf(parent)).toBe(21_610)
      expect(await refusalOf('+13125550143')).toBeUndefined()
      bench.carrier.textFrom(parent, 'Start')
      expect(await refusalOf(parent)).toBeUndefined()
    },
  )

  test('Twilio answers them itself, once', async () => {
    bench.carrier.textFrom(parent, 'STOP')
    bench.carrier.textFrom(parent, 'STOP')
    bench.carrier.textFrom(parent, 'UNSTOP')
    bench.carrier.textFrom(parent, 'YES')
    bench.carrier.textFrom(parent, 'help')
    await bench.clock.advance(30_000)
    await bench.carrier.idle()
    const replies = await listed(`?To=${encodeURIComponent(parent)}`)
    expect(replies.map((reply) => [reply['direction'], String(reply['body']).slice(0, 30)]).reverse()).toEqual([
      ['outbound-reply', 'You have successfully been uns'],
      ['outbound-reply', 'You have successfully been re-'],
      ['outbound-reply', 'Reply STOP to unsubscribe. Msg'],
    ])
    expect(bench.carrier.accepted()).toEqual([])
    expect(bench.collector.received).toHaveLength(5)
  })

  test.each(['Stop please', 'please stop', 'Yes we come', 'The end', 'cancel it'])(
    '"%s" is an ordinary text',
    async (body) => {
      bench.carrier.textFrom(parent, body)
      expect(await refusalOf(parent)).toBeUndefined()
    },
  )
})
