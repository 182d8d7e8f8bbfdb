import { describe, expect, test } from 'vitest'
import { ensureConversation } from '../../../db/conversations.ts'
import { findMessage } from '../../../db/messages.ts'
import { findOutboxRow } from '../../../db/outbox.ts'
import { findSchedule } from '../../../db/schedules.ts'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import { newId } from '../ids.ts'
import { receiveText } from '../inbound/receive.ts'
import { instantOf } from '../local-time.ts'
import { expireOverdue, promoteScheduled, waitAgain } from '../outbox/delivery.ts'
import { cancelMessage } from '../outbox/compose.ts'
import { releaseHeld } from '../outbox/held.ts'
import { createStore } from '../store.ts'
import { messageView } from '../views.ts'
import { followZone } from './follow-zone.ts'
import { cancelScheduled, editScheduled, scheduleText, sendScheduledNow, takeBackCancel } from './schedule-text.ts'
import type { Plan } from './schedule-text.ts'

const ana = '+12015550111'
const our = '+13125550100'
const minute = 60_000
/** Half past eight in Chicago, in July. */
const today = '2026-07-14'

function bench(zone = 'America/Chicago') {
  const clock = manualClock()
  const where = { zone }
  const store = createStore(
    testStore(),
    clock,
    () => undefined,
    undefined,
    () => where.zone,
  )
  const conversationId = store.write(({ db, now }) => ensureConversation(db, 'phone', ana, our, now))
  const plan: Plan = { day: today, minutes: 9 * 60, useMinutes: 60, cancelOnReply: false }
  function schedule(body: string, change: Partial<Plan> = {}): string {
    const id = newId(clock.now())
    const from = { author: 'Sam', origin: 'person', replaces: null, ourNumber: our, segments: 1 } as const
    store.write((write) => scheduleText(write, { id, conversationId, body, ...from }, { ...plan, ...change }))
    return id
  }
  const row = (id: string) => {
    const found = findMessage(store.db, id)
    if (!found) throw new Error('It is gone.')
    return found
  }
  const turn = () =>
    store.write((write) => {
      waitAgain(write)
      expireOverdue(write)
      promoteScheduled(write)
    })
  const arrives = (body: string) => {
    const sid = `SM${newId(clock.now()).replaceAll('-', '')}`
    store.write((write) => receiveText(write, { sid, from: ana, to: our, body, media: [], extra: {} }))
  }
  return { clock, where, store, conversationId, plan, schedule, row, turn, arrives }
}

