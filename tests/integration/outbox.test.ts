import { describe, expect, test } from 'vitest'
import { cancelMessage, decideUncertain, passEarlierTexts, retryMessage } from '../../electron/hub/outbox/compose.ts'
import { newId } from '../../electron/hub/ids.ts'
import { messageView } from '../../electron/hub/views.ts'
import { campLine } from '../support/camp-line.ts'
import type { CampLine } from '../support/camp-line.ts'
import { manualClock } from '../support/manual-clock.ts'

const ana = '+12015550111'
const ben = '+12015550112'

function accepted(line: CampLine): readonly string[] {
  return line.twilio.accepted().map((message) => message.body)
}

describe('a text goes out', () => {
  test('and becomes Delivered by callbacks, told of step by step', async () => {
    const clock = manualClock()
    const line = await campLine({ clock, timing: { queuedToSent: [500, 500], sentToDelivered: [1_000, 1_000] } })
    const id = line.text(ana, 'Check-in opens at 8:30')
    await clock.advanceUntil(() => line.message(id).state === 'delivered', { what: 'delivery' })
    expect(accepted(line)).toEqual(['Check-in opens at 8:30'])
    expect(line.attempts(id)).toMatchObject([{ outcome: 'accepted', phase: 'answered', carrier_status: 'delivered' }])
    const told = line.changes.flatMap((change) =>
      change.type === 'message' && change.message.id === id ? [change.message.state] : [],
    )
    expect(told.filter((state, index) => state !== told[index - 1])).toEqual(['queued', 'sending', 'sent', 'delivered'])
    expect(line.workspace.connection(0, false)).toMatchObject({ link: 'online', waiting: 0 })
  })

  test('and is asked after by sid where no webhook reaches us', async () => {
    const clock = manualClock()
    const line = await campLine({
      clock,
      reachable: false,
      timing: { queuedToSent: [500, 500], sentToDelivered: [9_000, 9_000] },
    })
    const id = line.text(ana, 'On our way')
    await clock.advanceUntil(() => line.message(id).state === 'delivered', { step: 500, what: 'delivery by asking' })
    expect(line.twilio.accepted()[0]?.statusCallback).toBeNull()
    expect(line.message(id).delivered_at).not.toBeNull()
  })

  test('in the order it was written within a conversation, while others do not wait', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.faults.onCreate({ kind: 'too-many-requests', retryAfter: 30 }, { match: { to: ana } })
    const ids = ['one', 'two', 'three'].map((body) => line.text(ana, body))
    const other = line.text(ben, 'other')
    await clock.advanceUntil(() => line.message(other).state === 'delivered', { what: 'the other conversation' })
    expect(accepted(line)).toEqual(['other'])
    expect(ids.map((id) => line.message(id).state)).toEqual(['queued', 'queued', 'queued'])
    await clock.advanceUntil(() => ids.every((id) => line.message(id).state === 'delivered'), {
      step: 1_000,
      what: 'the rest',
    })
    expect(accepted(line)).toEqual(['other', 'one', 'two', 'three'])
  })

  test('with the time it is of use as ValidityPeriod', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    const id = line.text(ana, 'Lunch in ten minutes', clock.now() + 600_000)
    await clock.advanceUntil(() => line.message(id).state === 'delivered', { what: 'delivery' })
    expect(line.twilio.accepted()[0]?.validityPeriod).toBe(600)
  })
})

