import twilio from 'twilio'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { practiceAccount } from '../../electron/hub/practice/practice-account.ts'
import { campMorning } from '../support/manual-clock.ts'
import { ours, parent, startPracticeBench } from '../support/practice-bench.ts'
import type { PracticeBench } from '../support/practice-bench.ts'

const service = { sid: `MG${'7'.repeat(32)}`, friendlyName: 'Camp service', numbers: [ours] }
const key = { sid: `SK${'7'.repeat(32)}`, secret: 'secret', kind: 'standard' as const }

let bench: PracticeBench
let client: ReturnType<typeof twilio>

beforeEach(async () => {
  bench = await startPracticeBench({
    account: { ...practiceAccount, apiKeys: [key], messagingServices: [service] },
  })
  client = clientWith(bench.carrier.account.accountSid, bench.carrier.account.authToken)
})
afterEach(async () => {
  await bench.stop()
})

function clientWith(user: string, password: string): ReturnType<typeof twilio> {
  const made = twilio(user, password, { accountSid: bench.carrier.account.accountSid })
  made.api.baseUrl = bench.carrier.origin
  made.messaging.baseUrl = bench.carrier.origin
  return made
}

async function rejection(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => {
      throw new Error('It was taken')
    },
    (error: unknown) => error,
  )
}

describe('the real SDK against the practice carrier', () => {
  test('creates, fetches and follows a message to its end', async () => {
    const created = await client.messages.create({
      to: parent,
      from: ours,
      body: 'Camp starts at 9 ¿sí?',
      statusCallback: bench.callback,
      validityPeriod: 600,
    })
    expect(created).toMatchObject({ status: 'queued', direction: 'outbound-api', numSegments: '1', errorCode: null })
    expect(created.dateCreated).toEqual(new Date(campMorning))
    expect(bench.carrier.accepted()).toMatchObject([{ sid: created.sid, validityPeriod: 600 }])
    await bench.clock.advanceUntil(() => bench.collector.received.length === 2)
    const fetched = await client.messages(created.sid).fetch()
    expect(fetched).toMatchObject({ status: 'delivered', body: 'Camp starts at 9 ¿sí?' })
    expect(fetched.dateSent?.getTime()).toBeGreaterThanOrEqual(campMorning)
    for (const webhook of bench.collector.received) {
      const signature = String(webhook.headers['x-twilio-signature'])
      expect(
        twilio.validateRequest(
          bench.carrier.account.authToken,
          signature,
          bench.callback,
          Object.fromEntries(webhook.form),
        ),
      ).toBe(true)
    }
  })

  test('lists over several pages, by number and by date', async () => {
    for (let index = 0; index < 23; index += 1) {
      bench.carrier.textFrom(parent, `text ${index}`)
      await bench.clock.advance(60_000)
    }
    const all = await client.messages.list({ to: ours, pageSize: 5 })
    expect(all.map((message) => message.body)).toEqual(
      Array.from({ length: 23 }, (_unused, index) => `text ${22 - index}`),
    )
    const late = await client.messages.list({ to: ours, dateSentAfter: new Date(campMorning + 20 * 60_000) })
    expect(late.map((message) => message.body)).toEqual(['text 22', 'text 21', 'text 20'])
    const early = await client.messages.list({ to: ours, dateSentBefore: new Date(campMorning + 60_000) })
    expect(early.map((message) => message.body)).toEqual(['text 1', 'text 0'])
    expect(await client.messages.list({ to: ours, limit: 7, pageSize: 3 })).toHaveLength(7)
    expect(await client.messages.list({ from: ours })).toEqual([])
  })

  test('hears refusals as its own errors', async () => {
    bench.carrier.textFrom(parent, 'STOP')
    expect(await rejection(client.messages.create({ to: parent, from: ours, body: 'x' }))).toMatchObject({
      status: 400,
      code: 21_610,
      moreInfo: 'https://www.twilio.com/docs/errors/21610',
    })
    bench.carrier.faults.onRequest({ kind: 'bad-gateway' })
    expect(await rejection(client.messages.list())).toMatchObject({ status: 502 })
    bench.carrier.faults.onRequest({ kind: 'too-many-requests' })
    expect(await rejection(client.messages.list())).toMatchObject({ status: 429, code: 20_429 })
    expect(await rejection(clientWith(bench.carrier.account.accountSid, 'wrong').messages.list())).toMatchObject({
      status: 401,
      code: 20_003,
    })
  })

  test('fails at the socket while the network is down', async () => {
    await client.messages.list()
    bench.carrier.setNetwork('refused')
    await rejection(client.messages.list())
    expect(await rejection(client.messages.list())).toMatchObject({ code: 'ECONNREFUSED' })
  })

  test('knows the account, its numbers, its balance and its services', async () => {
    const account = await client.api.v2010.accounts(bench.carrier.account.accountSid).fetch()
    expect(account).toMatchObject({ status: 'active', type: 'Full' })
    const [number] = await client.incomingPhoneNumbers.list({ phoneNumber: ours })
    if (number === undefined) throw new Error('The number is missing')
    expect(number.capabilities).toMatchObject({ sms: true, voice: true })
    const updated = await client
      .incomingPhoneNumbers(number.sid)
      .update({ smsUrl: 'https://camp.example/twilio/sms', smsMethod: 'POST' })
    expect(updated.smsUrl).toBe('https://camp.example/twilio/sms')
    expect((await client.balance.fetch()).currency).toBe('USD')
    expect((await client.messaging.v1.services.list()).map((one) => one.friendlyName)).toEqual(['Camp service'])
    expect((await client.messaging.v1.services(service.sid).phoneNumbers.list()).map((one) => one.phoneNumber)).toEqual(
      [ours],
    )
  })

  test('a Standard key texts and may not see the account', async () => {
    const keyed = clientWith(key.sid, key.secret)
    expect((await keyed.messages.create({ to: parent, from: ours, body: 'x' })).status).toBe('queued')
    expect(await rejection(keyed.api.v2010.accounts(bench.carrier.account.accountSid).fetch())).toMatchObject({
      status: 401,
      code: 20_003,
    })
  })

  test('schedules and cancels through a service', async () => {
    const scheduled = await client.messages.create({
      to: parent,
      messagingServiceSid: service.sid,
      body: 'Later',
      scheduleType: 'fixed',
      sendAt: new Date(campMorning + 3_600_000),
    })
    expect(scheduled).toMatchObject({ status: 'scheduled', from: null })
    expect((await client.messages(scheduled.sid).update({ status: 'canceled' })).status).toBe('canceled')
    await bench.clock.advance(2 * 3_600_000)
    expect((await client.messages(scheduled.sid).fetch()).status).toBe('canceled')
  })

  test('empties and removes a finished message', async () => {
    const message = await client.messages.create({ to: parent, from: ours, body: 'private' })
    await bench.clock.advanceUntil(() => bench.carrier.message(message.sid)?.status === 'delivered')
    expect((await client.messages(message.sid).update({ body: '' })).body).toBe('')
    expect(await client.messages(message.sid).remove()).toBe(true)
    expect(await rejection(client.messages(message.sid).fetch())).toMatchObject({ status: 404, code: 20_404 })
  })
})
