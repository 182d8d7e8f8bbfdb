import { afterEach, describe, expect, test } from 'vitest'

import { campMorning, manualClock } from '../../../tests/support/manual-clock.ts'
import { practiceRest } from '../../../tests/support/practice-rest.ts'
import { startWebhookCollector } from '../../../tests/support/webhook-collector.ts'
import type { WebhookCollector } from '../../../tests/support/webhook-collector.ts'
import { seededRandom } from '../random.ts'
import { practiceAccount } from './practice-account.ts'
import { startPracticeCarrier } from './practice-carrier.ts'
import type { PracticeCarrier, PracticeCarrierOptions } from './practice-carrier.ts'
import { signWebhook } from './signature.ts'

const ours = '+13125550100'
const parent = '+13125550142'
const tidy = { doubled: 0, shuffled: 0, sending: 0, unknownParameter: 0, answer: [0, 0] } as const

const running: (PracticeCarrier | WebhookCollector)[] = []

async function start(options: Partial<PracticeCarrierOptions> = {}) {
  const clock = manualClock()
  const collector = await startWebhookCollector()
  const carrier = await startPracticeCarrier({
    clock,
    random: seededRandom(7),
    file: null,
    account: practiceAccount,
    parents: null,
    timing: tidy,
    ...options,
  })
  carrier.setInboundUrl(`${collector.origin}/twilio/sms`)
  running.push(carrier, collector)
  return { clock, collector, carrier, rest: practiceRest(carrier) }
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()))
})

describe('a text goes out', () => {
  test('it is queued, sent and delivered by the clock, each told once by a signed callback', async () => {
    const { clock, collector, carrier, rest } = await start()
    const callback = `${collector.origin}/twilio/status?a=attempt-1`
    const created = await rest.post('Messages.json', {
      To: parent,
      From: ours,
      Body: 'Camp starts at 9',
      StatusCallback: `${callback}#rc=2&rp=all`,
    })
    expect(created.status).toBe(201)
    const sid = String(created.json['sid'])
    expect(created.json).toMatchObject({
      status: 'queued',
      direction: 'outbound-api',
      from: ours,
      to: parent,
      body: 'Camp starts at 9',
      num_segments: '1',
      num_media: '0',
      error_code: null,
      date_sent: null,
      date_created: new Date(campMorning).toUTCString().replace('GMT', '+0000'),
      uri: `/2010-04-01/Accounts/${carrier.account.accountSid}/Messages/${sid}.json`,
    })
    expect(sid).toMatch(/^SM[0-9a-f]{32}$/)

    await clock.advanceUntil(() => collector.received.length === 2)
    expect(collector.received.map((webhook) => webhook.form.get('MessageStatus'))).toEqual(['sent', 'delivered'])
    for (const webhook of collector.received) {
      expect(webhook.path).toBe('/twilio/status?a=attempt-1')
      expect(webhook.form.get('MessageSid')).toBe(sid)
      expect(webhook.form.has('ErrorCode')).toBe(false)
      expect(webhook.headers['x-twilio-signature']).toBe(signWebhook(carrier.account.authToken, callback, webhook.form))
      expect(webhook.headers['i-twilio-idempotency-token']).toBeTruthy()
    }
    expect(collector.received[1]?.form.get('RawDlrDoneDate')).toMatch(/^\d{10}$/)
    const fetched = await rest.get(`Messages/${sid}.json`)
    expect(fetched.json).toMatchObject({ status: 'delivered', price: '-0.00790', error_code: null })
    expect(carrier.accepted().map((message) => message.sid)).toEqual([sid])
  })
})

describe('a text comes in', () => {
  test('it is posted with a signature and stays in the list', async () => {
    const { clock, collector, carrier, rest } = await start()
    const sid = carrier.textFrom(parent, 'Running 10 min late, sorry!')
    await clock.advanceUntil(() => collector.received.length === 1)
    const webhook = collector.received[0]
    expect(webhook?.path).toBe('/twilio/sms')
    expect(Object.fromEntries(webhook?.form ?? [])).toMatchObject({
      MessageSid: sid,
      SmsSid: sid,
      SmsMessageSid: sid,
      From: parent,
      To: ours,
      Body: 'Running 10 min late, sorry!',
      NumMedia: '0',
      SmsStatus: 'received',
    })
    expect(webhook?.headers['x-twilio-signature']).toBe(
      signWebhook(carrier.account.authToken, `${collector.origin}/twilio/sms`, webhook?.form ?? []),
    )
    const listed = await rest.get(`Messages.json?To=${encodeURIComponent(ours)}`)
    expect(listed.json['messages']).toMatchObject([{ sid, direction: 'inbound', status: 'received' }])
  })
})
