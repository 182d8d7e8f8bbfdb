import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { campMorning } from '../../../tests/support/manual-clock.ts'
import { ours, parent, startPracticeBench } from '../../../tests/support/practice-bench.ts'
import type { PracticeBench } from '../../../tests/support/practice-bench.ts'
import { practiceRest } from '../../../tests/support/practice-rest.ts'
import { practiceAccount } from './practice-account.ts'

const service = { sid: `MG${'3'.repeat(32)}`, friendlyName: 'Camp service', numbers: [ours] }
const empty = { sid: `MG${'4'.repeat(32)}`, numbers: [] }
const account = {
  ...practiceAccount,
  apiKeys: [
    { sid: `SK${'1'.repeat(32)}`, secret: 'standard-secret', kind: 'standard' as const },
    { sid: `SK${'2'.repeat(32)}`, secret: 'main-secret', kind: 'main' as const },
  ],
  messagingServices: [service, empty],
}

let bench: PracticeBench
beforeAll(async () => {
  bench = await startPracticeBench({ account })
})
afterAll(async () => {
  await bench.stop()
})

describe('the shape of a message', () => {
  test('counts and price are strings, the code is a number, times are RFC 2822', async () => {
    const reply = await bench.rest.post('Messages.json', { To: parent, From: ours, Body: 'Camp starts at 9' })
    expect(reply.status).toBe(201)
    const sid = String(reply.json['sid'])
    expect(sid).toMatch(/^SM[0-9a-f]{32}$/)
    const path = `/2010-04-01/Accounts/${account.accountSid}/Messages/${sid}`
    expect(reply.json).toEqual({
      account_sid: account.accountSid,
      api_version: '2010-04-01',
      body: 'Camp starts at 9',
      date_created: 'Tue, 14 Jul 2026 13:30:00 +0000',
      date_sent: null,
      date_updated: 'Tue, 14 Jul 2026 13:30:00 +0000',
      direction: 'outbound-api',
      error_code: null,
      error_message: null,
      from: ours,
      messaging_service_sid: null,
      num_media: '0',
      num_segments: '1',
      price: null,
      price_unit: 'USD',
      sid,
      status: 'queued',
      subresource_uris: { media: `${path}/Media.json` },
      tags: null,
      to: parent,
      uri: `${path}.json`,
    })
    expect(reply.headers.get('date')).toBe(new Date(campMorning).toUTCString())
    expect(reply.headers.get('content-type')).toContain('application/json')
    expect(reply.headers.get('twilio-request-id')).toMatch(/^RQ[0-9a-f]{32}$/)
  })

  test.each([
    ['x'.repeat(160), '1'],
    ['x'.repeat(161), '2'],
    [`${'x'.repeat(159)}{`, '2'],
    ['ñ'.repeat(160), '1'],
    ['я'.repeat(70), '1'],
    ['я'.repeat(71), '2'],
    [`${'x'.repeat(152)}😀`, '3'],
  ])('segments of %s', async (body, segments) => {
    const reply = await bench.rest.post('Messages.json', { To: parent, From: ours, Body: body })
    expect(reply.json['num_segments']).toBe(segments)
    expect(reply.json['body']).toBe(body)
  })

  test('SmartEncoded replaces look-alikes', async () => {
    const reply = await bench.rest.post('Messages.json', {
      To: parent,
      From: ours,
      Body: 'It’s “fine”',
      SmartEncoded: 'true',
    })
    expect(reply.json['body']).toBe(`It's "fine"`)
  })

  test('pictures make an MM sid', async () => {
    const reply = await bench.rest.post('Messages.json', {
      To: parent,
      From: ours,
      MediaUrl: ['https://camp.example/a.jpg', 'https://camp.example/b.jpg'],
    })
    expect(reply.json).toMatchObject({ num_media: '2', body: '' })
    expect(String(reply.json['sid'])).toMatch(/^MM/)
  })
})

