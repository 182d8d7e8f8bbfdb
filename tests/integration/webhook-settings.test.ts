import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { CallFailure } from '../../electron/hub/failure.ts'
import type { PracticeAccount } from '../../electron/hub/practice/types.ts'
import type { WebhookPlan } from '../../electron/ipc/contract/account-views.ts'
import { liveDesk } from '../support/live-desk.ts'
import { manualClock } from '../support/manual-clock.ts'
import { practiceRest } from '../support/practice-rest.ts'
import { camp, practiceTwilio } from '../support/practice-twilio.ts'

const local = '+13125550100'
const numberSid = `PN${'1'.repeat(32)}`
const application = `AP${'1'.repeat(32)}`
const before = 'https://demo.twilio.com/welcome/sms/reply'
const number = { phoneNumber: local, sid: numberSid, smsUrl: before, voiceUrl: 'https://office.example.com/ring' }
const service = { sid: `MG${'5'.repeat(32)}`, friendlyName: 'Camp texts', numbers: [local] }
const parent = '+13125550142'

async function desk(account: Partial<PracticeAccount> = {}) {
  const clock = manualClock()
  const twilio = await practiceTwilio(clock, { numbers: [number], ...account })
  const made = await liveDesk({ clock, twilio })
  await made.account.saveAndTest({ accountSid: camp.accountSid, authToken: camp.authToken })
  const rest = practiceRest(twilio)
  const atTwilio = async () => (await rest.get(`IncomingPhoneNumbers/${numberSid}.json`)).json
  return { clock, twilio, rest, atTwilio, ...made }
}

const shown = (plan: WebhookPlan) => plan.changes.filter(({ usual }) => usual).map(({ id, from }) => ({ id, from }))

async function refusal(work: () => unknown): Promise<CallFailure> {
  try {
    await work()
  } catch (error) {
    if (error instanceof CallFailure) return error
    throw error
  }
  throw new Error('It was not refused')
}

describe('where numbers lead', () => {
  test('is shown beside what it should be', async () => {
    const { webhooks, listener, changes } = await desk({
      numbers: [number, { phoneNumber: '+13125550177', smsUrl: 'https://elsewhere.example.com' }],
      messagingServices: [],
    })
    expect(webhooks.view).toMatchObject({ address: listener.address, source: 'own-address', numbers: [], readAt: null })
    const view = await webhooks.refresh()
    expect(view.numbers.map(({ address, inUse, right }) => [address, inUse, right])).toEqual([
      [local, false, false],
      ['+13125550177', false, false],
    ])
    expect(changes.at(-1)).toMatchObject({ type: 'webhooks', webhooks: { readAt: expect.any(Number) } })
  })

  test('is fixed as it was shown, read back, and works; undo puts back what was there', async () => {
    const { webhooks, listener, atTwilio, twilio, clock, workspace } = await desk()
    const plan = await webhooks.plan()
    expect(plan.changes.map(({ name, from }) => [name, from])).toEqual([
      ['Texts go to', before],
      ['Calls go to', 'https://office.example.com/ring'],
    ])
    const fixed = await webhooks.fix(shown(plan))
    expect(fixed).toMatchObject({ done: 2, problems: [], webhooks: { numbers: [{ right: true }], undo: { count: 2 } } })
    expect(await atTwilio()).toMatchObject({
      sms_url: `${listener.address}/twilio/sms#rc=3&rp=all&ct=2000&rt=5000`,
      sms_method: 'POST',
      voice_url: `${listener.address}/twilio/voice#rc=3&rp=all&ct=2000&rt=5000`,
    })
    expect((await webhooks.plan()).changes).toEqual([])

    twilio.textFrom(parent, 'Here we are')
    const texts = () => workspace.store.db.prepare("SELECT count(*) AS n FROM message WHERE direction = 'in'").get()
    await clock.advanceUntil(() => JSON.stringify(texts()) === '{"n":1}')
    expect(webhooks.view.lastWebhookAt).not.toBeNull()

    const undone = await webhooks.undo()
    expect(undone).toMatchObject({ done: 2, problems: [], webhooks: { undo: null, numbers: [{ right: false }] } })
    expect(await atTwilio()).toMatchObject({ sms_url: before, voice_url: 'https://office.example.com/ring' })
    expect(await refusal(() => webhooks.undo())).toMatchObject({ code: 'conflict' })
  })

  test('another address later is undone to what stood there before us', async () => {
    const { webhooks, atTwilio, setAddress } = await desk()
    await webhooks.fix(null)
    setAddress('https://camp.example.com')
    expect(webhooks.view.numbers).toMatchObject([{ right: false }])
    expect((await webhooks.fix(null)).done).toBe(2)
    expect((await atTwilio())['sms_url']).toMatch(/^https:\/\/camp\.example\.com\/twilio\/sms#/)
    expect((await webhooks.undo()).done).toBe(2)
    expect(await atTwilio()).toMatchObject({ sms_url: before })
  })

  test('what somebody else changed since is neither overwritten nor undone', async () => {
    const { webhooks, rest, atTwilio } = await desk()
    const plan = await webhooks.plan()
    await rest.post(`IncomingPhoneNumbers/${numberSid}.json`, { SmsUrl: 'https://theirs.example.com' })
    expect(await refusal(() => webhooks.fix(shown(plan)))).toMatchObject({ code: 'conflict' })
    expect((await atTwilio())['sms_url']).toBe('https://theirs.example.com')

    await webhooks.fix(null)
    await rest.post(`IncomingPhoneNumbers/${numberSid}.json`, { SmsUrl: 'https://again.example.com' })
    const undone = await webhooks.undo()
    expect(undone.done).toBe(1)
    expect(undone.problems).toEqual([expect.stringMatching(/somebody has changed this setting since/)])
    expect(await atTwilio()).toMatchObject({ sms_url: 'https://again.example.com', voice_url: number.voiceUrl })
  })

  test('a setting Twilio does not keep is said, and a refusal too', async () => {
    const { webhooks, twilio } = await desk()
    twilio.faults.onRequest({ kind: 'refuse', code: 20_001 }, { match: { method: 'POST', path: numberSid } })
    const refused = await webhooks.fix(null)
    expect(refused).toMatchObject({ done: 0, problems: [expect.stringMatching(/555-0100: Twilio refused this/)] })
    // Nothing was written: there is nothing to take back.
    expect(await webhooks.undo()).toMatchObject({ done: 0, problems: [], webhooks: { undo: null } })
  })

  test('without a way out the settings are said to be unreadable; without an address nothing is changed', async () => {
    const { webhooks, twilio, setAddress } = await desk()
    setAddress(null)
    expect((await webhooks.plan()).changes).toEqual([])
    expect(await refusal(() => webhooks.fix(null))).toMatchObject({ code: 'conflict' })
    expect(await refusal(() => webhooks.prove())).toMatchObject({ code: 'conflict' })
    twilio.setNetwork('refused')
    expect(await refusal(() => webhooks.refresh())).toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/could not be reached/),
    })
  })

  test('before Twilio is set up there is nothing to read', async () => {
    const clock = manualClock()
    const { webhooks } = await liveDesk({ clock, twilio: await practiceTwilio(clock) })
    expect(await refusal(() => webhooks.plan())).toMatchObject({ code: 'unavailable' })
  })
})

