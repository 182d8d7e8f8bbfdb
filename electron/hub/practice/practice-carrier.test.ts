import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'

import { campMorning, manualClock } from '../../../tests/support/manual-clock.ts'
import { ours, parent, startPracticeBench, tidyTiming } from '../../../tests/support/practice-bench.ts'
import type { PracticeBench } from '../../../tests/support/practice-bench.ts'
import { seededRandom } from '../random.ts'
import { practiceAccount } from './practice-account.ts'
import { startPracticeCarrier } from './practice-carrier.ts'
import type { PracticeCarrierOptions } from './practice-carrier.ts'
import { signWebhook } from './signature.ts'

let benches: PracticeBench[] = []

async function start(options: Partial<PracticeCarrierOptions> = {}): Promise<PracticeBench> {
  const bench = await startPracticeBench(options)
  benches.push(bench)
  return bench
}

afterEach(async () => {
  await Promise.all(benches.map((bench) => bench.stop()))
  benches = []
})

describe('a text goes out', () => {
  test('it is queued, sent and delivered by the clock, each told once by a signed callback', async () => {
    const { clock, collector, carrier, rest, callback, statuses } = await start()
    const created = await rest.post('Messages.json', {
      To: parent,
      From: ours,
      Body: 'Camp starts at 9',
      StatusCallback: `${callback}#rc=2&rp=all`,
    })
    expect(created.status).toBe(201)
    const sid = String(created.json['sid'])
    expect(created.json['status']).toBe('queued')

    await clock.advanceUntil(() => collector.received.length === 2)
    expect(statuses()).toEqual(['sent', 'delivered'])
    const tokens = new Set<unknown>()
    for (const webhook of collector.received) {
      expect(webhook.path).toBe('/twilio/status?a=attempt-1')
      expect(webhook.form.get('MessageSid')).toBe(sid)
      expect(webhook.form.get('SmsSid')).toBe(sid)
      expect(webhook.form.get('SmsStatus')).toBe(webhook.form.get('MessageStatus'))
      expect(webhook.form.get('AccountSid')).toBe(carrier.account.accountSid)
      expect(webhook.form.has('Body')).toBe(false)
      expect(webhook.form.has('ErrorCode')).toBe(false)
      expect(webhook.headers['x-twilio-signature']).toBe(signWebhook(carrier.account.authToken, callback, webhook.form))
      tokens.add(webhook.headers['i-twilio-idempotency-token'])
    }
    expect(tokens.size).toBe(2)
    expect(collector.received[0]?.form.has('RawDlrDoneDate')).toBe(false)
    expect(collector.received[1]?.form.get('RawDlrDoneDate')).toBe('2607141330')
    const fetched = await rest.get(`Messages/${sid}.json`)
    expect(fetched.json).toMatchObject({ status: 'delivered', price: '-0.00790', error_code: null })
    expect(carrier.accepted().map((message) => message.sid)).toEqual([sid])
    await clock.advance(60_000)
    expect(statuses()).toHaveLength(2)
  })

  test('through a Messaging Service it has no sender at first and calls back when it is queued', async () => {
    const service = { sid: `MG${'1'.repeat(32)}`, numbers: [ours] }
    const { clock, collector, rest, callback, statuses } = await start({
      account: { ...practiceAccount, messagingServices: [service] },
    })
    const created = await rest.post('Messages.json', {
      To: parent,
      MessagingServiceSid: service.sid,
      Body: 'Hello',
      StatusCallback: callback,
    })
    expect(created.json).toMatchObject({
      status: 'accepted',
      from: null,
      num_segments: '0',
      messaging_service_sid: service.sid,
    })
    await clock.advanceUntil(() => collector.received.length === 3)
    expect(statuses()).toEqual(['queued', 'sent', 'delivered'])
    expect(collector.received[0]?.form.get('From')).toBe(ours)
    expect(collector.received[0]?.form.get('MessagingServiceSid')).toBe(service.sid)
  })

  test('without a StatusCallback nothing is posted and the message still arrives', async () => {
    const { clock, collector, carrier, rest } = await start()
    const created = await rest.post('Messages.json', { To: parent, From: ours, Body: 'Hello' })
    const sid = String(created.json['sid'])
    await clock.advanceUntil(() => carrier.message(sid)?.status === 'delivered')
    expect(collector.received).toEqual([])
  })

  test('magic numbers fail later, with the code in callback and resource', async () => {
    const { clock, collector, rest, statuses, send } = await start()
    const sid = await send({ To: '+15005553006' })
    await clock.advanceUntil(() => collector.received.length === 2)
    expect(statuses()).toEqual(['sent', 'undelivered'])
    expect(collector.received.map((webhook) => webhook.form.get('ErrorCode'))).toEqual([null, '30006'])
    const fetched = await rest.get(`Messages/${sid}.json`)
    expect(fetched.json).toMatchObject({
      status: 'undelivered',
      error_code: 30_006,
      error_message: 'Landline or unreachable carrier',
    })
  })

  test('one number never gives a receipt', async () => {
    const { clock, carrier, send } = await start()
    const sid = await send({ To: '+15005554000' })
    await clock.advance(120_000)
    await carrier.idle()
    expect(carrier.message(sid)?.status).toBe('sent')
  })

  test('failNext fails one text later or refuses it at once', async () => {
    const { clock, carrier, rest, send } = await start()
    carrier.failNext(30_007)
    const late = await send()
    const next = await send()
    await clock.advanceUntil(() => carrier.message(next)?.status === 'delivered')
    expect(carrier.message(late)).toMatchObject({ status: 'undelivered', errorCode: 30_007 })
    carrier.failNext(21_614)
    const refused = await rest.post('Messages.json', { To: parent, From: ours, Body: 'x' })
    expect(refused.status).toBe(400)
    expect(refused.json['code']).toBe(21_614)
    expect((await rest.post('Messages.json', { To: parent, From: ours, Body: 'x' })).status).toBe(201)
    expect(carrier.accepted()).toHaveLength(3)
  })
})