describe('what is refused', () => {
  const good = { To: parent, From: ours, Body: 'Hello' }
  test.each<[string, Record<string, string>, number]>([
    ['no To', { ...good, To: '' }, 21_604],
    ['no number at all', { ...good, To: 'Ana' }, 21_211],
    ['a number that cannot exist', { ...good, To: '+11235550100' }, 21_211],
    ['our own number', { ...good, To: ours }, 21_211],
    ['magic: invalid', { ...good, To: '+15005550001' }, 21_211],
    ['magic: cannot be reached', { ...good, To: '+15005550002' }, 21_612],
    ['magic: country not enabled', { ...good, To: '+15005550003' }, 21_408],
    ['magic: unsubscribed', { ...good, To: '+15005550004' }, 21_610],
    ['magic: landline', { ...good, To: '+15005550009' }, 21_614],
    ['no From', { To: parent, Body: 'Hello' }, 21_603],
    ['a From that is not ours', { ...good, From: '+13125550199' }, 21_606],
    ['magic From: invalid', { ...good, From: '+15005550001' }, 21_212],
    ['magic From: not owned', { ...good, From: '+15005550007' }, 21_606],
    ['magic From: queue full', { ...good, From: '+15005550008' }, 21_611],
    ['no body', { To: parent, From: ours }, 21_602],
    ['an empty body', { ...good, Body: '' }, 21_602],
    ['a body of 1601', { ...good, Body: 'x'.repeat(1601) }, 21_617],
    ['a callback that is no URL', { ...good, StatusCallback: '/twilio/status' }, 21_609],
    ['a callback with an underscore', { ...good, StatusCallback: 'https://my_camp.example/x' }, 21_609],
    ['no validity', { ...good, ValidityPeriod: '0' }, 21_624],
    ['too long a validity', { ...good, ValidityPeriod: '36001' }, 21_624],
    ['half a second', { ...good, ValidityPeriod: '1.5' }, 21_624],
    ['an unknown service', { To: parent, Body: 'x', MessagingServiceSid: `MG${'9'.repeat(32)}` }, 21_705],
    ['a service without numbers', { To: parent, Body: 'x', MessagingServiceSid: empty.sid }, 21_703],
  ])('%s', async (_what, form, code) => {
    const before = bench.carrier.accepted().length
    const reply = await bench.rest.post('Messages.json', form)
    expect(reply.status).toBe(400)
    expect(reply.json).toEqual({
      code,
      message: expect.any(String),
      more_info: `https://www.twilio.com/docs/errors/${code}`,
      status: 400,
    })
    expect(String(reply.json['message'])).not.toContain('{}')
    expect(bench.carrier.accepted()).toHaveLength(before)
  })

  test('a body of 1600 and a validity of 36000 are taken', async () => {
    const reply = await bench.rest.post('Messages.json', { ...good, Body: 'x'.repeat(1600), ValidityPeriod: '36000' })
    expect(reply.status).toBe(201)
    expect(reply.json['num_segments']).toBe('11')
  })

  test('a trial account texts verified numbers alone, with its prefix', async () => {
    const trial = await startPracticeBench({ account: { ...account, type: 'Trial', verifiedNumbers: [parent] } })
    try {
      const taken = await trial.rest.post('Messages.json', good)
      expect(taken.json['body']).toBe('Sent from your Twilio trial account - Hello')
      const refused = await trial.rest.post('Messages.json', { ...good, To: '+13125550143' })
      expect(refused.json['code']).toBe(21_608)
    } finally {
      await trial.stop()
    }
  })
})

describe('who may ask', () => {
  test.each([
    ['nobody', null],
    ['a wrong token', { user: account.accountSid, password: 'wrong' }],
    ['an unknown key', { user: `SK${'9'.repeat(32)}`, password: 'standard-secret' }],
  ])('%s gets 401', async (_who, credentials) => {
    const reply = await practiceRest(bench.carrier, credentials).get('Messages.json')
    expect(reply.status).toBe(401)
    expect(reply.json).toMatchObject({ code: 20_003, status: 401 })
    expect(reply.headers.get('www-authenticate')).toContain('Basic')
  })

  test('a Standard key may text but not see the account; a Main key may', async () => {
    const standard = practiceRest(bench.carrier, { user: `SK${'1'.repeat(32)}`, password: 'standard-secret' })
    const main = practiceRest(bench.carrier, { user: `SK${'2'.repeat(32)}`, password: 'main-secret' })
    const accountPath = `/2010-04-01/Accounts/${account.accountSid}.json`
    expect((await standard.get('Messages.json?PageSize=1')).status).toBe(200)
    expect((await standard.get('IncomingPhoneNumbers.json?PageSize=1')).status).toBe(200)
    expect(await standard.get(accountPath)).toMatchObject({ status: 401, json: { code: 20_003 } })
    expect(await main.get(accountPath)).toMatchObject({ status: 200, json: { status: 'active', type: 'Full' } })
    expect(await bench.rest.get(accountPath)).toMatchObject({ status: 200, json: { sid: account.accountSid } })
  })
})

