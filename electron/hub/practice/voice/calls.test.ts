import { afterEach, describe, expect, test } from 'vitest'
import { ours, parent, startPracticeBench } from '../../../../tests/support/practice-bench.ts'
import type { PracticeBench } from '../../../../tests/support/practice-bench.ts'
import { practiceRest } from '../../../../tests/support/practice-rest.ts'
import { startWebhookCollector } from '../../../../tests/support/webhook-collector.ts'
import { seededRandom } from '../../random.ts'
import { practiceAccount } from '../practice-account.ts'
import { startPracticeCarrier } from '../practice-carrier.ts'
import { promptTiming } from '../types.ts'
import { manualClock } from '../../../../tests/support/manual-clock.ts'
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts'
import type { Callee } from './types.ts'

let benches: PracticeBench[] = []

async function start(callee: Callee): Promise<PracticeBench> {
  const bench = await startPracticeBench({ phones: { pickUp: () => callee } })
  benches.push(bench)
  return bench
}

afterEach(async () => {
  await Promise.all(benches.map((bench) => bench.stop()))
  benches = []
})

const announcement = '<Response><Say>Practice is over at noon today.</Say></Response>'

async function call(bench: PracticeBench, fields: Record<string, string> = {}): Promise<string> {
  const created = await bench.rest.post('Calls.json', {
    To: parent,
    From: ours,
    Twiml: announcement,
    StatusCallback: `${bench.collector.origin}/twilio/voice/status?a=1`,
    StatusCallbackEvent: 'initiated ringing answered completed',
    ...fields,
  })
  expect(created.status).toBe(201)
  expect(created.json['status']).toBe('queued')
  return String(created.json['sid'])
}

const over = (bench: PracticeBench, sid: string) => () => bench.carrier.call(sid)?.endedAt !== null

describe('a call goes out', () => {
  test('a person hears the announcement; each step is called back in its order, numbered', async () => {
    const bench = await start({ kind: 'person', rings: 8_000, keys: [] })
    const sid = await call(bench)
    await bench.clock.advanceUntil(over(bench, sid), { step: 500, what: 'the end' })
    await bench.clock.advanceUntil(() => bench.collector.received.length === 4, { step: 100, what: 'callbacks' })
    expect(bench.collector.received.map(({ form }) => [form.get('CallStatus'), form.get('SequenceNumber')])).toEqual([
      ['initiated', '0'],
      ['ringing', '1'],
      ['in-progress', '2'],
      ['completed', '3'],
    ])
    expect(bench.carrier.call(sid)?.heard.map(({ words }) => words)).toEqual(['Practice is over at noon today.'])
    const { json } = await bench.rest.get(`Calls/${sid}.json`)
    expect(json).toMatchObject({ status: 'completed', direction: 'outbound-api', answered_by: null })
    expect(Number(json['duration'])).toBeGreaterThan(1)
    expect(bench.carrier.calls().map((one) => one.sid)).toEqual([sid])
  })

  test.each([
    [{ kind: 'busy', rings: 2_000 }, 'busy'],
    [{ kind: 'silent' }, 'no-answer'],
    [{ kind: 'unreachable', rings: 500 }, 'failed'],
    [{ kind: 'person', rings: 40_000, keys: [] }, 'no-answer'],
  ] satisfies readonly (readonly [Callee, string])[])('%o ends as %s', async (callee, status) => {
    const bench = await start(callee)
    const sid = await call(bench, { Timeout: '30' })
    await bench.clock.advanceUntil(over(bench, sid), { step: 500, what: 'the end' })
    expect(bench.carrier.call(sid)).toMatchObject({ status, heard: [] })
  })

  test('a machine is told apart, and a call that is sent on speaks after its beep', async () => {
    const bench = await start({ kind: 'machine', rings: 5_000, greeting: 6_000 })
    const sid = await call(bench, {
      Twiml: '<Response><Pause length="60"/></Response>',
      MachineDetection: 'DetectMessageEnd',
      AsyncAmd: 'true',
      AsyncAmdStatusCallback: `${bench.collector.origin}/twilio/voice/machine?a=1`,
    })
    const machine = () => bench.collector.received.find(({ path }) => path.includes('/machine'))
    await bench.clock.advanceUntil(() => machine() !== undefined, { step: 200, what: 'detection' })
    expect(machine()?.form.get('AnsweredBy')).toBe('machine_end_beep')
    const changed = await bench.rest.post(`Calls/${sid}.json`, { Twiml: announcement })
    expect(changed.status).toBe(200)
    await bench.clock.advanceUntil(over(bench, sid), { step: 500, what: 'the end' })
    expect(bench.carrier.call(sid)).toMatchObject({
      answeredBy: 'machine_end_beep',
      heard: [{ words: 'Practice is over at noon today.', afterBeep: true }],
    })
    expect((await bench.rest.post(`Calls/${sid}.json`, { Twiml: announcement })).json['code']).toBe(21_220)
  })

  test('keys are asked for, and posted to the address that follows', async () => {
    const bench = await start({ kind: 'person', rings: 2_000, keys: ['2'] })
    bench.collector.answerBy(() => '<Response><Say>Thank you.</Say></Response>')
    const sid = await call(bench, {
      StatusCallbackEvent: 'completed',
      Twiml: `<Response><Gather numDigits="1" action="${bench.collector.origin}/twilio/voice/keys?a=1"><Say>Press 2.</Say></Gather><Say>Nothing was pressed.</Say></Response>`,
    })
    await bench.clock.advanceUntil(over(bench, sid), { step: 500, what: 'the end' })
    expect(bench.collector.received[0]?.form.get('Digits')).toBe('2')
    expect(bench.carrier.call(sid)?.heard.map(({ words }) => words)).toEqual(['Press 2.', 'Thank you.'])
  })

  test('what breaks the rules ends the call with an error', async () => {
    const bench = await start({ kind: 'person', rings: 1_000, keys: [] })
    const sid = await call(bench, { Twiml: '<Response><Shout>now</Shout></Response>' })
    await bench.clock.advanceUntil(over(bench, sid), { step: 500, what: 'the end' })
    expect(bench.carrier.call(sid)).toMatchObject({ errorCode: 12_200, heard: [] })
  })

  test('one that waits is taken back before it rings', async () => {
    const bench = await start({ kind: 'person', rings: 1_000, keys: [] })
    const sid = await call(bench)
    expect((await bench.rest.post(`Calls/${sid}.json`, { Status: 'canceled' })).json['status']).toBe('canceled')
    await bench.clock.advance(60_000)
    expect(bench.carrier.call(sid)).toMatchObject({ status: 'canceled', heard: [] })
  })

  test.each([
    [{ To: '' }, 21_201],
    [{ To: 'home' }, 21_211],
    [{ From: '+13125550199' }, 21_210],
    [{ Twiml: 'x'.repeat(4_001) }, 20_001],
    [{ Timeout: '0' }, 20_001],
  ])('%o is refused with %i', async (fields, code) => {
    const bench = await start({ kind: 'silent' })
    const answer = await bench.rest.post('Calls.json', { To: parent, From: ours, Twiml: announcement, ...fields })
    expect(answer.json['code']).toBe(code)
    expect(bench.carrier.calls()).toEqual([])
  })

  test('calls are listed newest first, by whom they went to', async () => {
    const bench = await start({ kind: 'silent' })
    const first = await call(bench)
    await bench.clock.advance(5_000)
    const second = await call(bench)
    await call(bench, { To: '+13125550143' })
    const { json } = await bench.rest.get(`Calls.json?To=${encodeURIComponent(parent)}`)
    expect((json['calls'] as readonly { sid: string }[]).map(({ sid }) => sid)).toEqual([second, first])
  })
})

