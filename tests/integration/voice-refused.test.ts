import { describe, expect, test } from 'vitest'
import { findBroadcast } from '../../db/broadcasts.ts'
import { updateOutbox } from '../../db/outbox.ts'
import { broadcastReport } from '../../electron/hub/broadcast/views.ts'
import { newId } from '../../electron/hub/ids.ts'
import { decideUncertain } from '../../electron/hub/outbox/compose.ts'
import { messageView } from '../../electron/hub/views.ts'
import { begin, camp, idOf, minute, state } from '../support/broadcast-camp.ts'
import type { CampLine } from '../support/camp-line.ts'
import { manualClock } from '../support/manual-clock.ts'
import { ana, listens, voiceRig, words } from '../support/voice-rig.ts'

const ben = '+12015550122'
/** Why a broadcast did not get through, for each whom it did not. */
function reasons({ workspace }: CampLine, id: string): readonly string[] {
  const { db } = workspace.store
  const row = findBroadcast(db, id)
  if (!row) throw new Error('The broadcast is gone.')
  const { recipients } = broadcastReport({ db, country: 'US', rate: 1 }, row, -1, 50)
  return recipients.flatMap(({ failure }) => failure?.reason ?? [])
}

const calls = { method: 'POST', path: 'Calls.json' }

describe('a call that Twilio refuses', () => {
  test.each([
    [21_215, 'Calls to that country are not switched on at Twilio.'],
    [13_227, 'Calls to that country are not switched on at Twilio.'],
    [21_212, 'Our number cannot make calls.'],
    [21_210, 'Our number cannot make calls.'],
    [29_999, 'Twilio could not make this call.'],
  ])('by %i fails alone and says why; texts go on', async (code, reason) => {
    const the = await voiceRig(listens)
    the.line.twilio.faults.onRequest({ kind: 'refuse', code }, { times: Number.POSITIVE_INFINITY, match: calls })
    const call = the.line.call(ana, words)
    await the.clock.advanceUntil(() => the.line.message(call).state === 'failed', { step: 200, what: 'the refusal' })
    expect(the.line.workspace.line?.outbox.paused).toBeNull()
    const { failure } = messageView(the.line.message(call))
    expect(failure).toMatchObject({ code, reason })
    expect(failure?.details).toContain(`Twilio ${code}`)
    const texts = [the.line.text(ben, 'Camp is open.'), the.line.text(ana, 'Camp is open.')]
    await the.clock.advanceUntil(() => texts.every((id) => the.line.message(id).state === 'delivered'), {
      step: 200,
      what: 'the texts',
    })
    await the.clock.advance(3_600_000)
    expect(the.line.attempts(call)).toHaveLength(1)
  })

  test('because the account is suspended stops everything, and goes out once that is mended', async () => {
    const the = await voiceRig(listens)
    const fault = the.line.twilio.faults.onRequest({ kind: 'refuse', code: 20_005 }, { times: 100, match: calls })
    const call = the.line.call(ana, words)
    const paused = () => the.line.workspace.line?.outbox.paused ?? null
    await the.clock.advanceUntil(() => paused() !== null, { step: 200, what: 'the pause' })
    expect(paused()).toMatchObject({ code: 20_005, reason: 'The Twilio account is not active.' })
    expect(the.line.message(call).state).toBe('queued')
    fault.withdraw()
    the.line.workspace.line?.outbox.resume()
    await the.clock.advanceUntil(() => the.call(call).outcome === 'heard', { step: 500, what: 'the call' })
  })

  test('is told of in its broadcast in words for calls, and the others are made', { timeout: 60_000 }, async () => {
    const clock = manualClock()
    const line = await camp(clock, 3, { phones: { pickUp: () => listens } })
    line.twilio.faults.onRequest({ kind: 'refuse', code: 21_215 }, { match: calls })
    const id = idOf(await begin(line, clock, { spoken: true }))
    await clock.advanceUntil(() => state(line, id) === 'done', { step: 250, what: 'its end', limit: 5 * minute })
    expect(reasons(line, id)).toEqual(['Calls to that country are not switched on at Twilio.'])
    expect(line.twilio.calls()).toHaveLength(2)
  })
})

describe('words that no call can say', () => {
  test('are refused here, and the bubble says so with the way out', async () => {
    const the = await voiceRig(listens)
    const call = the.line.call(ana, '&'.repeat(1_000))
    await the.clock.advanceUntil(() => the.line.message(call).state === 'failed', { step: 200, what: 'the refusal' })
    expect(messageView(the.line.message(call)).failure).toMatchObject({
      reason: 'These words are too long for a call.',
      remedy: 'Shorten the message, or text it instead.',
    })
    expect(the.line.twilio.calls()).toEqual([])
  })

  test('are told of in a broadcast, family by family', { timeout: 60_000 }, async () => {
    const clock = manualClock()
    const line = await camp(clock, 2, { phones: { pickUp: () => listens } })
    const id = idOf(await begin(line, clock, { spoken: true, bodies: { en: '&'.repeat(1_000) } }))
    await clock.advanceUntil(() => state(line, id) === 'done', { step: 250, what: 'its end', limit: 5 * minute })
    expect(reasons(line, id)).toEqual(['These words are too long for a call.', 'These words are too long for a call.'])
  })
})

test('a call that was left uncertain is not said to have failed', async () => {
  const the = await voiceRig(listens, { reachable: false })
  the.line.twilio.faults.onRequest({ kind: 'hang' }, { match: calls, times: 1 })
  const call = the.line.call(ana, words)
  const needsDecision = () => messageView(the.line.message(call)).needsDecision
  const isInDoubt = () => the.line.message(call).state === 'uncertain'
  await the.clock.advanceUntil(isInDoubt, { step: 1_000, limit: 120_000, what: 'the doubt' })
  the.line.workspace.store.write((write) => {
    updateOutbox(write.db, the.line.message(call).seq, { needs_decision: 1 })
  })
  expect(needsDecision()).toBe(true)
  the.line.workspace.store.write((write) => decideUncertain(write, newId(the.clock.now()), call, 'leave'))
  expect(messageView(the.line.message(call)).failure?.reason).toBe('Nobody knows whether this call was made.')
})
