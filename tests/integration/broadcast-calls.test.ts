import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { findBroadcast } from '../../db/broadcasts.ts'
import { cancelBroadcast, pauseBroadcast, resumeBroadcast } from '../../electron/hub/broadcast/acts.ts'
import { reportCsv } from '../../electron/hub/broadcast/report-csv.ts'
import { broadcastReport } from '../../electron/hub/broadcast/views.ts'
import type { Callee } from '../../electron/hub/practice/voice/types.ts'
import { holdEverything } from '../../electron/hub/outbox/held.ts'
import { manualClock } from '../support/manual-clock.ts'
import { accepted, act, address, begin, camp, idOf, minute, pass, state, view } from '../support/broadcast-camp.ts'

describe('a broadcast by voice', { timeout: 90_000 }, () => {
  const listens: Callee = { kind: 'person', rings: 4_000, keys: ['2'] }

  test('rings each family once, also whoever wants no texts; a key confirms it', async () => {
    const clock = manualClock()
    const line = await camp(clock, 6, { phones: { pickUp: () => listens } })
    line.twilio.textFrom(address(2), 'STOP')
    await pass(clock, 2_000)
    const id = idOf(await begin(line, clock, { spoken: true }))
    await clock.advanceUntil(() => state(line, id) === 'done', { step: 250, what: 'its end', limit: 5 * minute })
    expect(accepted(line)).toEqual([])
    const called = line.twilio.calls().map(({ to }) => to)
    expect([...called].sort()).toEqual(Array.from({ length: 6 }, (_, index) => address(index)))
    await clock.advanceUntil(() => view(line, id).answers.yes === 6, { step: 250, what: 'the keys', limit: 5 * minute })
    expect(line.twilio.calls()[0]?.heard.some(({ words }) => words.startsWith('Hi Ana'))).toBe(true)
  })

  test('says of each call how it went, and a voicemail has reached nobody', async () => {
    const clock = manualClock()
    const phones: readonly Callee[] = [
      { kind: 'person', rings: 4_000, keys: ['2'] },
      { kind: 'person', rings: 4_000, keys: [] },
      { kind: 'machine', rings: 8_000, greeting: 5_000 },
      { kind: 'busy', rings: 1_000 },
      { kind: 'silent' },
      { kind: 'person', rings: 3_000, keys: [], patience: 1_500 },
    ]
    const line = await camp(clock, phones.length, {
      settings: { callTries: 1 },
      phones: { pickUp: (to) => phones[Number(to.slice(-4)) - 2_000] ?? { kind: 'silent' } },
    })
    const id = idOf(await begin(line, clock, { spoken: true }))
    const calls = () => view(line, id).calls
    await clock.advanceUntil(() => Object.values(calls() ?? {}).reduce((sum, n) => sum + n, 0) === phones.length, {
      step: 250,
      what: 'the last end',
      limit: 5 * minute,
    })
    expect(calls()).toEqual({ reached: 2, pickedUp: 1, machine: 1, nobody: 2 })
    expect(view(line, id).answers).toMatchObject({ yes: 1, silent: 5 })
    const row = findBroadcast(line.workspace.store.db, id)
    if (!row) throw new Error('The broadcast is gone.')
    const context = { db: line.workspace.store.db, country: 'US', rate: 1 }
    const { recipients } = broadcastReport(context, row, -1, 50)
    expect(recipients.map(({ call, failure }) => [call?.outcome, failure])).toEqual([
      ['confirmed', null],
      ['heard', null],
      ['message-left', null],
      ['busy', null],
      ['no-answer', null],
      ['cut-short', null],
    ])
    const table = parse<Readonly<Record<string, string>>>(reportCsv(context, row, 'America/Chicago'), {
      bom: true,
      columns: true,
    })
    expect(table.map((one) => [one['State'], one['Delivered at'] !== ''])).toEqual([
      ['confirmed', true],
      ['heard', true],
      ['message left', false],
      ['busy', false],
      ['no answer', false],
      ['hung up early', false],
    ])
  })

  test('canceled as the last phones ring, it calls nobody again', async () => {
    const clock = manualClock()
    const line = await camp(clock, 3, { phones: { pickUp: () => ({ kind: 'silent' }) } })
    const id = idOf(await begin(line, clock, { spoken: true }))
    await clock.advanceUntil(() => line.twilio.calls().length === 3, { step: 100, what: 'the calls' })
    await pass(clock, 5_000)
    expect(state(line, id)).toBe('running')
    act(line, clock, id, cancelBroadcast)
    await pass(clock, 20 * minute)
    expect(line.twilio.calls()).toHaveLength(3)
  })

  test('a texted one whose rest is canceled calls nobody, and none that is paused does meanwhile', async () => {
    const clock = manualClock()
    const line = await camp(clock, 8, { rate: 1, phones: { pickUp: () => listens } })
    const id = idOf(await begin(line, clock, { callAfter: 1 }))
    await clock.advanceUntil(() => accepted(line).length >= 2, { step: 100, what: 'the first texts' })
    act(line, clock, id, pauseBroadcast)
    await pass(clock, 3 * minute)
    expect(line.twilio.calls()).toEqual([])
    act(line, clock, id, cancelBroadcast)
    await pass(clock, 5 * minute)
    expect(line.twilio.calls()).toEqual([])
  })

  test('in a store that was put back it rings nobody a second time', async () => {
    const clock = manualClock()
    const line = await camp(clock, 6, { phones: { pickUp: () => listens } })
    const id = idOf(await begin(line, clock, { spoken: true }))
    await clock.advanceUntil(() => line.twilio.calls().length >= 2, { step: 100, what: 'the first calls' })
    line.workspace.store.write((write) => holdEverything(write, 'restored'))
    expect(() => act(line, clock, id, resumeBroadcast)).toThrow(/Cancel the rest/)
    await pass(clock, 30_000)
    const made = line.twilio.calls().length
    act(line, clock, id, cancelBroadcast)
    await pass(clock, minute)
    expect(line.twilio.calls()).toHaveLength(made)
  })

  test('killed half-way, each phone rings once', async () => {
    const clock = manualClock()
    const line = await camp(clock, 12, { phones: { pickUp: () => listens } })
    const id = idOf(await begin(line, clock, { spoken: true }))
    await clock.advanceUntil(() => line.twilio.calls().length >= 5, { step: 100, what: 'the first calls' })
    await line.crash()
    await clock.advanceUntil(() => state(line, id) === 'done', { step: 500, what: 'its end', limit: 10 * minute })
    const called = line.twilio.calls().map(({ to }) => to)
    expect(new Set(called).size).toBe(12)
    expect(called).toHaveLength(12)
  })

  test('a texted one calls whoever has not answered in time', async () => {
    const clock = manualClock()
    const line = await camp(clock, 3, { phones: { pickUp: () => listens } })
    const id = idOf(await begin(line, clock, { callAfter: 5 }))
    await clock.advanceUntil(() => state(line, id) === 'done', { step: 250, what: 'its end', limit: 5 * minute })
    line.twilio.textFrom(address(1), 'Got it')
    await pass(clock, 7 * minute)
    expect(
      line.twilio
        .calls()
        .map(({ to }) => to)
        .sort(),
    ).toEqual([address(0), address(2)])
  })

  test('how those calls went stands with the texts they followed, and a key is an answer', async () => {
    const clock = manualClock()
    const phones: readonly Callee[] = [
      listens,
      { kind: 'silent' },
      { kind: 'machine', rings: 8_000, greeting: 5_000 },
      { kind: 'person', rings: 4_000, keys: [] },
    ]
    const line = await camp(clock, phones.length, {
      settings: { callTries: 1 },
      phones: { pickUp: (to) => phones[Number(to.slice(-4)) - 2_000] ?? { kind: 'silent' } },
    })
    const id = idOf(await begin(line, clock, { callAfter: 5, asksToConfirm: true }))
    await clock.advanceUntil(() => state(line, id) === 'done', { step: 250, what: 'its end', limit: 5 * minute })
    expect(view(line, id).callsAfter).toBeNull()
    line.twilio.textFrom(address(1), 'Yes')
    const ends = () => Object.values(view(line, id).callsAfter ?? {}).reduce((sum, n) => sum + n, 0)
    await clock.advanceUntil(() => ends() === 3, { step: 1_000, what: 'the calls', limit: 20 * minute })
    expect(view(line, id)).toMatchObject({
      calls: null,
      callsAfter: { reached: 2, pickedUp: 0, machine: 1, nobody: 0 },
      answers: { yes: 2, silent: 2 },
      counts: { texts: 4, delivered: 4, failed: 0 },
    })
    const row = findBroadcast(line.workspace.store.db, id)
    if (!row) throw new Error('The broadcast is gone.')
    const context = { db: line.workspace.store.db, country: 'US', rate: 1 }
    const { recipients } = broadcastReport(context, row, -1, 50)
    expect(
      recipients.map(({ state: text, answer, call, callAfter }) => [text, answer, call, callAfter?.outcome ?? null]),
    ).toEqual([
      ['delivered', 'yes', null, 'confirmed'],
      ['delivered', 'yes', null, null],
      ['delivered', null, null, 'message-left'],
      ['delivered', null, null, 'heard'],
    ])
    const table = parse<Readonly<Record<string, string>>>(reportCsv(context, row, 'America/Chicago'), {
      bom: true,
      columns: true,
    })
    expect(table.map((one) => one['State'])).toEqual([
      'delivered, then called: confirmed',
      'delivered',
      'delivered, then called: message left',
      'delivered, then called: heard',
    ])
  })
})
