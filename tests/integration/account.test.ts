import { describe, expect, test } from 'vitest'
import type { Change } from '../../electron/ipc/contract/changes.ts'
import { CallFailure } from '../../electron/hub/failure.ts'
import { newId } from '../../electron/hub/ids.ts'
import { accountHandlers } from '../../electron/hub/calls/account.ts'
import type { PracticeAccount } from '../../electron/hub/practice/types.ts'
import { liveDesk } from '../support/live-desk.ts'
import type { LiveDesk, LiveDeskOptions } from '../support/live-desk.ts'
import { manualClock } from '../support/manual-clock.ts'
import { signWebhook } from '../support/sign-webhook.ts'
import { camp, practiceTwilio } from '../support/practice-twilio.ts'

const local = '+13125550100'
const other = '+13125550101'
const phone = '+13125550142'
const credentials = { accountSid: camp.accountSid, authToken: camp.authToken }
const standardKey = { sid: `SK${'7'.repeat(32)}`, secret: 'k'.repeat(32), kind: 'standard' as const }
const service = { sid: `MG${'5'.repeat(32)}`, friendlyName: 'Camp texts', numbers: [local] }

async function desk(account: Partial<PracticeAccount> = {}, options: Partial<LiveDeskOptions> = {}) {
  const clock = manualClock()
  const twilio = await practiceTwilio(clock, account)
  return { clock, twilio, ...(await liveDesk({ clock, twilio, ...options })) }
}

function accountChanges(changes: readonly Change[]) {
  return changes.filter((change) => change.type === 'account' || change.type === 'account-checks')
}

async function refusal(work: () => unknown): Promise<CallFailure> {
  try {
    await work()
  } catch (error) {
    if (error instanceof CallFailure) return error
    throw error
  }
  throw new Error('It was not refused')
}

describe('save and test', () => {
  test('good credentials are stored, told as they are tested, and live texts go out by them', async () => {
    const { account, workspace, vault, changes } = await desk()
    expect(account.view).toMatchObject({ source: null, stored: 'nothing', sender: null, checks: [], testing: false })
    const result = await account.saveAndTest({ accountSid: ` ${camp.accountSid}\n`, authToken: camp.authToken })
    expect(result.outcome).toBe('saved')
    expect(account.view).toMatchObject({
      source: 'vault',
      protection: { kind: 'session' },
      stored: 'tested',
      name: 'Camp',
      kind: 'full',
      sender: local,
      senders: [{ id: local, label: '(312) 555-0100', canText: true }],
      secrets: {
        accountSid: { set: true, lastFour: camp.accountSid.slice(-4) },
        authToken: { set: true, lastFour: camp.authToken.slice(-4) },
        apiKey: { set: false, lastFour: null },
        apiSecret: { set: false, lastFour: null },
      },
      testing: false,
    })
    expect(vault.read('twilio.accountSid')).toBe(camp.accountSid)
    expect(workspace.line?.account).toMatchObject({ ...credentials, number: local, messagingServiceSid: null })
    const told = accountChanges(changes)
    expect(told[0]).toEqual({ type: 'account-checks', checks: [], testing: true })
    expect(told.at(-1)).toMatchObject({ type: 'account', account: { stored: 'tested', testing: false } })
  })

  test('a wrong token changes nothing that was good', async () => {
    const { account, workspace, vault } = await desk()
    await account.saveAndTest(credentials)
    const line = workspace.line
    const result = await account.saveAndTest({ authToken: 'f'.repeat(32) })
    expect(result).toMatchObject({ outcome: 'refused', reason: expect.stringMatching(/does not accept/) })
    expect(account.view.checks[0]).toMatchObject({ id: 'account', state: 'problem' })
    expect(account.view.stored).toBe('tested')
    expect(vault.read('twilio.authToken')).toBe(camp.authToken)
    expect(workspace.line).toBe(line)
  })

  test('values that cannot be right are told by field, and nobody is asked', async () => {
    const { account, twilio } = await desk()
    const asked = twilio.faults.onRequest({ kind: 'reset' }, { times: Infinity })
    const result = await account.saveAndTest({ accountSid: camp.accountSid, authToken: camp.accountSid })
    expect(result).toMatchObject({
      outcome: 'invalid',
      fields: { authToken: expect.stringMatching(/This is an Account SID/) },
    })
    expect(await account.saveAndTest({})).toMatchObject({
      outcome: 'invalid',
      fields: { accountSid: expect.any(String) },
    })
    expect(asked.met).toBe(0)
    expect(account.view.checks).toEqual([])
  })

  test('an API key is added, used, and taken away again', async () => {
    const { account, workspace, vault } = await desk({ apiKeys: [standardKey] })
    const { sid, secret } = standardKey
    expect((await account.saveAndTest({ ...credentials, apiKey: sid, apiSecret: secret })).outcome).toBe('saved')
    expect(workspace.line?.account.apiKey).toEqual({ sid, secret })
    expect((await account.saveAndTest({ apiKey: null })).outcome).toBe('saved')
    expect(workspace.line?.account.apiKey).toBeNull()
    expect(vault.mark('twilio.apiSecret').set).toBe(false)
  })

  test('what the screen is told holds no secret, nor does the log', async () => {
    const { account, changes, logged, workspace } = await desk({ apiKeys: [standardKey] })
    await account.saveAndTest({ ...credentials, apiKey: standardKey.sid, apiSecret: standardKey.secret })
    await account.saveAndTest({ authToken: 'e'.repeat(32) })
    const rows = workspace.store.db.prepare('SELECT key, value FROM setting').all()
    const all = JSON.stringify([account.view, changes, logged, rows])
    for (const secret of [camp.accountSid, camp.authToken, standardKey.sid, standardKey.secret, 'e'.repeat(32)]) {
      expect(all).not.toContain(secret)
    }
  })

  test('without a place to keep them nothing is asked', async () => {
    const { account } = await desk({}, { session: false })
    expect(account.view.protection).toMatchObject({ kind: 'needs-choice' })
    expect(await refusal(() => account.saveAndTest(credentials))).toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/Choose how the credentials are kept first/),
    })
  })

  test('one test at a time', async () => {
    const { account } = await desk()
    const first = account.saveAndTest(credentials)
    expect(await refusal(() => account.saveAndTest(credentials))).toMatchObject({ code: 'conflict' })
    expect((await first).outcome).toBe('saved')
  })
})