describe('a call comes in', () => {
  test('the number is asked, a message is recorded, told of and kept until it is deleted', async () => {
    const bench = await start({ kind: 'silent' })
    const { collector, carrier, rest } = bench
    collector.answerBy((path) =>
      path.endsWith('/twilio/voice')
        ? `<Response><Say>Leave a message.</Say><Record maxLength="60" action="${collector.origin}/twilio/voice/done" recordingStatusCallback="${collector.origin}/twilio/recording"/></Response>`
        : '<Response><Hangup/></Response>',
    )
    carrier.setVoiceUrl(`${collector.origin}/twilio/voice`)
    const sid = carrier.callFrom(parent, { says: 7 })
    await bench.clock.advanceUntil(over(bench, sid), { step: 500, what: 'the end' })
    expect(collector.received.map(({ path }) => path)).toEqual([
      '/twilio/voice',
      '/twilio/recording',
      '/twilio/voice/done',
    ])
    const told = collector.received[1]?.form
    expect(told?.get('RecordingDuration')).toBe('7')
    const recordingSid = told?.get('RecordingSid') ?? ''
    const media = await rest.get(`Recordings/${recordingSid}.wav`)
    expect(media.status).toBe(200)
    expect((await rest.get(`Calls/${sid}/Recordings.json`)).json['recordings']).toMatchObject([{ sid: recordingSid }])
    expect((await rest.delete(`Recordings/${recordingSid}.json`)).status).toBe(204)
    expect((await rest.get(`Recordings/${recordingSid}.wav`)).status).toBe(404)
  })

  test('where the number leads nowhere, its fallback is asked', async () => {
    const bench = await start({ kind: 'silent' })
    const fallback = await startWebhookCollector()
    try {
      fallback.answerBy(() => '<Response><Say>We call back.</Say></Response>')
      const { json } = await bench.rest.get('IncomingPhoneNumbers.json')
      const [number] = json['incoming_phone_numbers'] as readonly { sid: string }[]
      await bench.rest.post(`IncomingPhoneNumbers/${number?.sid}.json`, {
        VoiceUrl: 'http://127.0.0.1:9/twilio/voice',
        VoiceFallbackUrl: `${fallback.origin}/fallback`,
      })
      const sid = bench.carrier.callFrom(parent)
      await bench.clock.advanceUntil(over(bench, sid), { step: 500, what: 'the end' })
      expect(bench.carrier.call(sid)?.heard.map(({ words }) => words)).toEqual(['We call back.'])
    } finally {
      await fallback.stop()
    }
  })
})

test('calls outlive a restart: what was under way has ended', async () => {
  const file = `${temporaryFolder()}/carrier.db`
  const clock = manualClock()
  const options = {
    clock,
    random: seededRandom(3),
    file,
    account: practiceAccount,
    parents: null,
    timing: promptTiming,
  }
  const first = await startPracticeCarrier(options)
  const created = await practiceRest(first).post('Calls.json', { To: parent, From: ours, Twiml: announcement })
  await first.stop()
  const second = await startPracticeCarrier(options)
  expect(second.calls()).toMatchObject([{ sid: created.json['sid'], status: 'completed' }])
  await second.stop()
})
