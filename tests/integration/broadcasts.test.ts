import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { findBroadcast, recipientsOf } from '../../db/broadcasts.ts'
import { countHeld } from '../../db/held.ts'
import { insertMessage } from '../../db/messages.ts'
import { everybody } from '../../electron/hub/audience/audience.ts'
import { cancelBroadcast, pauseBroadcast, resumeBroadcast } from '../../electron/hub/broadcast/acts.ts'
import type { BroadcastAct } from '../../electron/hub/broadcast/acts.ts'
import type { BroadcastBegun } from '../../electron/hub/broadcast/desk.ts'
import { reportCsv } from '../../electron/hub/broadcast/report-csv.ts'
import { broadcastReport, broadcastView } from '../../electron/hub/broadcast/views.ts'
import { newId } from '../../electron/hub/ids.ts'
import type { Callee } from '../../electron/hub/practice/voice/types.ts'
import { holdEverything, releaseHeld } from '../../electron/hub/outbox/held.ts'
import type { Write } from '../../electron/hub/store.ts'
import type { BroadcastDraft, BroadcastView } from '../../electron/ipc/contract/broadcast-views.ts'
import { campLine } from '../support/camp-line.ts'
import type { CampLine, CampLineOptions } from '../support/camp-line.ts'
import { makeFamilies } from '../support/camp-of.ts'
import { manualClock } from '../support/manual-clock.ts'
import type { ManualClock } from '../support/manual-clock.ts'

const minute = 60_000
const address = (index: number): string => `+1312555${String(2_000 + index)}`

const draft = (more: Partial<BroadcastDraft> = {}): BroadcastDraft => ({
  audience: everybody,
  templateId: null,
  bodies: { en: 'Hi {{guardian.first}}, lightning near the fields. {{player.first}} waits in the gym.' },
  facts: {},
  asksToConfirm: false,
  useMinutes: 120,
  ...more,
})

/** A line to so many families, with a way out that is known. */
async function camp(clock: ManualClock, families: number, options: Partial<CampLineOptions> = {}): Promise<CampLine> {
  const line = await campLine({ clock, ...options })
  makeFamilies(
    line.workspace.store.db,
    Array.from({ length: families }, (_, index) => ({
      guardians: [{ first: `Ana${index}`, addresses: [address(index)] }],
      players: [{ first: `Maya${index}` }, { first: `Leo${index}` }],
    })),
  )
  await clock.advanceUntil(() => line.workspace.line?.link.state === 'online', { what: 'the way out' })
  return line
}

const begin = (line: CampLine, clock: ManualClock, more: Partial<BroadcastDraft> = {}, id = newId(clock.now())) =>
  line.workspace.day.broadcasts.begin({
    id,
    name: 'Weather delay',
    draft: draft(more),
    author: 'Kim',
    sendAt: null,
    againOf: null,
    repeats: null,
  })

function idOf(begun: BroadcastBegun): string {
  expect(begun.kind).toBe('started')
  return begun.kind === 'started' ? begun.row.id : ''
}

function view(line: CampLine, id: string): BroadcastView {
  const row = findBroadcast(line.workspace.store.db, id)
  if (!row) throw new Error(`No broadcast ${id}`)
  return broadcastView({ db: line.workspace.store.db, country: 'US', rate: 1 }, row)
}

function act(line: CampLine, clock: ManualClock, id: string, work: (write: Write, act: BroadcastAct) => void): void {
  line.workspace.store.write((write) => work(write, { requestId: newId(clock.now()), id, staff: 'Kim' }))
  line.workspace.day.broadcasts.look()
}

const accepted = (line: CampLine): readonly string[] => line.twilio.accepted().map(({ to }) => to)
const state = (line: CampLine, id: string) => findBroadcast(line.workspace.store.db, id)?.state

async function pass(clock: ManualClock, span: number): Promise<void> {
  const end = clock.now() + span
  const step = span > 2 * minute ? 5_000 : 250
  await clock.advanceUntil(() => clock.now() >= end, { step, limit: span + minute, what: 'some time' })
}