describe('a new address', () => {
  const moved = 'https://moved.example.com'

  test('is followed by the numbers that were pointed here, if that was chosen', async () => {
    const { webhooks, setAddress, atTwilio, clock } = await desk()
    await webhooks.fix(null)
    setAddress(moved)
    webhooks.changed()
    await clock.advance(0)
    expect((await atTwilio())['sms_url']).not.toMatch(/moved/)

    expect(webhooks.follow(true)).toMatchObject({ follows: true })
    await expect.poll(async () => (await atTwilio())['sms_url']).toMatch(/^https:\/\/moved\.example\.com\/twilio\/sms#/)
    expect((await webhooks.refresh()).numbers).toMatchObject([{ right: true }])
    await webhooks.undo()
    expect(await atTwilio()).toMatchObject({ sms_url: before, voice_url: number.voiceUrl })
  })

  test('is not when somebody else has taken the number over meanwhile', async () => {
    const { webhooks, setAddress, rest, atTwilio, logged } = await desk()
    await webhooks.fix(null)
    webhooks.follow(true)
    const theirs = {
      SmsUrl: 'https://laptop2.example.com/twilio/sms',
      VoiceUrl: 'https://laptop2.example.com/twilio/voice',
    }
    await rest.post(`IncomingPhoneNumbers/${numberSid}.json`, theirs)
    setAddress(moved)
    webhooks.changed()
    await expect
      .poll(() => logged.filter((line) => line.startsWith('webhooks-followed')))
      .toEqual(['webhooks-followed {"wanted":0,"done":0}'])
    expect(await atTwilio()).toMatchObject({ sms_url: theirs.SmsUrl, voice_url: theirs.VoiceUrl })
  })

  test('is followed later where Twilio cannot be reached at once', async () => {
    const { webhooks, setAddress, twilio, atTwilio, clock, logged } = await desk()
    await webhooks.fix(null)
    webhooks.follow(true)
    setAddress(moved)
    twilio.setNetwork('refused')
    webhooks.changed()
    await clock.advanceUntil(() => logged.some((line) => line.startsWith('webhooks-not-followed')))
    twilio.setNetwork('up')
    await clock.advanceUntil(() => logged.some((line) => line.startsWith('webhooks-followed')), { step: 1_000 })
    expect((await atTwilio())['sms_url']).toMatch(/moved/)
  })
})

describe('traps', () => {
  test('an application that overrides the address is taken off and put back', async () => {
    const { webhooks, atTwilio } = await desk({ numbers: [{ ...number, smsApplicationSid: application }] })
    const plan = await webhooks.plan()
    expect(plan.traps).toHaveLength(1)
    expect((await webhooks.fix(shown(plan))).problems).toEqual([])
    expect((await atTwilio())['sms_application_sid']).toBe('')
    await webhooks.undo()
    expect((await atTwilio())['sms_application_sid']).toBe(application)
  })

  test('a telephone system is left alone unless it is asked for', async () => {
    const trunk = `TK${'1'.repeat(32)}`
    const { webhooks, atTwilio } = await desk({ numbers: [{ ...number, trunkSid: trunk }] })
    const plan = await webhooks.plan()
    await webhooks.fix(shown(plan))
    expect(await atTwilio()).toMatchObject({ trunk_sid: trunk, voice_url: number.voiceUrl })
    expect(webhooks.view.numbers).toMatchObject([{ right: true, traps: [{ words: expect.stringMatching(/trunk/) }] }])
    const rest = (await webhooks.plan()).changes.map(({ id, from }) => ({ id, from }))
    await webhooks.fix(rest)
    expect((await atTwilio())['trunk_sid']).toBeNull()
  })

  test('a service that drops texts is opened, texts come in, and undo closes it again', async () => {
    const { webhooks, rest, twilio, clock, workspace } = await desk({
      messagingServices: [{ ...service, inboundRequestUrl: null, useInboundWebhookOnNumber: false }],
    })
    const plan = await webhooks.plan()
    expect(plan.traps).toMatchObject([{ words: expect.stringMatching(/drops texts to this number/) }])
    await webhooks.fix(shown(plan))
    const serviceAtTwilio = async () => (await rest.get(`/v1/Services/${service.sid}`)).json
    expect(await serviceAtTwilio()).toMatchObject({ use_inbound_webhook_on_number: true })
    expect(webhooks.view.numbers).toMatchObject([{ right: true, traps: [] }])
    twilio.textFrom(parent, 'Here we are')
    const texts = () => workspace.store.db.prepare("SELECT count(*) AS n FROM message WHERE direction = 'in'").get()
    await clock.advanceUntil(() => JSON.stringify(texts()) === '{"n":1}')
    await webhooks.undo()
    expect(await serviceAtTwilio()).toMatchObject({ use_inbound_webhook_on_number: false, inbound_request_url: null })
  })
})

describe('prove it', () => {
  test('a round trip to this process, with its time, kept over a restart for this address alone', async () => {
    const made = await desk()
    const proof = await made.webhooks.prove()
    expect(proof).toMatchObject({ ok: true, address: made.listener.address, details: null })
    expect(proof.milliseconds).toBeGreaterThanOrEqual(0)
    expect(made.webhooks.view).toMatchObject({ provedAt: proof.at, proof: { ok: true } })
    made.setAddress('https://other.example.com')
    expect(made.webhooks.view.provedAt).toBeNull()
  })

  async function stranger(
    answer: { status: number; body?: string; headers?: Record<string, string> } | 'hang' | 'cut',
  ) {
    const server = createServer((request, response) => {
      if (answer === 'cut') return void request.socket.destroy()
      if (answer === 'hang') return
      response.writeHead(answer.status, answer.headers).end(answer.body ?? '')
    })
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  test.each([
    ['another laptop', { status: 200, body: 'ok' }, /another laptop with this app/],
    ['a website', { status: 404, body: '<html>' }, /Something else answers/],
    ['a redirect', { status: 301, headers: { Location: 'https://example.com' } }, /sends everybody on/],
    ['ngrok, offline', { status: 404, headers: { 'ngrok-error-code': 'ERR_NGROK_3200' } }, /offline.*Reconnect now/],
    [
      'ngrok, else',
      { status: 502, headers: { 'ngrok-error-code': 'ERR_NGROK_8012' } },
      /ngrok answers in this laptop’s place/,
    ],
    ['nobody for long', 'hang' as const, /in time/],
    ['a broken line', 'cut' as const, /broke/],
  ])('%s is not us', async (_name, answer, words) => {
    const { webhooks, setAddress, clock } = await desk()
    setAddress(await stranger(answer))
    let done = false
    const proving = webhooks.prove().finally(() => (done = true))
    await clock.advanceUntil(() => done, { step: 500 })
    expect(await proving).toMatchObject({ ok: false, words: expect.stringMatching(words) })
    expect(webhooks.view).toMatchObject({ provedAt: null, proof: { ok: false } })
  })

  test('an address where nobody listens', async () => {
    const { webhooks, setAddress } = await desk()
    setAddress('http://127.0.0.1:1')
    expect(await webhooks.prove()).toMatchObject({ ok: false, milliseconds: null, details: 'ECONNREFUSED' })
  })
})

test('the text for TwiML Bins carries the camp’s name, and the check says what is missing', async () => {
  const { webhooks } = await desk()
  const { fallback } = await webhooks.refresh()
  expect(fallback.smsTwiml).toContain('This is PTP &lt;Soccer&gt; Camp.')
  expect(fallback.voiceTwiml).toContain('<Hangup/>')
  expect(fallback.check).toMatchObject({ state: 'problem', words: expect.stringMatching(/no fallback for texts/) })
})
