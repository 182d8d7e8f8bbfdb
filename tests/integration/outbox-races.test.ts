import { describe, expect, test } from 'vitest'
import { hearCallback } from '../../electron/hub/outbox/carrier-word.ts'
import {
  cancelMessage,
  decideUncertain,
  passEarlierTexts,
  queueText,
  retryMessage,
} from '../../electron/hub/outbox/compose.ts'
import { CallFailure } from '../../electron/hub/failure.ts'
import { newId } from '../../electron/hub/ids.ts'
import type { CarrierStatus } from '../../electron/hub/carrier/types.ts'
import { messageView } from '../../electron/hub/views.ts'
import { campLine } from '../support/camp-line.ts'
import type { CampLine } from '../support/camp-line.ts'
import { manualClock } from '../support/manual-clock.ts'

const ana = '+12015550111'
const ben = '+12015550112'
const day = 86_400_000

const accepted = (line: CampLine): readonly string[] => line.twilio.accepted().map((message) => message.body)
const write = (line: CampLine) => line.workspace.store.write

function callBack(line: CampLine, sid: string, status: CarrierStatus, attemptId: string | null = null): void {
  write(line)((w) => hearCallback(w, { sid, status, attemptId, errorCode: null, errorText: null, parameters: {} }))
}

describe('words of the carrier that cross each other', () => {
  test('an answer by sid that is older than the callback it comes after changes nothing', async () => {
    const clock = manualClock()
    const line = await campLine({ clock, timing: { queuedToSent: [500, 500], sentToDelivered: [61_000, 61_000] } })
    line.twilio.faults.onCallback({ kind: 'drop' }, { match: { status: 'sent' } })
    const id = line.text(ana, 'Hello')
    const slow = line.twilio.faults.onRequest(
      { kind: 'answer-after', ms: 5_000 },
      { match: { method: 'GET', path: '/Messages/' } },
    )
    await clock.advanceUntil(() => line.message(id).state === 'delivered', { step: 200, what: 'delivery' })
    expect(slow.met).toBe(1)
    await clock.advance(20_000)
    expect(line.message(id).state).toBe('delivered')
  })

  test('a text that an earlier attempt turns out to have brought does not go out again', async () => {
    const clock = manualClock()
    const line = await campLine({
      clock,
      timing: { answer: [5_000, 5_000], queuedToSent: [3_000, 3_000], sentToDelivered: [90_000, 90_000] },
    })
    line.twilio.faults.onCreate({ kind: 'accept-then-reset' })
    const id = line.text(ana, 'Are you near?')
    await clock.advanceUntil(() => line.message(id).state === 'uncertain', { what: 'uncertainty' })
    line.twilio.faults.onCreate({ kind: 'too-many-requests' })
    write(line)((w) => decideUncertain(w, newId(clock.now()), id, 'send-again'))
    await clock.advanceUntil(() => line.attempts(id)[0]?.carrier_status === 'sent', {
      what: 'proof of the first attempt',
    })
    await clock.advanceUntil(() => line.message(id).state === 'delivered', { step: 1_000, what: 'delivery' })
    expect(line.attempts(id).map((attempt) => attempt.outcome)).toEqual(['accepted', 'not-taken'])
    expect(accepted(line)).toHaveLength(1)
  })

  test('a failure reported before the answer leaves nothing to try again until the request has ended', async () => {
    const clock = manualClock()
    const line = await campLine({ clock, timing: { answer: [4_000, 4_000] } })
    line.twilio.failNext(30_007)
    line.twilio.faults.onCreate({ kind: 'callback-before-answer' })
    const id = line.text(ana, 'Hello')
    await clock.advanceUntil(() => line.message(id).state === 'failed', { what: 'failure' })
    const retry = () => write(line)((w) => retryMessage(w, newId(clock.now()), id))
    expect(retry).toThrow(CallFailure)
    await clock.advance(5_000)
    await clock.advanceUntil(() => line.attempts(id)[0]?.phase === 'answered', { what: 'the answer' })
    retry()
    await clock.advanceUntil(() => line.message(id).state === 'delivered', { step: 500, what: 'delivery' })
    expect(messageView(line.message(id)).mayHaveArrivedTwice).toBe(false)
  })

  test('two final words that differ are asked about until the carrier has said which, also across a restart', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.failNext(30_003)
    const id = line.text(ana, 'Hello')
    await clock.advanceUntil(() => line.message(id).state === 'failed', { what: 'failure' })
    line.twilio.setNetwork('refused')
    callBack(line, line.message(id).sid ?? '', 'delivered')
    await clock.advance(60_000)
    await line.restart()
    await clock.advance(60_000)
    const asked = line.twilio.faults.onRequest(
      { kind: 'answer-after', ms: 0 },
      { match: { method: 'GET', path: '/Messages/' } },
    )
    line.twilio.setNetwork('up')
    await clock.advanceUntil(() => asked.met === 1, { step: 500, what: 'the question' })
    await clock.advance(5_000)
    expect(line.message(id)).toMatchObject({ state: 'failed', error_code: 30_003 })
    expect(line.attempts(id)[0]?.contradicted).toBe(0)
    expect(line.workspace.store.db.prepare('SELECT count(*) FROM outbox').pluck().get()).toBe(0)
  })

  test('a word for inbound texts about one of ours harms nothing', async () => {
    const clock = manualClock()
    const line = await campLine({ clock, timing: { queuedToSent: [60_000, 60_000] } })
    const id = line.text(ana, 'Hello')
    await clock.advanceUntil(() => line.message(id).sid !== null, { what: 'acceptance' })
    callBack(line, line.message(id).sid ?? '', 'received')
    expect(line.message(id).state).toBe('delivered')
  })

  test('a find in the list is a guess: the callback that names another attempt takes it back', async () => {
    const clock = manualClock()
    const line = await campLine({ clock, isFullAccount: false, timing: { queuedToSent: [600_000, 600_000] } })
    line.twilio.faults.onCreate({ kind: 'server-error' })
    line.twilio.faults.onCreate({ kind: 'accept-then-server-error' })
    const first = line.text(ana, 'ok')
    await clock.advanceUntil(() => line.message(first).state === 'uncertain', { what: 'the first' })
    const second = line.text(ana, 'ok')
    write(line)((w) => passEarlierTexts(w, newId(clock.now()), second))
    await clock.advanceUntil(() => line.message(second).state === 'uncertain', { what: 'the second' })
    await clock.advanceUntil(() => line.attempts(first)[0]?.sid_from === 'list', { step: 500, what: 'the wrong guess' })
    const sid = line.message(first).sid ?? ''
    callBack(line, sid, 'sent', line.attempts(second)[0]?.id)
    expect(line.message(second)).toMatchObject({ state: 'sent', sid })
    expect(line.message(first)).toMatchObject({ state: 'uncertain', sid: null })
  })

  test('a stranger’s sid under our attempt’s name is let go when the carrier does not know it', async () => {
    const clock = manualClock()
    const line = await campLine({ clock, timing: { queuedToSent: [3_000, 3_000], sentToDelivered: [3_000, 3_000] } })
    line.twilio.faults.onCreate({ kind: 'accept-then-reset' })
    line.twilio.faults.onCallback({ kind: 'unknown-sid' })
    const id = line.text(ana, 'Hello')
    await clock.advanceUntil(() => line.message(id).state === 'delivered', { step: 500, what: 'delivery' })
    expect(line.message(id).sid).toBe(line.twilio.accepted()[0]?.sid)
  })

  test('the same text twice: a listing while the second is under way claims nothing for the first', async () => {
    const clock = manualClock()
    const line = await campLine({ clock, reachable: false })
    line.twilio.faults.onCreate({ kind: 'server-error' })
    line.twilio.faults.onCreate({ kind: 'answer-after', ms: 12_000 })
    const first = line.text(ana, 'ok')
    await clock.advanceUntil(() => line.message(first).state === 'uncertain', { what: 'uncertainty' })
    const second = line.text(ana, 'ok')
    write(line)((w) => passEarlierTexts(w, newId(clock.now()), second))
    await clock.advanceUntil(() => line.message(second).state === 'delivered', { step: 500, what: 'the second' })
    expect(line.message(first).state).toBe('uncertain')
    await clock.advanceUntil(() => line.message(first).state === 'delivered', { step: 1_000, what: 'the first' })
    expect(accepted(line)).toEqual(['ok', 'ok'])
  })
})