describe('no way out', () => {
  test('nothing is stored, unless that is asked for; then the test follows by itself', async () => {
    const { clock, twilio, account, workspace } = await desk()
    twilio.setNetwork('refused')
    const result = await account.saveAndTest(credentials)
    expect(result).toMatchObject({ outcome: 'no-answer', reason: expect.stringMatching(/could not be reached/) })
    expect(account.view.stored).toBe('nothing')
    expect(await account.saveAndTest({ ...credentials, keepUntested: true })).toMatchObject({
      outcome: 'kept-untested',
    })
    expect(account.view).toMatchObject({ stored: 'untested', sender: null })
    expect(workspace.line).toBeNull()
    twilio.setNetwork('up')
    await clock.advanceUntil(() => account.view.stored === 'tested' && workspace.line !== null, { step: 1_000 })
    expect(account.view.sender).toBe(local)
  })
})

describe('what texts are sent from', () => {
  test('of two numbers one has to be chosen, and the line follows the choice', async () => {
    const { account, workspace } = await desk({ numbers: [...camp.numbers, { phoneNumber: other }] })
    expect((await account.saveAndTest(credentials)).outcome).toBe('saved')
    expect(account.view.sender).toBeNull()
    expect(workspace.line).toBeNull()
    await account.chooseSender(other)
    expect(workspace.line?.account.number).toBe(other)
    expect(account.view.checks.find(({ id }) => id === 'sender')).toMatchObject({ state: 'ok' })
    await account.chooseSender(local)
    expect(workspace.line?.account.number).toBe(local)
  })

  test('a Messaging Service', async () => {
    const { account, workspace } = await desk({
      numbers: [...camp.numbers, { phoneNumber: other }],
      messagingServices: [{ ...service, numbers: [local, other] }],
    })
    await account.saveAndTest(credentials)
    await account.chooseSender(service.sid)
    expect(account.numbers).toEqual([local, other])
    expect(workspace.line?.account).toMatchObject({ number: local, messagingServiceSid: service.sid })
    expect(account.view.sender).toBe(service.sid)
  })

  test('how fast texts may leave goes by the number’s kind', async () => {
    const tollFree = '+18335550100'
    const { account } = await desk({ numbers: [...camp.numbers, { phoneNumber: tollFree }] })
    expect(account.view.usualPace).toBeNull()
    await account.saveAndTest(credentials)
    await account.chooseSender(tollFree)
    expect(account.view.usualPace).toBe(3)
    await account.chooseSender(local)
    expect(account.view.usualPace).toBe(1)
  })

  test('what cannot text, or is not there, is refused', async () => {
    const deaf = { phoneNumber: other, capabilities: { sms: false, mms: false, voice: true } }
    const { account } = await desk({ numbers: [...camp.numbers, deaf] })
    await account.saveAndTest(credentials)
    expect(await refusal(() => account.chooseSender(other))).toMatchObject({ code: 'invalid' })
    expect(await refusal(() => account.chooseSender('+13125550199'))).toMatchObject({ code: 'not-found' })
    expect(account.view.sender).toBe(local)
  })

  test('without any number the account is stored, and nothing is connected', async () => {
    const { account, workspace } = await desk({ numbers: [] })
    expect((await account.saveAndTest(credentials)).outcome).toBe('saved')
    expect(account.view).toMatchObject({ stored: 'tested', sender: null, senders: [] })
    expect(workspace.line).toBeNull()
  })
})

