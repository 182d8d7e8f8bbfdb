import { describe, expect, test } from 'vitest'
import { ensureConversation, setOurNumber } from '../../db/conversations.ts'
import { findMessage } from '../../db/messages.ts'
import { newId } from '../../electron/hub/ids.ts'
import type { Hub } from '../../electron/hub/hub.ts'
import { queueText } from '../../electron/hub/outbox/compose.ts'
import type { PracticeNumber } from '../../electron/hub/practice/types.ts'
import { liveDesk } from '../support/live-desk.ts'
import type { LiveDesk } from '../support/live-desk.ts'
import { manualClock } from '../support/manual-clock.ts'
import type { ManualClock } from '../support/manual-clock.ts'
import { camp, practiceTwilio } from '../support/practice-twilio.ts'
import { testHub } from '../support/test-hub.ts'
import { ana, words } from '../support/voice-rig.ts'

const first = '+13125550100'
const second = '+13125550101'
const credentials = { accountSid: camp.accountSid, authToken: camp.authToken }
const pool = { sid: `MG${'5'.repeat(32)}`, friendlyName: 'Camp texts', numbers: [first, second] }
const textsOnly = (phoneNumber: string): PracticeNumber => ({
  phoneNumber,
  capabilities: { sms: true, mms: true, voice: false },
})
const environment = (origin: string, more: Readonly<Record<string, string>> = {}) => ({
  PTP_TWILIO_API: origin,
  PTP_TWILIO_ACCOUNT_SID: camp.accountSid,
  PTP_TWILIO_AUTH_TOKEN: camp.authToken,
  PTP_TWILIO_NUMBER: first,
  ...more,
})

const closed = async (hub: Hub): Promise<string | null> => (await hub.handlers['system.state']({})).callsClosed

/** Queues a call to Ana, whose conversation goes by this number of ours. */
function callBy({ workspace }: LiveDesk, clock: ManualClock, ourNumber: string): string {
  const id = newId(clock.now())
  workspace.store.write((write) => {
    const conversationId = ensureConversation(write.db, 'phone', ana, null, write.now)
    setOurNumber(write.db, conversationId, ourNumber)
    queueText(write, {
      id,
      conversationId,
      body: words,
      author: null,
      origin: 'person',
      replaces: null,
      noUseAfter: null,
      ourNumber,
      segments: 0,
      call: { language: 'en', mostCalls: 1 },
    })
  })
  return id
}

describe('whether anybody can be called', () => {
  test('is read at the start where credentials come from the environment, and pages hear of it', async () => {
    const clock = manualClock()
    const twilio = await practiceTwilio(clock, { numbers: [textsOnly(first)] })
    const { hub, batches } = await testHub({ clock, env: environment(twilio.origin) })
    expect(await closed(hub)).toBeNull()
    const before = batches.at(-1)?.epoch
    await clock.advance(10_000)
    await clock.advanceUntil(() => batches.at(-1)?.epoch !== before, { step: 500, what: 'the news' })
    expect(await closed(hub)).toContain('The number in use cannot call.')
    await expect(
      (async () =>
        hub.handlers['messages.send']({
          id: newId(clock.now()),
          conversationId: 1,
          channel: 'voice',
          body: words,
          replaces: null,
          noUseAfter: null,
        }))(),
    ).rejects.toThrow(/cannot call/)
  })

  test('is asked again where nobody answered, and harms nothing meanwhile', async () => {
    const clock = manualClock()
    const twilio = await practiceTwilio(clock, { numbers: [textsOnly(first)] })
    const asked = twilio.faults.onRequest(
      { kind: 'server-error' },
      { match: { path: 'IncomingPhoneNumbers' }, times: 2 },
    )
    const { hub } = await testHub({ clock, env: environment(twilio.origin) })
    await clock.advanceUntil(() => asked.met === 1, { step: 500, what: 'the question' })
    const { connection } = await hub.handlers['system.state']({})
    expect([connection.link, connection.paused]).toEqual(['online', null])
    await clock.advanceUntil(() => asked.met === 2, { step: 1_000, limit: 120_000, what: 'the second one' })
    await clock.advance(90_000)
    expect(await closed(hub)).not.toBeNull()
  })

  test('is told anew after a test of the account', async () => {
    const clock = manualClock()
    const twilio = await practiceTwilio(clock, { numbers: [textsOnly(first)] })
    const { hub, batches } = await testHub({ clock, env: environment(twilio.origin) })
    const before = batches.at(-1)?.epoch
    expect(await hub.handlers['account.saveAndTest']({})).toMatchObject({ outcome: 'saved' })
    expect(batches.at(-1)?.epoch).not.toBe(before)
    expect(await closed(hub)).toContain('cannot call')
  })

  test('of a pool, is whether any of its numbers can', async () => {
    const clock = manualClock()
    const numbers = [textsOnly(first), { phoneNumber: second }]
    const twilio = await practiceTwilio(clock, { numbers, messagingServices: [pool] })
    const env = environment(twilio.origin, { PTP_TWILIO_MESSAGING_SERVICE_SID: pool.sid })
    const { hub } = await testHub({ clock, env })
    await hub.handlers['account.saveAndTest']({})
    expect(await closed(hub)).toBeNull()
  })
})