describe('the carrier says no', () => {
  test('for good: Failed with the reason; Try again is a new attempt of the same message', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.failNext(30_003)
    const id = line.text(ana, 'Where are you?')
    await clock.advanceUntil(() => line.message(id).state === 'failed', { what: 'failure' })
    expect(line.message(id).error_code).toBe(30_003)
    const requestId = newId(clock.now())
    for (let repeat = 0; repeat < 2; repeat++) line.workspace.store.write((write) => retryMessage(write, requestId, id))
    await clock.advanceUntil(() => line.message(id).state === 'delivered', { what: 'the second attempt' })
    expect(accepted(line)).toEqual(['Where are you?', 'Where are you?'])
    expect(line.attempts(id).map((attempt) => attempt.carrier_status)).toEqual(['undelivered', 'delivered'])
  })

  test('because the person opted out: the conversation closes', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.failNext(21_610)
    const id = line.text(ana, 'Hello')
    await clock.advanceUntil(() => line.message(id).state === 'failed', { what: 'refusal' })
    expect(() => line.text(ana, 'Hello again')).toThrow('STOP')
  })

  test('to the account: the outbox pauses with one reason, loses nothing, and resumes', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    const fault = line.twilio.faults.onCreate({ kind: 'refuse', code: 20_003 }, { times: Number.POSITIVE_INFINITY })
    const ids = [line.text(ana, 'one'), line.text(ben, 'two')]
    await clock.advanceUntil(() => line.workspace.line?.outbox.paused?.code === 20_003, { what: 'the pause' })
    await clock.advance(30_000)
    expect(ids.map((id) => line.message(id).state)).toEqual(['queued', 'queued'])
    fault.withdraw()
    line.workspace.line?.outbox.resume()
    await clock.advanceUntil(() => ids.every((id) => line.message(id).state === 'delivered'), { what: 'both' })
    expect(line.workspace.line?.outbox.paused).toBeNull()
    expect([...accepted(line)].sort()).toEqual(['one', 'two'])
  })
})

describe('no way out', () => {
  test('costs nothing: texts wait, and leave in order when the link is back', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    const first = line.text(ana, 'before')
    await clock.advanceUntil(() => line.message(first).state === 'delivered', { what: 'the first' })
    line.twilio.setNetwork('refused')
    const ids = ['one', 'two', 'three'].map((body) => line.text(ana, body))
    await clock.advanceUntil(() => line.workspace.line?.link.state === 'offline', { step: 500, what: 'offline' })
    await clock.advance(600_000)
    expect(ids.map((id) => line.message(id).state)).toEqual(['queued', 'queued', 'queued'])
    expect(ids.flatMap((id) => line.attempts(id))).toEqual([])
    expect(line.workspace.connection(0, false).waiting).toBe(3)
    line.twilio.setNetwork('up')
    await clock.advanceUntil(() => ids.every((id) => line.message(id).state === 'delivered'), {
      step: 500,
      what: 'all three',
    })
    expect(accepted(line)).toEqual(['before', 'one', 'two', 'three'])
  })

  test('past its use a waiting text expires, never silently', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.setNetwork('refused')
    const id = line.text(ana, 'Lunch in ten minutes', clock.now() + 600_000)
    await clock.advanceUntil(() => line.message(id).state === 'expired', {
      step: 10_000,
      limit: 700_000,
      what: 'expiry',
    })
    line.twilio.setNetwork('up')
    await clock.advance(120_000)
    expect(accepted(line)).toEqual([])
    expect(line.changes.some((change) => change.type === 'message' && change.message.state === 'expired')).toBe(true)
  })
})