/** Each of so many families exactly once. */
function expectOnce(line: CampLine, families: number): void {
  expect([...accepted(line)].sort()).toEqual(Array.from({ length: families }, (_, index) => address(index)).sort())
}

async function goOffline(line: CampLine, clock: ManualClock): Promise<void> {
  line.twilio.setNetwork('refused')
  line.workspace.line?.link.hint()
  await clock.advanceUntil(() => line.workspace.line?.link.state === 'offline', { step: 500, what: 'offline' })
}

async function comeBack(line: CampLine, clock: ManualClock): Promise<void> {
  line.twilio.setNetwork('up')
  await clock.advanceUntil(() => line.workspace.line?.link.state === 'online', { step: 500, what: 'the return' })
}

// Minutes of the test's clock are thousands of its steps.
describe('a broadcast', { timeout: 90_000 }, () => {
  test('reaches each family once, siblings together, and counts what became of it', async () => {
    const clock = manualClock()
    const line = await camp(clock, 30)
    const id = idOf(await begin(line, clock))
    await clock.advanceUntil(() => state(line, id) === 'done', { what: 'its end', limit: 5 * minute })
    expectOnce(line, 30)
    expect(line.twilio.accepted()[0]?.body).toContain('Hi Ana0, lightning near the fields. Maya0 and Leo0 waits')
    await clock.advanceUntil(() => view(line, id).counts.delivered === 30, { what: 'all delivered', limit: 5 * minute })
    expect(view(line, id)).toMatchObject({ counts: { texts: 30, queued: 0, failed: 0 }, answers: { silent: 30 } })
  })

  test('is begun once however often the call comes, and the same words ask first', async () => {
    const clock = manualClock()
    const line = await camp(clock, 12)
    const id = newId(clock.now())
    const [first, second] = await Promise.all([begin(line, clock, {}, id), begin(line, clock, {}, id)])
    expect([idOf(first), idOf(second)]).toEqual([id, id])
    await clock.advanceUntil(() => state(line, id) === 'done', { what: 'its end', limit: minute })
    await line.restart()
    await pass(clock, 5_000)
    expect(await begin(line, clock)).toMatchObject({ kind: 'repeat', earlier: { id } })
    expectOnce(line, 12)
    await pass(clock, 10 * minute)
    expect(await begin(line, clock)).toMatchObject({ kind: 'started' })
  })

  test('passes one-to-one texts, and a pause holds what waits here at once', async () => {
    const clock = manualClock()
    const line = await camp(clock, 40, { rate: 1 })
    const id = idOf(await begin(line, clock))
    await clock.advanceUntil(() => accepted(line).length >= 8, { what: 'the first ones' })
    act(line, clock, id, pauseBroadcast)
    await pass(clock, 2_000)
    const before = accepted(line).length
    line.text('+13125559999', 'Where is your pass?')
    line.text(address(39), 'And yours?')
    await pass(clock, 30_000)
    expect(accepted(line).slice(before).sort()).toEqual(['+13125559999', address(39)].sort())
    act(line, clock, id, resumeBroadcast)
    await clock.advanceUntil(() => state(line, id) === 'done', { what: 'its end', limit: 2 * minute })
    expect(accepted(line).filter((to) => to === address(39))).toHaveLength(2)
    expect(new Set(accepted(line)).size).toBe(41)
    expect(accepted(line)).toHaveLength(42)
  })

  test('leaves what left when its rest is canceled', async () => {
    const clock = manualClock()
    const line = await camp(clock, 40, { rate: 1 })
    const id = idOf(await begin(line, clock))
    await clock.advanceUntil(() => accepted(line).length >= 10, { what: 'the first ones' })
    expect(line.workspace.connection(0, false).waiting).toBeGreaterThan(25)
    act(line, clock, id, cancelBroadcast)
    const left = accepted(line).length
    expect(line.workspace.connection(0, false).waiting).toBeLessThanOrEqual(1)
    await pass(clock, minute)
    expect(accepted(line).length).toBeLessThanOrEqual(left + 1)
    const { counts } = view(line, id)
    expect(counts.canceled).toBe(40 - accepted(line).length)
    expect(counts.queued).toBe(0)
  })

  test('goes on by itself after the power was cut, each family exactly once', async () => {
    const clock = manualClock()
    const line = await camp(clock, 40, { rate: 2 })
    const id = idOf(await begin(line, clock))
    for (const count of [6, 15, 28]) {
      await clock.advanceUntil(() => accepted(line).length >= count, { what: 'some of them', limit: 5 * minute })
      await line.crash()
    }
    await clock.advanceUntil(() => state(line, id) === 'done', { what: 'its end', limit: 10 * minute })
    expectOnce(line, 40)
    expect(countHeld(line.workspace.store.db)).toBe(0)
  })

  test('goes on by itself after a short outage, and asks for one look after a long one', async () => {
    const clock = manualClock()
    const line = await camp(clock, 60, { rate: 1 })
    const id = idOf(await begin(line, clock))
    await clock.advanceUntil(() => accepted(line).length >= 10, { what: 'the first ones' })
    await goOffline(line, clock)
    await pass(clock, 10 * minute)
    // All of it waits here, not only the few that are in the outbox.
    expect(line.workspace.connection(0, false).waiting).toBe(60 - accepted(line).length)
    await comeBack(line, clock)
    await clock.advanceUntil(() => accepted(line).length >= 30, { what: 'that it goes on', limit: 2 * minute })
    await goOffline(line, clock)
    await pass(clock, 16 * minute)
    const left = accepted(line).length
    await comeBack(line, clock)
    await pass(clock, minute)
    expect(findBroadcast(line.workspace.store.db, id)).toMatchObject({ state: 'paused', why: 'waited' })
    expect(countHeld(line.workspace.store.db)).toBe(0)
    expect(accepted(line)).toHaveLength(left)
    act(line, clock, id, resumeBroadcast)
    await clock.advanceUntil(() => state(line, id) === 'done', { what: 'its end', limit: 5 * minute })
    expectOnce(line, 60)
  })

  test('is looked at once when the laptop was off for long', async () => {
    const clock = manualClock()
    const line = await camp(clock, 40, { rate: 1 })
    const id = idOf(await begin(line, clock))
    await clock.advanceUntil(() => accepted(line).length >= 10, { what: 'the first ones' })
    await line.restart(() => clock.jump(20 * minute))
    await pass(clock, 2 * minute)
    expect(findBroadcast(line.workspace.store.db, id)).toMatchObject({ state: 'paused', why: 'waited' })
    expect(accepted(line).length).toBeLessThan(13)
    act(line, clock, id, resumeBroadcast)
    await clock.advanceUntil(() => state(line, id) === 'done', { what: 'its end', limit: 5 * minute })
    expectOnce(line, 40)
  })

  test('is not stopped by one number that fails, and leaves its time behind row by row', async () => {
    const clock = manualClock()
    const line = await camp(clock, 90, { rate: 1 })
    line.twilio.failNext(30_003)
    const id = idOf(await begin(line, clock, { useMinutes: 1 }))
    await pass(clock, 2 * minute)
    expect(state(line, id)).toBe('done')
    const { counts } = view(line, id)
    expect(counts.expired).toBeGreaterThan(0)
    expect(counts.failed).toBe(1)
    expect(counts.expired + counts.failed + counts.delivered).toBe(90)
    expect(recipientsOf(line.workspace.store.db, id, -1, -1)).toHaveLength(90)
  })

  test('that was planned begins at its time with who is there then', async () => {
    const clock = manualClock()
    const line = await camp(clock, 3)
    const id = newId(clock.now())
    await line.workspace.day.broadcasts.begin({
      id,
      name: 'Later',
      draft: draft(),
      author: null,
      sendAt: clock.now() + 10 * minute,
      againOf: null,
      repeats: null,
    })
    makeFamilies(line.workspace.store.db, [
      { guardians: [{ first: 'New', addresses: [address(3)] }], players: [{ first: 'Zoe' }] },
    ])
    await pass(clock, 9 * minute)
    expect(accepted(line)).toEqual([])
    await clock.advanceUntil(() => state(line, id) === 'done', { what: 'its end', limit: 5 * minute })
    expectOnce(line, 4)
  })

  test('that was planned is changed as long as it has not begun', async () => {
    const clock = manualClock()
    const line = await camp(clock, 2)
    const { broadcasts } = line.workspace.day
    const order = (id: string, body: string, minutes: number, inPlaceOf: string | null) => ({
      id,
      name: 'Later',
      draft: draft({ bodies: { en: body } }),
      author: 'Kim',
      sendAt: clock.now() + minutes * minute,
      againOf: null,
      repeats: null,
      inPlaceOf,
    })
    const [first, second, third] = [newId(clock.now()), newId(clock.now()), newId(clock.now())]
    await broadcasts.begin(order(first, 'Hi {{guardian.first}}, field A.', 4, null))
    // The same words at another time are no repeat of what they stand in place of.
    await broadcasts.begin(order(second, 'Hi {{guardian.first}}, field A.', 6, first))
    expect(findBroadcast(line.workspace.store.db, first)).toBeUndefined()
    await broadcasts.begin(order(third, 'Hi {{guardian.first}}, field B.', 2, second))
    await broadcasts.begin(order(third, 'Hi {{guardian.first}}, field B.', 2, second))
    await clock.advanceUntil(() => state(line, third) === 'done', { what: 'its end', limit: 10 * minute })
    await pass(clock, 6 * minute)
    expect(line.twilio.accepted().map(({ body }) => body.slice(0, 17))).toEqual([
      'Hi Ana0, field B.',
      'Hi Ana1, field B.',
    ])
    await expect(
      broadcasts.begin(order(newId(clock.now()), 'Hi {{guardian.first}}, field C.', 5, third)),
    ).rejects.toThrow('has begun or ended meanwhile')
    expect(state(line, third)).toBe('done')
  })

  test('in a store that was put back waits for a look, and does not say again what went out elsewhere', async () => {
    const clock = manualClock()
    const line = await camp(clock, 30, { rate: 1 })
    const id = idOf(await begin(line, clock))
    await clock.advanceUntil(() => accepted(line).length >= 5, { what: 'the first ones' })
    const { store } = line.workspace
    store.write((write) => holdEverything(write, 'restored'))
    expect(findBroadcast(store.db, id)).toMatchObject({ state: 'paused', why: 'restored' })
    await pass(clock, 10_000)
    const left = accepted(line).length
    expect(left).toBeLessThan(15)
    const known = recipientsOf(store.db, id, -1, -1).at(-1)
    store.write((write) =>
      insertMessage(write.db, {
        id: newId(write.now),
        conversationId: known?.conversation_id ?? 0,
        direction: 'out',
        body: known?.body ?? '',
        state: 'sent',
        origin: 'elsewhere',
        author: null,
        ourNumber: null,
        segments: 1,
        createdAt: write.now,
        sortAt: write.now,
        sendAt: null,
        noUseAfter: null,
        sid: null,
        replacesId: null,
        arrivedWhileAway: false,
        extra: null,
      }),
    )
    const requestId = newId(clock.now())
    store.write((write) => releaseHeld(write, requestId, { kind: 'all', throughSeq: Number.MAX_SAFE_INTEGER }))
    act(line, clock, id, resumeBroadcast)
    await clock.advanceUntil(() => state(line, id) === 'done', { what: 'its end', limit: 5 * minute })
    expect(accepted(line)).toHaveLength(29)
    expect(accepted(line)).not.toContain(known?.address)
    expect(view(line, id).counts).toMatchObject({ texts: 30, queued: 0 })
  })

  test('counts what parents answer', async () => {
    const clock = manualClock()
    const line = await camp(clock, 5)
    const id = idOf(await begin(line, clock, { asksToConfirm: true }))
    await clock.advanceUntil(() => view(line, id).counts.delivered === 5, { what: 'all delivered', limit: 5 * minute })
    const answers = ['Yes thanks!', 'No', 'What time?', 'STOP']
    for (const [index, body] of answers.entries()) line.twilio.textFrom(address(index), body)
    await clock.advanceUntil(() => view(line, id).answers.question === 1, { what: 'the answers', limit: minute })
    await pass(clock, 2_000)
    expect(view(line, id).answers).toEqual({ yes: 1, no: 1, question: 1, silent: 2 })
  })
})

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
})
