import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { StartFailure } from '../../electron/hub/failure.ts'
import { newId } from '../../electron/hub/ids.ts'
import { startPracticeCarrier } from '../../electron/hub/practice/practice-carrier.ts'
import { practiceAccount } from '../../electron/hub/practice/practice-account.ts'
import { promptTiming } from '../../electron/hub/practice/types.ts'
import { seededRandom } from '../../electron/hub/random.ts'
import { manualClock } from '../support/manual-clock.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testHub } from '../support/test-hub.ts'
import type { TestHub } from '../support/test-hub.ts'

async function firstConversation({ hub }: TestHub) {
  const { items } = await hub.handlers['conversations.list']({ show: 'all', before: null, limit: 50 })
  const first = items.find((conversation) => conversation.closedReason === null)
  if (!first) throw new Error('The sample camp has no conversation.')
  return first
}

describe('practice', () => {
  test('is the first start: a camp of forty families, and a text that goes out and is answered', async () => {
    const clock = manualClock()
    const line = await testHub({ clock })
    const state = await line.hub.handlers['system.state']({})
    expect(state).toMatchObject({ mode: 'practice', credentialSource: null })
    expect(state.counts.unread).toBeGreaterThan(3)
    const { id } = await firstConversation(line)
    const messageId = newId(clock.now())
    const input = {
      id: messageId,
      conversationId: id,
      channel: 'sms' as const,
      body: 'Is Maya on her way?',
      replaces: null,
      noUseAfter: null,
    }
    const sent = await line.hub.handlers['messages.send'](input)
    expect(await line.hub.handlers['messages.send'](input)).toEqual(sent)
    const states = () =>
      line
        .changes('message')
        .filter(({ message }) => message.id === messageId)
        .map(({ message }) => message.state)
    await clock.advanceUntil(() => states().includes('delivered'), { what: 'delivery' })
    await line.hub.handlers['practice.replyAsParent']({ conversationId: id, body: 'Almost there' })
    const replies = () => line.changes('message').filter(({ message }) => message.body === 'Almost there')
    await clock.advanceUntil(() => replies().length > 0, { what: 'the reply' })
    expect(replies()[0]?.message).toMatchObject({ direction: 'in', conversationId: id, state: 'received' })
    expect(line.notifications.at(-1)).toMatchObject({ body: 'New text', conversationId: id })
  })

  test('ends with its data alone wiped; can be started again', async () => {
    const clock = manualClock()
    const line = await testHub({ clock })
    await line.hub.handlers['settings.update']({ campName: 'Riverside' })
    const before = line.batches.at(-1)?.epoch
    await line.hub.handlers['practice.end']({})
    const state = await line.hub.handlers['system.state']({})
    expect(state).toMatchObject({ mode: 'not-set-up', settings: { campName: 'Riverside' } })
    expect(line.batches.at(-1)).toMatchObject({ seq: 1, changes: [{ type: 'mode', mode: 'not-set-up' }] })
    expect(line.batches.at(-1)?.epoch).not.toBe(before)
    expect(existsSync(join(line.dataDir, 'practice.db'))).toBe(false)
    expect((await line.hub.handlers['conversations.list']({ show: 'all', before: null, limit: 10 })).items).toEqual([])
    await line.hub.handlers['practice.start']({})
    expect((await line.hub.handlers['system.state']({})).mode).toBe('practice')
    expect(
      (await line.hub.handlers['conversations.list']({ show: 'all', before: null, limit: 50 })).items,
    ).toHaveLength(40)
  })

  test('the network goes down and comes back: the text waits, then is delivered', async () => {
    const clock = manualClock()
    const line = await testHub({ clock })
    const { id } = await firstConversation(line)
    await line.hub.handlers['practice.setNetwork']({ down: true })
    const messageId = newId(clock.now())
    await line.hub.handlers['messages.send']({
      id: messageId,
      conversationId: id,
      channel: 'sms',
      body: 'Hello',
      replaces: null,
      noUseAfter: null,
    })
    await clock.advanceUntil(() => line.changes('connection').at(-1)?.connection.link === 'offline', {
      step: 500,
      what: 'offline',
    })
    expect(line.changes('connection').at(-1)?.connection).toMatchObject({ waiting: 1, practiceNetworkDown: true })
    await line.hub.handlers['practice.setNetwork']({ down: false })
    await clock.advanceUntil(
      () => line.changes('message').some(({ message }) => message.id === messageId && message.state === 'delivered'),
      { step: 500, what: 'delivery' },
    )
  })
})