describe('pacing', () => {
  test('one segment a second leaves a long code', async () => {
    const { clock, carrier, send } = await start({ timing: { queuedToSent: [0, 0] } })
    const sids: string[] = []
    for (let index = 0; index < 4; index += 1) sids.push(await send({ Body: index === 1 ? 'x'.repeat(200) : 'short' }))
    await clock.advance(10_000)
    await carrier.idle()
    expect(sids.map((sid) => (carrier.message(sid)?.sentAt ?? 0) - campMorning)).toEqual([0, 1000, 3000, 4000])
  })

  test('what waits longer than its ValidityPeriod fails with 30036', async () => {
    const { clock, carrier, send } = await start()
    for (let index = 0; index < 8; index += 1) await send()
    const late = await send({ ValidityPeriod: '5' })
    const patient = await send({ ValidityPeriod: '60' })
    await clock.advance(30_000)
    expect(carrier.message(late)).toMatchObject({ status: 'failed', errorCode: 30_036, sentAt: null })
    expect((carrier.message(late)?.updatedAt ?? 0) - campMorning).toBe(5000)
    expect(carrier.message(patient)?.status).toBe('delivered')
  })

  test('a queue of ten hours is full: refused with 21611', async () => {
    const { rest, send } = await start({ timing: { segmentsPerSecond: 0.001 } })
    // 1,000 s each: the 37th stands behind exactly ten hours, the 38th behind more.
    for (let index = 0; index < 37; index += 1) await send()
    const refused = await rest.post('Messages.json', { To: parent, From: ours, Body: 'x' })
    expect(refused.json['code']).toBe(21_611)
  })
})

