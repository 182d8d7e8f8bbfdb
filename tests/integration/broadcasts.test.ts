import { describe, expect, test } from 'vitest'
import { recipientsOf } from '../../db/broadcast-report.ts'
import { findBroadcast } from '../../db/broadcasts.ts'
import { countHeld } from '../../db/held.ts'
import { insertMessage } from '../../db/messages.ts'
import { cancelBroadcast, pauseBroadcast, resumeBroadcast } from '../../electron/hub/broadcast/acts.ts'
import { newId } from '../../electron/hub/ids.ts'
import { holdEverything, releaseHeld } from '../../electron/hub/outbox/held.ts'
import { makeFamilies } from '../support/camp-of.ts'
import { manualClock } from '../support/manual-clock.ts'
import {
  accepted,
  act,
  address,
  begin,
  camp,
  comeBack,
  draft,
  expectOnce,
  goOffline,
  idOf,
  minute,
  pass,
  state,
  view,
} from '../support/broadcast-camp.ts'

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