describe('order', () => {
  test('two texts that pass an uncertain one leave one after the other', async () => {
    const clock = manualClock()
    const line = await campLine({ clock, isFullAccount: false, timing: { answer: [1_000, 1_000] } })
    line.twilio.faults.onCreate({ kind: 'server-error' })
    line.twilio.faults.onCreate({ kind: 'too-many-requests', retryAfter: 20 })
    line.text(ana, 'zero')
    await clock.advance(3_000)
    const ids = ['one', 'two'].map((body) => line.text(ana, body))
    for (const id of ids) write(line)((w) => passEarlierTexts(w, newId(clock.now()), id))
    await clock.advanceUntil(() => ids.every((id) => line.message(id).state === 'delivered'), {
      step: 500,
      what: 'both',
    })
    expect(accepted(line)).toEqual(['one', 'two'])
  })

  test('a person’s text takes the bulk text before it along', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.setNetwork('refused')
    const bulk = (address: string, body: string) => {
      const own = line.text(address, body)
      line.workspace.store.db.prepare('UPDATE outbox SET priority = 1 WHERE message_seq = ?').run(line.message(own).seq)
    }
    bulk(ben, 'to everybody')
    bulk(ana, 'to everybody')
    const id = line.text(ana, 'Maya has a fever')
    const priorities = line.workspace.store.db.prepare('SELECT priority FROM outbox ORDER BY message_seq').pluck().all()
    expect(priorities).toEqual([1, 0, 0])
    line.twilio.setNetwork('up')
    await clock.advanceUntil(() => line.message(id).state === 'delivered', { step: 500, what: 'delivery' })
  })

  test('a failed text is edited once, within its own conversation', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.failNext(21_211)
    const id = line.text(ana, 'Helo')
    await clock.advanceUntil(() => line.message(id).state === 'failed', { what: 'failure' })
    const other = line.text(ben, 'Hi')
    const edit = (conversationId: number) => {
      const text = { id: newId(clock.now()), conversationId, body: 'Hello', author: null, origin: 'person' as const }
      write(line)((w) => queueText(w, { ...text, replaces: id, noUseAfter: null, ourNumber: '+1', segments: 1 }))
    }
    expect(() => edit(line.message(other).conversation_id)).toThrow('another conversation')
    edit(line.message(id).conversation_id)
    expect(() => edit(line.message(id).conversation_id)).toThrow('in place of this one')
    expect(() => write(line)((w) => retryMessage(w, newId(clock.now()), id))).toThrow('in place of this one')
  })
})