describe('no use after', () => {
  test('passed while the carrier holds it (30036) it is Expired, with words and a new try', async () => {
    const clock = manualClock()
    // One segment in twenty seconds: the second text stands in the sender's queue at the carrier.
    const line = await campLine({ clock, timing: { segmentsPerSecond: 0.05 } })
    const first = line.text(ben, 'Before it in the queue')
    await clock.advanceUntil(() => accepted(line).length === 1, { step: 50, what: 'the first' })
    const id = line.text(ana, 'Lunch in ten seconds', clock.now() + 10_000)
    await clock.advanceUntil(() => line.message(id).state === 'expired', { step: 500, what: 'expiry' })
    expect(line.message(first).state).toBe('delivered')
    const expired = messageView(line.message(id))
    expect(expired.failure).toMatchObject({ code: 30_036 })
    expect(expired.failure?.reason).toContain('while Twilio held it')
    expect(line.attempts(id)).toMatchObject([{ outcome: 'accepted', carrier_status: 'failed' }])
    await clock.advance(30_000)
    line.workspace.store.write((write) => retryMessage(write, newId(clock.now()), id))
    expect(messageView(line.message(id)).noUseAfter).toBe(clock.now() + 4 * 3_600_000)
    await clock.advanceUntil(() => line.message(id).state === 'delivered', { step: 500, what: 'the new try' })
    expect(messageView(line.message(id)).mayHaveArrivedTwice).toBe(false)
  })

  test('passed here it is Expired with words of its own', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.setNetwork('refused')
    const id = line.text(ana, 'Lunch in ten minutes', clock.now() + 600_000)
    await clock.advanceUntil(() => line.message(id).state === 'expired', {
      step: 10_000,
      limit: 700_000,
      what: 'expiry',
    })
    expect(messageView(line.message(id)).failure).toMatchObject({ code: null })
    expect(messageView(line.message(id)).failure?.remedy).toContain('4 more hours')
    expect(line.attempts(id)).toEqual([])
  })
})

describe('nobody knows', () => {
  test('a callback that names the attempt settles it, also after the answer was lost', async () => {
    const clock = manualClock()
    const line = await campLine({ clock, timing: { queuedToSent: [3_000, 3_000], sentToDelivered: [3_000, 3_000] } })
    line.twilio.faults.onCreate({ kind: 'accept-then-reset' })
    const id = line.text(ana, 'Are you near?')
    await clock.advanceUntil(() => line.message(id).state === 'uncertain', { what: 'uncertainty' })
    await clock.advanceUntil(() => line.message(id).state === 'delivered', { what: 'settling' })
    expect(accepted(line)).toHaveLength(1)
  })

  test('the carrier’s list settles it where no callback comes', async () => {
    const clock = manualClock()
    const line = await campLine({ clock, reachable: false, timing: { queuedToSent: [1_000, 1_000] } })
    line.twilio.faults.onCreate({ kind: 'accept-then-garbage' })
    const id = line.text(ana, 'Are you near?')
    await clock.advanceUntil(() => line.message(id).state === 'delivered', { step: 500, what: 'settling by list' })
    expect(accepted(line)).toHaveLength(1)
    expect(line.attempts(id)).toHaveLength(1)
  })

  test('not in three listings over 90 s of a full account: it goes out again, once', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.faults.onCreate({ kind: 'server-error' })
    const id = line.text(ana, 'Are you near?')
    await clock.advanceUntil(() => line.message(id).state === 'uncertain', { what: 'uncertainty' })
    await clock.advance(85_000)
    expect(accepted(line)).toEqual([])
    await clock.advanceUntil(() => line.message(id).state === 'delivered', { step: 1_000, what: 'the second attempt' })
    expect(accepted(line)).toHaveLength(1)
    expect(line.attempts(id).map((attempt) => attempt.outcome)).toEqual(['absent', 'accepted'])
  })

  test('otherwise a person decides; later texts wait visibly, or are sent anyway', async () => {
    const clock = manualClock()
    const line = await campLine({ clock, isFullAccount: false })
    line.twilio.faults.onCreate({ kind: 'server-error' })
    const id = line.text(ana, 'first')
    const behind = line.text(ana, 'second')
    await clock.advanceUntil(() => line.message(id).needs_decision === 1, { step: 1_000, what: 'the question' })
    expect(line.message(behind)).toMatchObject({ state: 'queued', waits_behind: id })
    line.workspace.store.write((write) => passEarlierTexts(write, newId(clock.now()), behind))
    await clock.advanceUntil(() => line.message(behind).state === 'delivered', { what: 'the second' })
    line.workspace.store.write((write) => decideUncertain(write, newId(clock.now()), id, 'send-again'))
    await clock.advanceUntil(() => line.message(id).state === 'delivered', { what: 'the first' })
    expect(accepted(line)).toEqual(['second', 'first'])
  })

  test('left as it is, it yields to a late proof', async () => {
    const clock = manualClock()
    const line = await campLine({ clock, isFullAccount: false, timing: { queuedToSent: [400_000, 400_000] } })
    line.twilio.faults.onCreate({ kind: 'accept-then-reset' })
    const id = line.text(ana, 'Are you near?')
    await clock.advanceUntil(() => line.message(id).state === 'uncertain', { what: 'uncertainty' })
    line.workspace.store.write((write) => decideUncertain(write, newId(clock.now()), id, 'leave'))
    expect(line.message(id).state).toBe('failed')
    await clock.advanceUntil(() => line.message(id).state === 'delivered', { step: 5_000, what: 'late proof' })
  })

  test('a request that a crash cut off is uncertain at the next start, and settled, not repeated', async () => {
    const clock = manualClock()
    const line = await campLine({ clock, timing: { queuedToSent: [60_000, 60_000] } })
    line.twilio.faults.onCreate({ kind: 'accept-then-hang' })
    const id = line.text(ana, 'Are you near?')
    await clock.advanceUntil(() => accepted(line).length === 1, { what: 'acceptance' })
    expect(line.message(id).state).toBe('sending')
    await line.restart()
    expect(line.message(id).state).toBe('uncertain')
    await clock.advanceUntil(() => line.message(id).state === 'delivered', { step: 1_000, what: 'settling' })
    expect(accepted(line)).toHaveLength(1)
  })
})