test('what parents wrote while the network was down is caught up on when it is back', async () => {
  const clock = manualClock()
  const line = await testHub({ clock })
  const { id } = await firstConversation(line)
  await clock.advanceUntil(() => line.changes('connection').at(-1)?.connection.link === 'online', { what: 'online' })
  await line.hub.handlers['practice.setNetwork']({ down: true })
  await clock.advanceUntil(() => line.changes('connection').at(-1)?.connection.link === 'offline', {
    step: 500,
    what: 'offline',
  })
  await line.hub.handlers['practice.replyAsParent']({ conversationId: id, body: 'Stuck in traffic' })
  await clock.advance(180_000)
  await line.hub.handlers['practice.setNetwork']({ down: false })
  const arrived = () => line.changes('message').find(({ message }) => message.body === 'Stuck in traffic')?.message
  await clock.advanceUntil(() => arrived() !== undefined, { step: 500, what: 'the missed text' })
  expect(arrived()).toMatchObject({ direction: 'in', conversationId: id, arrivedWhileAway: true })
})

test('the store, drafts and settings outlive a restart', async () => {
  const clock = manualClock()
  const dataDir = temporaryFolder()
  const first = await testHub({ clock, dataDir })
  const { id } = await firstConversation(first)
  await first.hub.handlers['conversations.saveDraft']({ id, body: 'half a thought' })
  await first.hub.handlers['settings.update']({ theme: 'sunlight' })
  await first.hub.stop(1_000)
  const second = await testHub({ clock, dataDir })
  expect((await second.hub.handlers['system.state']({})).settings.theme).toBe('sunlight')
  expect((await second.hub.handlers['conversations.get']({ id })).draft).toBe('half a thought')
})

test('a data folder is held by one hub; the second is told who holds it', async () => {
  const clock = manualClock()
  const line = await testHub({ clock })
  const refused = await testHub({ clock, dataDir: line.dataDir }).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(StartFailure)
  expect(refused).toMatchObject({ code: 'locked', message: expect.stringContaining(`process ${process.pid}`) })
})

test('with credentials in the environment the same code texts through that account', async () => {
  const clock = manualClock()
  const twilio = await startPracticeCarrier({
    clock,
    random: seededRandom(1),
    file: null,
    account: practiceAccount,
    parents: null,
    timing: promptTiming,
  })
  try {
    const line = await testHub({
      clock,
      env: {
        PTP_TWILIO_ACCOUNT_SID: practiceAccount.accountSid,
        PTP_TWILIO_AUTH_TOKEN: practiceAccount.authToken,
        PTP_TWILIO_NUMBER: practiceAccount.numbers[0]?.phoneNumber ?? '',
        PTP_TWILIO_API: twilio.origin,
      },
    })
    expect(await line.hub.handlers['system.state']({})).toMatchObject({
      mode: 'live',
      credentialSource: 'environment',
      ourNumber: '(312) 555-0100',
      connection: { tunnel: 'none' },
    })
    const conversation = await line.hub.handlers['conversations.open']({ address: '(201) 555-0123' })
    const id = newId(clock.now())
    await line.hub.handlers['messages.send']({
      id,
      conversationId: conversation.id,
      channel: 'sms',
      body: 'Hello',
      replaces: null,
      noUseAfter: null,
    })
    await clock.advanceUntil(
      () => line.changes('message').some(({ message }) => message.id === id && message.state === 'delivered'),
      { step: 500, what: 'delivery' },
    )
    expect(twilio.accepted()).toMatchObject([{ to: '+12015550123', body: 'Hello', statusCallback: null }])
    await line.hub.stop(1_000)
  } finally {
    await twilio.stop()
  }
})

test('what cannot be right is refused in plain words', async () => {
  const clock = manualClock()
  const line = await testHub({ clock })
  const open = (address: string) => Promise.resolve().then(() => line.hub.handlers['conversations.open']({ address }))
  await expect(open('12')).rejects.toMatchObject({ code: 'invalid' })
  await expect(open('+13125550100')).rejects.toThrow('our own number')
  await expect(
    Promise.resolve().then(() => line.hub.handlers['conversations.get']({ id: 999_999 })),
  ).rejects.toMatchObject({ code: 'not-found' })
})