describe('a planned text', () => {
  test('waits for its time, then for its turn, at the end of its conversation', async () => {
    const { clock, schedule, row, turn, arrives, store } = bench()
    const id = schedule('See you at nine.')
    expect(row(id)).toMatchObject({ state: 'scheduled', send_at: instantOf(today, 540, 'America/Chicago') })
    expect(row(id).no_use_after).toBe(instantOf(today, 600, 'America/Chicago'))
    await clock.advance(10 * minute)
    arrives('Which field?')
    await clock.advance(19 * minute)
    turn()
    expect(findOutboxRow(store.db, row(id).seq)?.phase).toBe('scheduled')
    await clock.advance(2 * minute)
    turn()
    expect(row(id).state).toBe('queued')
    expect(findOutboxRow(store.db, row(id).seq)).toMatchObject({ phase: 'ready', held_because: null })
    const order = store.db.prepare(`SELECT body FROM message ORDER BY sort_at`).pluck().all()
    expect(order).toEqual(['Which field?', 'See you at nine.'])
    expect(store.db.prepare('SELECT last_message_seq FROM conversation').pluck().get()).toBe(row(id).seq)
  })

  test('is planned once, however often it is asked for', () => {
    const { store, conversationId, plan, clock } = bench()
    const id = newId(clock.now())
    const from = { author: null, origin: 'person', replaces: null, ourNumber: our, segments: 1 } as const
    for (let times = 0; times < 3; times += 1)
      store.write((write) => scheduleText(write, { id, conversationId, body: 'Once', ...from }, plan))
    expect(store.db.prepare('SELECT count(*) FROM message').pluck().get()).toBe(1)
  })

  test('that is a little late goes; later it waits for a look; past its use it expires with the reason', () => {
    const { clock, schedule, row, turn, store } = bench()
    const soon = schedule('Soon', { minutes: 9 * 60 })
    const longer = schedule('Longer', { minutes: 9 * 60, useMinutes: 300 })
    const short = schedule('Short', { minutes: 9 * 60, useMinutes: 10 })
    // The laptop sleeps.
    clock.jump(44 * minute)
    turn()
    expect(findOutboxRow(store.db, row(soon).seq)?.phase).toBe('ready')
    expect(row(short).state).toBe('expired')
    expect(messageView(row(short)).failure?.reason).toContain('off or asleep')
    expect(store.db.prepare('SELECT failed_count FROM conversation').pluck().get()).toBe(1)
    const later = bench()
    const held = later.schedule('Longer', { useMinutes: 300 })
    later.clock.jump(50 * minute)
    later.turn()
    expect(findOutboxRow(later.store.db, later.row(held).seq)).toMatchObject({ phase: 'held', held_because: 'waited' })
    expect(row(longer).state).toBe('queued')
  })

  test('that a wrong clock made due waits again once the clock is right, unless somebody let it go', () => {
    const { clock, schedule, row, turn, store } = bench()
    const ids = [schedule('One', { useMinutes: 600 }), schedule('Two', { minutes: 9 * 60 + 50, useMinutes: 600 })]
    const phases = () => ids.map((id) => findOutboxRow(store.db, row(id).seq)?.phase)
    clock.jump(85 * minute)
    turn()
    // One is late by 55 minutes, the other one by five.
    expect(phases()).toEqual(['held', 'ready'])
    clock.jump(-85 * minute)
    turn()
    expect(phases()).toEqual(['scheduled', 'scheduled'])
    expect(ids.map((id) => row(id).state)).toEqual(['scheduled', 'scheduled'])
    clock.jump(85 * minute)
    turn()
    const [first] = ids
    store.write((write) => releaseHeld(write, newId(write.now), { kind: 'text', messageId: first ?? '' }))
    clock.jump(-85 * minute)
    turn()
    expect(phases()).toEqual(['ready', 'scheduled'])
  })

  test('goes at once on wish, and is of use as long as it would have been', () => {
    const { clock, schedule, row, store } = bench()
    const id = schedule('Now then')
    store.write((write) => sendScheduledNow(write, newId(write.now), id))
    expect(row(id)).toMatchObject({ state: 'queued', no_use_after: clock.now() + 60 * minute })
    expect(findOutboxRow(store.db, row(id).seq)).toMatchObject({ phase: 'ready', due_at: clock.now() })
    const again = (): void => store.write((write) => sendScheduledNow(write, newId(write.now), id))
    expect(again).toThrow('does not wait')
  })

  test('can be given other words and another time', () => {
    const { schedule, row, plan, store } = bench()
    const id = schedule('Field 3')
    const next = { ...plan, minutes: 10 * 60, useMinutes: 30, cancelOnReply: true }
    store.write((write) => editScheduled(write, newId(write.now), id, { body: 'Field 4', segments: 1 }, next))
    expect(row(id)).toMatchObject({ body: 'Field 4', send_at: instantOf(today, 600, 'America/Chicago') })
    expect(findSchedule(store.db, row(id).seq)).toMatchObject({ minutes: 600, cancel_on_reply: 1, use_minutes: 30 })
    expect(store.db.prepare(`SELECT count(*) FROM message_search WHERE message_search MATCH '4'`).pluck().get()).toBe(1)
    const past = { ...plan, minutes: 8 * 60 }
    expect(() =>
      store.write((write) => editScheduled(write, newId(write.now), id, { body: 'x', segments: 1 }, past)),
    ).toThrow('over already')
    expect(row(id).body).toBe('Field 4')
  })

  test('is canceled, and the cancel is taken back while its time is to come', () => {
    const { clock, schedule, row, store } = bench()
    const id = schedule('Maybe')
    store.write((write) => cancelScheduled(write, id))
    expect(row(id).state).toBe('canceled')
    store.write((write) => takeBackCancel(write, newId(write.now), id))
    expect(row(id).state).toBe('scheduled')
    expect(findOutboxRow(store.db, row(id).seq)).toMatchObject({ phase: 'scheduled', due_at: row(id).send_at })
    store.write((write) => cancelMessage(write, id))
    clock.jump(40 * minute)
    expect(() => store.write((write) => takeBackCancel(write, newId(write.now), id))).toThrow('passed')
  })

  test('to somebody who opted out is refused', () => {
    const { schedule, arrives } = bench()
    arrives('STOP')
    expect(() => schedule('Hello')).toThrow('STOP')
  })
})

describe('a text that comes in', () => {
  test('cancels what was to be canceled by it, and says so', () => {
    const { schedule, row, arrives } = bench()
    const unless = schedule('Are you coming?', { cancelOnReply: true })
    const anyway = schedule('Camp ends at three.')
    arrives('We are here')
    expect(row(unless).state).toBe('canceled')
    expect(messageView(row(unless)).failure?.reason).toContain('They texted')
    expect(row(anyway).state).toBe('scheduled')
  })

  test('of STOP cancels all of them', () => {
    const { schedule, row, arrives } = bench()
    const id = schedule('Camp ends at three.')
    arrives('STOP')
    expect(row(id).state).toBe('canceled')
    expect(messageView(row(id)).failure?.reason).toContain('STOP')
  })
})

describe('another time zone', () => {
  test('moves the instant and keeps the hour', () => {
    const { schedule, row, where, store } = bench()
    const id = schedule('Nine is nine')
    where.zone = 'America/Los_Angeles'
    expect(store.write(followZone)).toBe(1)
    const at = instantOf(today, 540, 'America/Los_Angeles')
    expect(row(id)).toMatchObject({ send_at: at, no_use_after: at + 60 * minute })
    expect(findOutboxRow(store.db, row(id).seq)).toMatchObject({ due_at: at, deadline: at + 60 * minute })
    expect(store.write(followZone)).toBe(0)
  })
})