describe('callbacks', () => {
  test('before the create’s answer, doubled, shuffled: the state only moves forward', async () => {
    const clock = manualClock()
    const line = await campLine({ clock, timing: { queuedToSent: [100, 100], sentToDelivered: [100, 100] } })
    line.twilio.faults.onCreate({ kind: 'callback-before-answer' })
    line.twilio.faults.onCallback({ kind: 'shuffle' }, { match: { status: 'sent' } })
    line.twilio.faults.onCallback({ kind: 'double' }, { match: { status: 'delivered' } })
    const id = line.text(ana, 'Hello')
    await clock.advanceUntil(() => line.message(id).state === 'delivered', { what: 'delivery' })
    await clock.advance(30_000)
    await line.twilio.idle()
    expect(line.message(id).state).toBe('delivered')
    const told = line.changes.flatMap((change) =>
      change.type === 'message' && change.message.id === id ? [change.message.state] : [],
    )
    expect(told.slice(told.indexOf('delivered')).every((state) => state === 'delivered')).toBe(true)
  })

  test('of strangers change nothing', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.faults.onCallback({ kind: 'wrong-signature' }, { times: Number.POSITIVE_INFINITY })
    const id = line.text(ana, 'Hello')
    await clock.advanceUntil(() => line.twilio.accepted()[0]?.status === 'delivered', { what: 'delivery at Twilio' })
    await clock.advance(5_000)
    expect(line.message(id).state).toBe('sending')
    expect(line.workspace.store.db.prepare('SELECT count(*) FROM carrier_status').pluck().get()).toBe(0)
  })
})

test('a text can be withdrawn while it waits, and not after', async () => {
  const clock = manualClock()
  const line = await campLine({ clock })
  line.twilio.setNetwork('refused')
  const waiting = line.text(ana, 'never mind')
  line.workspace.store.write((write) => cancelMessage(write, waiting))
  expect(line.message(waiting).state).toBe('canceled')
  line.twilio.setNetwork('up')
  const sent = line.text(ana, 'hello')
  await clock.advanceUntil(() => line.message(sent).state === 'delivered', { step: 500, what: 'delivery' })
  expect(() => line.workspace.store.write((write) => cancelMessage(write, sent))).toThrow('Too late')
  expect(accepted(line)).toEqual(['hello'])
})
