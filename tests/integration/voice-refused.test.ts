import { describe, expect, test } from 'vitest'
import { findBroadcast } from '../../db/broadcasts.ts'
import { broadcastReport } from '../../electron/hub/broadcast/views.ts'
import { messageView } from '../../electron/hub/views.ts'
import { begin, camp, idOf, minute, state } from '../support/broadcast-camp.ts'
import { manualClock } from '../support/manual-clock.ts'
import { ana, listens, voiceRig, words } from '../support/voice-rig.ts'

const ben = '+12015550122'
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
    const row = findBroadcast(line.workspace.store.db, id)
    if (!row) throw new Error('The broadcast is gone.')
    const context = { db: line.workspace.store.db, country: 'US', rate: 1 }
    const { recipients } = broadcastReport(context, row, -1, 50)
    expect(recipients.flatMap(({ failure }) => failure?.reason ?? [])).toEqual([
      'Calls to that country are not switched on at Twilio.',
    ])
    expect(line.twilio.calls()).toHaveLength(2)
  })
})