describe('a clock that jumps', () => {
  test('set back between two attempts: the second one still speaks for the message', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.failNext(30_003)
    const id = line.text(ana, 'Hello')
    await clock.advanceUntil(() => line.message(id).state === 'failed', { what: 'failure' })
    clock.jump(-2 * day)
    line.twilio.failNext(30_005)
    write(line)((w) => retryMessage(w, newId(clock.now()), id))
    const code = () => line.message(id).error_code
    await clock.advanceUntil(() => code() === 30_005, { step: 500, limit: 60_000, what: 'the second failure' })
    expect(line.message(id).state).toBe('failed')
  })

  test('set back while a text backs off and while the account is paused: both go on', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.faults.onCreate({ kind: 'too-many-requests', retryAfter: 30 })
    const backsOff = line.text(ana, 'one')
    await clock.advanceUntil(() => line.attempts(backsOff)[0]?.outcome === 'not-taken', { what: '429' })
    line.twilio.faults.onCreate({ kind: 'refuse', code: 20_003 })
    const pauses = line.text(ben, 'two')
    await clock.advanceUntil(() => line.workspace.line?.outbox.paused !== null, { what: 'the pause' })
    clock.jump(-2 * day)
    const both = () => [backsOff, pauses].every((id) => line.message(id).state === 'delivered')
    await clock.advanceUntil(both, { step: 1_000, limit: 180_000, what: 'both' })
  })

  test('wrong by days, so that the list seems older than the attempt: nothing goes out again unasked', async () => {
    const clock = manualClock()
    const line = await campLine({ clock, reachable: false })
    line.twilio.faults.onCreate({ kind: 'accept-then-reset' })
    const id = line.text(ana, 'Hello')
    await clock.advanceUntil(() => line.message(id).state === 'uncertain', { what: 'uncertainty' })
    line.workspace.store.db
      .prepare('UPDATE attempt SET started_at = started_at + $ahead, ended_at = ended_at + $ahead')
      .run({ ahead: 2 * day })
    await clock.advanceUntil(() => line.message(id).needs_decision === 1, { step: 1_000, what: 'the question' })
    expect(accepted(line)).toHaveLength(1)
  })

  test('set right in the midst of a request: its end tells when it was, and the list settles it', async () => {
    const clock = manualClock()
    const line = await campLine({ clock, reachable: false })
    line.twilio.faults.onCreate({ kind: 'accept-then-reset' })
    const id = line.text(ana, 'Hello')
    await clock.advanceUntil(() => line.message(id).state === 'uncertain', { what: 'uncertainty' })
    line.workspace.store.db.prepare('UPDATE attempt SET started_at = started_at + ?').run(2 * day)
    await clock.advanceUntil(() => line.message(id).state === 'delivered', { step: 1_000, what: 'proof' })
    expect(accepted(line)).toHaveLength(1)
  })
})