describe('what can be changed', () => {
  test('a finished message can be emptied and removed, an unfinished one cannot', async () => {
    const sid = await bench.send({ Body: 'private' })
    expect((await bench.rest.post(`Messages/${sid}.json`, { Body: '' })).json['code']).toBe(20_009)
    expect((await bench.rest.delete(`Messages/${sid}.json`)).status).toBe(409)
    expect((await bench.rest.post(`Messages/${sid}.json`, { Status: 'canceled' })).json['code']).toBe(30_409)
    await bench.clock.advanceUntil(() => bench.carrier.message(sid)?.status === 'delivered')
    expect((await bench.rest.post(`Messages/${sid}.json`, { Body: '' })).json['body']).toBe('')
    expect((await bench.rest.delete(`Messages/${sid}.json`)).status).toBe(204)
    expect((await bench.rest.get(`Messages/${sid}.json`)).status).toBe(404)
    expect(bench.carrier.message(sid)).toMatchObject({ body: 'private', redacted: true, deleted: true })
    expect(bench.carrier.accepted().some((message) => message.sid === sid)).toBe(true)
  })
})

describe('the other resources', () => {
  test('numbers: list, filter, fetch, update', async () => {
    const listed = await bench.rest.get(`IncomingPhoneNumbers.json?PhoneNumber=${encodeURIComponent(ours)}`)
    expect(listed.json['incoming_phone_numbers']).toMatchObject([
      { phone_number: ours, capabilities: { sms: true, mms: true, voice: true, fax: false } },
    ])
    const [number] = listed.json['incoming_phone_numbers'] as { sid: string }[]
    const sid = number?.sid ?? ''
    expect(sid).toMatch(/^PN[0-9a-f]{32}$/)
    const updated = await bench.rest.post(`IncomingPhoneNumbers/${sid}.json`, {
      SmsUrl: 'https://camp.example/twilio/sms#rc=2&rp=all',
      SmsMethod: 'POST',
      VoiceUrl: 'https://camp.example/twilio/voice',
    })
    expect(updated.json).toMatchObject({
      sms_url: 'https://camp.example/twilio/sms#rc=2&rp=all',
      voice_url: 'https://camp.example/twilio/voice',
      sms_application_sid: '',
    })
    expect((await bench.rest.get(`IncomingPhoneNumbers/${sid}.json`)).json).toEqual(updated.json)
  })

  test('balance', async () => {
    expect((await bench.rest.get('Balance.json')).json).toMatchObject({ balance: expect.any(String), currency: 'USD' })
  })

  test('Messaging Services', async () => {
    const listed = await bench.rest.get('/v1/Services')
    expect(listed.json).toMatchObject({
      services: [{ sid: service.sid }, { sid: empty.sid }],
      meta: { key: 'services' },
    })
    const one = await bench.rest.get(`/v1/Services/${service.sid}`)
    expect(one.json).toMatchObject({ friendly_name: 'Camp service', use_inbound_webhook_on_number: true })
    const numbers = await bench.rest.get(`/v1/Services/${service.sid}/PhoneNumbers`)
    expect(numbers.json['phone_numbers']).toMatchObject([{ phone_number: ours }])
  })

  test('the root answers anybody, the unknown is a 404 in JSON', async () => {
    const stranger = practiceRest(bench.carrier, null)
    expect((await stranger.get('/')).status).toBe(200)
    expect((await stranger.get('/2010-04-01')).status).toBe(200)
    for (const path of ['Nothing.json', 'Messages/SM00.json', '/2010-04-01/Accounts/AC00/Messages.json']) {
      expect(await bench.rest.get(path)).toMatchObject({ status: 404, json: { code: 20_404, status: 404 } })
    }
  })
})