describe('a test text', () => {
  function handlersOf({ account, workspace }: Pick<LiveDesk, 'account' | 'workspace'>) {
    return accountHandlers({ account, live: workspace, defaultCountry: () => 'US' })
  }

  test('goes out as every text does, and its way is told', async () => {
    const all = await desk()
    const { account, clock, changes, twilio } = all
    await account.saveAndTest(credentials)
    const id = newId(clock.now())
    const view = await handlersOf(all)['account.sendTest']({ id, to: '(312) 555-0142' })
    expect(view).toMatchObject({ id, state: 'queued' })
    const states = () => changes.flatMap((change) => (change.type === 'test-text' ? [change.message.state] : []))
    await clock.advanceUntil(() => account.view.testText?.state === 'delivered')
    expect(states().at(-1)).toBe('delivered')
    expect(twilio.accepted()).toMatchObject([{ to: phone, from: local }])
    // Its callback came through the public address, with a right signature.
    expect(all.webhooks.view.lastWebhookAt).not.toBeNull()
    await handlersOf(all)['account.sendTest']({ id, to: phone })
    expect(twilio.accepted()).toHaveLength(1)
  })

  test('is refused in words where it cannot go', async () => {
    const all = await desk()
    const send = (to: string) => handlersOf(all)['account.sendTest']({ id: newId(all.clock.now()), to })
    expect(await refusal(() => send(phone))).toMatchObject({ code: 'unavailable' })
    await all.account.saveAndTest(credentials)
    expect(await refusal(() => send('123'))).toMatchObject({ code: 'invalid' })
    expect((await refusal(() => send(local))).message).toMatch(/our own number/)
  })
})

test('an outbox that wrong credentials have paused goes on after a good test, with nothing lost', async () => {
  const { account, clock, twilio, workspace } = await desk()
  await account.saveAndTest(credentials)
  twilio.faults.onCreate({ kind: 'refuse', code: 20_003 })
  const handlers = accountHandlers({ account, live: workspace, defaultCountry: () => 'US' })
  const id = newId(clock.now())
  await handlers['account.sendTest']({ id, to: phone })
  await clock.advanceUntil(() => workspace.line?.outbox.paused?.code === 20_003)
  const pausedAt = clock.now()
  expect((await account.saveAndTest({})).outcome).toBe('saved')
  await clock.advanceUntil(() => account.view.testText?.state === 'delivered')
  expect(clock.now() - pausedAt).toBeLessThan(30_000)
  expect(workspace.line?.outbox.paused).toBeNull()
})