describe('faults on this side', () => {
  test('a screen that cannot be told leaves no text stuck', async () => {
    const clock = manualClock()
    let broken = true
    const line = await campLine({
      clock,
      publish() {
        if (broken) throw new Error('no window')
      },
    })
    const ids = ['one', 'two'].map((body) => line.text(ana, body))
    await clock.advanceUntil(() => ids.every((id) => line.message(id).state === 'delivered'), { what: 'delivery' })
    broken = false
    expect(accepted(line)).toEqual(['one', 'two'])
  })

  test('a crash in mid-request is settled by the list, and nothing that was committed is missing', async () => {
    const clock = manualClock()
    const line = await campLine({ clock, timing: { answer: [3_000, 3_000], queuedToSent: [1_000, 1_000] } })
    const ids = [line.text(ana, 'one'), line.text(ana, 'two'), line.text(ben, 'three')]
    await clock.advanceUntil(() => accepted(line).length === 2, { what: 'two requests under way' })
    await line.crash()
    expect(ids.map((id) => line.message(id).state)).toEqual(['uncertain', 'queued', 'uncertain'])
    await clock.advanceUntil(() => ids.every((id) => line.message(id).state === 'delivered'), {
      step: 500,
      what: 'all',
    })
    expect([...accepted(line)].sort()).toEqual(['one', 'three', 'two'])
  })

  test('a stop while a request is on its way stores how it ended, and nothing of it is told later', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.faults.onCreate({ kind: 'hang' })
    const id = line.text(ana, 'one')
    await clock.advanceUntil(() => line.message(id).state === 'sending', { what: 'the request' })
    await clock.advance(500)
    await line.restart()
    expect(line.attempts(id)).toMatchObject([{ phase: 'written', outcome: 'uncertain' }])
    expect(line.message(id).state).toBe('uncertain')
  })
})

describe('the account', () => {
  test.each([
    ['Full', 2],
    ['Trial', 1],
  ] as const)('%s: the carrier is asked before anything goes out again by itself', async (type, requests) => {
    const clock = manualClock()
    const line = await campLine({ clock, isFullAccount: 'asked', account: { type, verifiedNumbers: [ana] } })
    line.twilio.faults.onCreate({ kind: 'server-error' })
    const id = line.text(ana, 'Hello')
    const isOver = () => line.message(id).state === 'delivered' || line.message(id).needs_decision === 1
    await clock.advanceUntil(isOver, { step: 1_000, what: 'an end' })
    expect(line.attempts(id)).toHaveLength(requests)
  })

  test('was another one when the text became uncertain: its list proves nothing, so a person decides', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.faults.onCreate({ kind: 'server-error' })
    const id = line.text(ana, 'Hello')
    await clock.advanceUntil(() => line.message(id).state === 'uncertain', { what: 'uncertainty' })
    line.workspace.store.db.prepare(`UPDATE attempt SET account = 'AC00000000000000000000000000000000'`).run()
    await clock.advanceUntil(() => line.message(id).needs_decision === 1, { step: 1_000, what: 'the question' })
    expect(line.attempts(id)).toHaveLength(1)
  })

  test('refuses a number that we had once: the text goes out from our own, and nobody else waits', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    const warmUp = line.text(ana, 'zero')
    await clock.advanceUntil(() => line.message(warmUp).state === 'delivered', { what: 'the first' })
    line.workspace.store.db.prepare(`UPDATE conversation SET our_number = '+13125550199'`).run()
    const id = line.text(ana, 'one')
    const other = line.text(ben, 'two')
    await clock.advanceUntil(() => [id, other].every((one) => line.message(one).state === 'delivered'), {
      what: 'both',
    })
    expect(line.workspace.line?.outbox.paused).toBeNull()
  })

  test('a paused outbox tries another text each time, so that one bad one does not hold them all', async () => {
    const clock = manualClock()
    const line = await campLine({ clock })
    line.twilio.faults.onCreate(
      { kind: 'refuse', code: 21_609 },
      { match: { to: ana }, times: Number.POSITIVE_INFINITY },
    )
    const bad = line.text(ana, 'one')
    await clock.advanceUntil(() => line.workspace.line?.outbox.paused !== null, { what: 'the pause' })
    const good = line.text(ben, 'two')
    await clock.advanceUntil(() => line.message(good).state === 'delivered', {
      step: 1_000,
      limit: 90_000,
      what: 'the other',
    })
    expect(line.message(bad).state).toBe('queued')
    write(line)((w) => cancelMessage(w, bad))
  })
})