describe('scheduling', () => {
  const service = { sid: `MG${'2'.repeat(32)}`, numbers: [ours] }
  const account = { ...practiceAccount, messagingServices: [service] }
  const inMinutes = (minutes: number): string => new Date(campMorning + minutes * 60_000).toISOString()

  test('with a service it leaves at its time; canceled before, it never leaves', async () => {
    const { clock, carrier, rest, send, statuses } = await start({ account })
    const fields = { MessagingServiceSid: service.sid, ScheduleType: 'fixed', SendAt: inMinutes(20) }
    const kept = await send(fields)
    const dropped = await send(fields)
    expect(carrier.message(kept)?.status).toBe('scheduled')
    const canceled = await rest.post(`Messages/${dropped}.json`, { Status: 'canceled' })
    expect(canceled.json['status']).toBe('canceled')
    await clock.advance(19 * 60_000)
    expect(carrier.message(kept)?.status).toBe('scheduled')
    await clock.advance(2 * 60_000)
    await carrier.idle()
    expect(carrier.message(kept)?.status).toBe('delivered')
    expect(carrier.message(dropped)?.status).toBe('canceled')
    expect(statuses()).toEqual(['canceled', 'queued', 'sent', 'delivered'])
  })

  test('a time outside 15 minutes to 35 days is refused', async () => {
    const { rest } = await start({ account })
    for (const minutes of [14, 36 * 24 * 60]) {
      const refused = await rest.post('Messages.json', {
        To: parent,
        MessagingServiceSid: service.sid,
        Body: 'x',
        ScheduleType: 'fixed',
        SendAt: inMinutes(minutes),
      })
      expect(refused.json['code']).toBe(35_114)
    }
  })

  test('without a service the schedule is dropped in silence and the text leaves at once', async () => {
    const { carrier, send } = await start({ account })
    const sid = await send({ ScheduleType: 'fixed', SendAt: inMinutes(20) })
    expect(carrier.message(sid)?.status).toBe('queued')
  })
})

describe('parents', () => {
  test('answer what reached them, from their own phone', async () => {
    const { clock, collector, send } = await start({
      parents: { answer: (heard) => [{ after: 4000, body: `You said: ${heard.body}` }] },
    })
    await send({ Body: 'Are you coming?' })
    const inbound = (): string[] =>
      collector.received
        .filter((webhook) => webhook.path === '/twilio/sms')
        .map((webhook) => webhook.form.get('Body') ?? '')
    await clock.advanceUntil(() => inbound().length === 1)
    expect(inbound()).toEqual(['You said: Are you coming?'])
    expect(clock.now() - campMorning).toBeGreaterThan(4000)
  })

  test('know a text to everybody from one to themselves', async () => {
    const bulk: boolean[] = []
    const { clock, carrier, send } = await start({
      timing: { segmentsPerSecond: 0 },
      parents: {
        answer(heard) {
          bulk.push(heard.bulk)
          return []
        },
      },
    })
    for (let index = 0; index < 6; index += 1) await send({ To: `+1312555015${index}` })
    await clock.advance(20_000)
    await carrier.idle()
    expect(bulk).toEqual([false, false, false, false, true, true])
  })
})

describe('a restart', () => {
  test('finds every message, and what was due meanwhile has happened unheard', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'practice-'))
    try {
      const file = join(folder, 'twilio.db')
      const first = await start({ file })
      const sid = await first.send()
      const late = await first.send({ To: '+15005553005' })
      first.carrier.textFrom(parent, 'STOP')
      await first.clock.advance(10)
      await first.stop()

      const clock = manualClock(campMorning + 3_600_000)
      const second = await startPracticeCarrier({
        clock,
        random: seededRandom(7),
        file,
        account: practiceAccount,
        parents: null,
        timing: tidyTiming,
      })
      expect(second.message(sid)).toMatchObject({ status: 'delivered' })
      expect((second.message(sid)?.sentAt ?? 0) - campMorning).toBeLessThan(10_000)
      expect(second.message(late)).toMatchObject({ status: 'undelivered', errorCode: 30_005 })
      expect(second.accepted()).toHaveLength(2)
      const again = await fetch(`${second.origin}/2010-04-01/Accounts/${practiceAccount.accountSid}/Messages.json`, {
        method: 'POST',
        headers: {
          Authorization: `Basic ${btoa(`${practiceAccount.accountSid}:${practiceAccount.authToken}`)}`,
        },
        body: new URLSearchParams({ To: parent, From: ours, Body: 'x' }),
      })
      expect(await again.json()).toMatchObject({ code: 21_610 })
      await second.stop()
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