describe('a rotated Auth Token', () => {
  const rotated = 'abcdef0123456789abcdef0123456789'

  let posted = 0
  async function post(listener: LiveDesk['listener'], token: string): Promise<number> {
    posted += 1
    const sid = `SM${String(posted).padStart(32, '0')}`
    const form = { AccountSid: camp.accountSid, MessageSid: sid, From: phone, To: local, Body: 'Hello', NumMedia: '0' }
    const response = await fetch(`${listener.address}/twilio/sms`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        'X-Twilio-Signature': signWebhook(token, `${listener.address}/twilio/sms`, form),
      },
      body: new URLSearchParams(form).toString(),
    })
    return response.status
  }

  test('is noticed by signatures, and by asking Twilio whether it still takes ours', async () => {
    const { account, clock, listener, twilio } = await desk()
    await account.saveAndTest(credentials)
    expect(await post(listener, camp.authToken)).toBe(200)

    // From now on Twilio signs with another token, and does not know the old one any more.
    const refused = twilio.faults.onRequest({ kind: 'refuse', code: 20_003 }, { times: 1 })
    for (let count = 0; count < 3; count += 1) expect(await post(listener, rotated)).toBe(403)
    await clock.advanceUntil(() => account.view.tokenTrouble !== null)
    expect(refused.met).toBe(1)
    expect(account.view.tokenTrouble).toMatchObject({ kind: 'rotated' })
    expect(account.isDeaf).toBe(true)
  })

  test('both tokens are let in for the time that was set, then the new one alone', async () => {
    const clock = manualClock()
    const before = await practiceTwilio(clock)
    const { port } = new URL(before.origin)
    const { account, listener, vault } = await liveDesk({ clock, twilio: before })
    await account.saveAndTest(credentials)
    await before.stop()
    await practiceTwilio(clock, { authToken: rotated }, { port: Number(port) })

    const saved = await account.saveAndTest({ authToken: rotated, oldTokenHours: 2 })
    expect(saved.outcome).toBe('saved')
    expect(account.view.oldTokenUntil).toBe(clock.now() + 2 * 3_600_000)
    expect(account.webhookTokens).toEqual([rotated, camp.authToken])
    expect(await post(listener, camp.authToken)).toBe(200)
    expect(await post(listener, rotated)).toBe(200)
    await clock.advanceUntil(() => !vault.mark('twilio.previousAuthToken').set, { step: 600_000, limit: 3 * 3_600_000 })
    expect(account.webhookTokens).toEqual([rotated])
    expect(account.view.oldTokenUntil).toBeNull()
    expect(await post(listener, camp.authToken)).toBe(403)
    expect(await post(listener, rotated)).toBe(200)
  })
})

describe('what is kept', () => {
  test('forgetting takes the credentials and the line away, and leaves texts', async () => {
    const { account, clock, vault, workspace } = await desk()
    await account.saveAndTest(credentials)
    await accountHandlers({ account, live: workspace, defaultCountry: () => 'US' })['account.sendTest']({
      id: newId(clock.now()),
      to: phone,
    })
    await clock.advanceUntil(() => account.view.testText?.state === 'delivered')
    expect(await account.forget()).toMatchObject({
      source: null,
      stored: 'nothing',
      sender: null,
      checks: [],
      name: null,
    })
    expect(vault.mark('twilio.authToken').set).toBe(false)
    expect(workspace.line).toBeNull()
    expect(workspace.store.db.prepare('SELECT count(*) AS n FROM message').get()).toEqual({ n: 1 })
  })

  test('a start connects what is stored as soon as it can be read', async () => {
    const first = await desk()
    await first.account.saveAndTest(credentials)
    await first.vault.choosePassphrase('correct horse battery')
    const second = await first.restart()
    expect(second.account.view).toMatchObject({ protection: { kind: 'locked' }, name: 'Camp', sender: local })
    expect(second.account.hasAccount).toBe(true)
    expect(second.workspace.line).toBeNull()
    await second.vault.unlock('correct horse battery')
    await expect.poll(() => second.workspace.line?.account.number).toBe(local)
    expect(second.account.view).toMatchObject({ source: 'vault', stored: 'tested' })
  })
})

describe('credentials of the environment', () => {
  test('win, are tested, and are neither changed nor stored', async () => {
    const clock = manualClock()
    const twilio = await practiceTwilio(clock)
    const { account, vault, workspace } = await liveDesk({ clock, twilio, environmentAccount: twilio.account })
    expect(workspace.line?.account).toMatchObject(credentials)
    expect(account.view).toMatchObject({
      source: 'environment',
      protection: { kind: 'environment' },
      stored: 'nothing',
      sender: local,
    })
    expect((await account.saveAndTest({})).outcome).toBe('saved')
    expect(account.view).toMatchObject({ name: 'Camp', kind: 'full' })
    expect(vault.mark('twilio.authToken').set).toBe(false)
    for (const work of [
      () => account.saveAndTest(credentials),
      () => account.chooseSender(local),
      () => account.forget(),
    ]) {
      expect(await refusal(work)).toMatchObject({ code: 'conflict', message: expect.stringMatching(/environment/) })
    }
  })
})