describe('the number that a call goes out from', () => {
  async function rig(numbers: readonly PracticeNumber[]) {
    const clock = manualClock()
    const twilio = await practiceTwilio(clock, { numbers, messagingServices: [pool] })
    const account = { ...twilio.account, number: first, messagingServiceSid: pool.sid }
    const desk = await liveDesk({ clock, twilio, environmentAccount: account })
    // What the numbers can do is read in a quiet moment.
    await clock.advance(10_000)
    await clock.advanceUntil(() => desk.account.view.senders.length > 0, { step: 500, what: 'the numbers' })
    return { clock, twilio, desk }
  }

  test("is the conversation's own where that can call", async () => {
    const { clock, twilio, desk } = await rig([{ phoneNumber: first }, { phoneNumber: second }])
    callBy(desk, clock, second)
    await clock.advanceUntil(() => twilio.calls().length === 1, { step: 200, what: 'the call' })
    expect(twilio.calls()[0]?.from).toBe(second)
  })

  test.each([
    ['the second', first, second],
    ['the first', second, first],
  ])('is one that can, %s, where its own cannot', async (_which, own, other) => {
    const { clock, twilio, desk } = await rig(
      [first, second].map((number) => (number === own ? textsOnly(number) : { phoneNumber: number })),
    )
    expect(desk.account.isMute).toBe(false)
    callBy(desk, clock, own)
    await clock.advanceUntil(() => twilio.calls().length === 1, { step: 200, what: 'the call' })
    expect(twilio.calls()[0]).toMatchObject({ from: other, to: ana })
  })

  test('is one of ours where its own was given up', async () => {
    const { clock, twilio, desk } = await rig([{ phoneNumber: first }, { phoneNumber: second }])
    callBy(desk, clock, '+13125550199')
    await clock.advanceUntil(() => twilio.calls().length === 1, { step: 200, what: 'the call' })
    expect(twilio.calls()[0]?.from).toBe(first)
  })

  test('stays where none can: that call fails, and says why', async () => {
    const { clock, desk } = await rig([textsOnly(first), textsOnly(second)])
    expect(desk.account.isMute).toBe(true)
    const id = callBy(desk, clock, first)
    const state = () => findMessage(desk.workspace.store.db, id)?.state
    await clock.advanceUntil(() => state() === 'failed', { step: 200, what: 'the refusal' })
    expect(findMessage(desk.workspace.store.db, id)?.error_code).toBe(21_212)
    expect(desk.workspace.line?.outbox.paused).toBeNull()
  })
})

test('credentials that are entered are known with their numbers by their own test', async () => {
  const clock = manualClock()
  const twilio = await practiceTwilio(clock, { numbers: [textsOnly(first)] })
  const desk = await liveDesk({ clock, twilio })
  await desk.account.saveAndTest(credentials)
  expect(desk.account.isMute).toBe(true)
  const again = await (async () => {
    await desk.vault.choosePassphrase('correct horse battery')
    const next = await desk.restart()
    await next.vault.unlock('correct horse battery')
    return next
  })()
  expect(again.account.isMute).toBe(true)
})
