import { describe, expect, test } from 'vitest'
import { consentOf, isOptedOut, mergeConsent, setConsent } from '../../../db/consent.ts'
import { ensureConversation, findConversation } from '../../../db/conversations.ts'
import { addCamp, addFamily, addPlayer } from '../../../tests/support/board-camp.ts'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import { playersToday } from '../checkin/board.ts'
import { newId } from '../ids.ts'
import { receiveText } from '../inbound/receive.ts'
import { queueText } from '../outbox/compose.ts'
import { createStore } from '../store.ts'
import { closeByHand, leaveOpen, openByHand } from './by-hand.ts'
import { learnRefusal } from './hear.ts'
import { textFrom } from './senders.ts'

const ana = '+12015550111'
const ours = '+13125550100'
const other = '+13125550101'
const service = 'MG0123456789abcdef0123456789abcdef'

function room() {
  const clock = manualClock()
  const store = createStore(testStore(), clock, () => undefined)
  textFrom(store, { number: ours, messagingServiceSid: null })
  let count = 0
  const idOf = (address = ana) => store.write(({ db, now }) => ensureConversation(db, 'phone', address, null, now))
  return {
    clock,
    store,
    idOf,
    hear(body: string, to = ours, extra: Record<string, string> = {}) {
      count += 1
      clock.jump(1_000)
      store.write((write) => receiveText(write, { sid: `SM${count}`, from: ana, to, body, media: [], extra }))
    },
    closed: (address = ana) => findConversation(store.db, idOf(address))?.opted_out_source ?? null,
    act: () => ({ requestId: newId(clock.now()), conversationId: idOf(), staff: 'Sam' }),
  }
}

describe('who said STOP', () => {
  test('is closed for the number they said it to, and for no other of ours', () => {
    const { store, hear, closed } = room()
    hear('hello')
    hear('STOP', other)
    // What they were answered from last is where they said it.
    expect(closed()).toBe('text')
    hear('hello again', ours)
    expect(closed()).toBeNull()
    hear('hm', other)
    expect(closed()).toBe('text')
    expect(consentOf(store.db, ana)).toMatchObject([{ sender: other, state: 'out', source: 'text' }])
  })

  test('to a Messaging Service is closed for all its numbers, and open once texts leave otherwise', () => {
    const { store, hear, closed } = room()
    textFrom(store, { number: ours, messagingServiceSid: service })
    hear('STOP', other, { MessagingServiceSid: service })
    hear('hm', ours)
    expect(closed()).toBe('text')
    textFrom(store, { number: ours, messagingServiceSid: null })
    expect(closed()).toBeNull()
    textFrom(store, { number: ours, messagingServiceSid: service })
    expect(closed()).toBe('text')
    hear('START', ours)
    expect(closed()).toBeNull()
  })

  test('YES opens what STOP closed, and says nothing where nothing was closed', () => {
    const { store, hear, closed } = room()
    hear('YES')
    expect(consentOf(store.db, ana)).toEqual([])
    hear('STOP')
    hear('Yes')
    expect(closed()).toBeNull()
  })

  test('by a clock that was set back counts all the same', () => {
    const { clock, hear, closed } = room()
    hear('STOP')
    clock.jump(-3_600_000)
    hear('START')
    expect(closed()).toBeNull()
  })
})

describe('what the carrier knew already', () => {
  test('closes the number the text left from; START opens it again', () => {
    const { store, idOf, hear, closed } = room()
    store.write((write) => learnRefusal(write, idOf(), ana, null))
    expect(closed()).toBe('carrier')
    expect(consentOf(store.db, ana)).toMatchObject([{ sender: ours, source: 'carrier' }])
    hear('START')
    expect(closed()).toBeNull()
  })

  test('of a Messaging Service closes the service', () => {
    const { store, idOf, closed } = room()
    textFrom(store, { number: ours, messagingServiceSid: service })
    store.write((write) => learnRefusal(write, idOf(), ana, ours))
    expect(consentOf(store.db, ana)).toMatchObject([{ sender: service }])
    expect(closed()).toBe('carrier')
  })
})

describe('what staff are told', () => {
  test('closes every number of ours, cancels what waits, and is theirs to undo; YES does not', () => {
    const { store, clock, idOf, hear, closed, act } = room()
    const id = newId(clock.now())
    store.write((write) =>
      queueText(write, {
        id,
        conversationId: idOf(),
        body: 'See you at nine',
        author: null,
        origin: 'person',
        replaces: null,
        noUseAfter: null,
        ourNumber: ours,
        segments: 1,
      }),
    )
    const closing = act()
    store.write((write) => closeByHand(write, closing))
    store.write((write) => closeByHand(write, closing))
    expect(closed()).toBe('staff')
    expect(store.db.prepare('SELECT state FROM message').pluck().all()).toEqual(['canceled'])
    hear('Yes', other)
    expect(closed()).toBe('staff')
    store.write((write) => openByHand(write, act()))
    expect(closed()).toBeNull()
    expect(store.db.prepare(`SELECT count(*) FROM activity WHERE kind = 'consent'`).pluck().get()).toBe(2)
    store.write((write) => closeByHand(write, act()))
    hear('START')
    expect(closed()).toBeNull()
  })

  test('never undoes a STOP', () => {
    const { store, hear, closed, act } = room()
    hear('STOP')
    expect(() => store.write((write) => openByHand(write, act()))).toThrow('START')
    expect(closed()).toBe('text')
  })

  test('a near miss waits for a look, and closes nothing by itself', () => {
    const { store, idOf, hear, closed, act } = room()
    hear('stop please')
    expect(closed()).toBeNull()
    expect(findConversation(store.db, idOf())?.near_stop_seq).not.toBeNull()
    store.write((write) => leaveOpen(write, act()))
    expect(findConversation(store.db, idOf())?.near_stop_seq).toBeNull()
    hear('no more texts')
    store.write((write) => closeByHand(write, act()))
    expect(findConversation(store.db, idOf())).toMatchObject({ near_stop_seq: null, opted_out_source: 'staff' })
  })
})

describe('what a form or another store knows', () => {
  test('closes a number before there is a conversation with it, and the conversation that is made', () => {
    const { store, clock, closed } = room()
    store.write(({ db }) =>
      setConsent(db, { sender: '*', address: ana, state: 'out', source: 'import', at: clock.now() }),
    )
    expect(isOptedOut(store.db, ana)).toBe(true)
    expect(closed()).toBe('import')
  })

  test('is taken over where it is newer', () => {
    const { store, hear, closed } = room()
    hear('START')
    hear('STOP')
    const now = store.write((write) => write.now)
    const row = { sender: ours, address: ana, source: 'text' } as const
    store.write(({ db }) => mergeConsent(db, [{ ...row, state: 'in', at: now - 60_000 }]))
    expect(closed()).toBe('text')
    store.write(({ db }) => mergeConsent(db, [{ ...row, state: 'in', at: now + 60_000 }]))
    expect(closed()).toBeNull()
  })
})

test('the board calls only where every number is closed, also by a form before any text', () => {
  const { store, hear, clock } = room()
  const camp = addCamp(store.db, 'Week 1', { begins_at: 0, ends_at: 1_439 })
  const { family } = addFamily(store.db, 'Ana Lopez', ana)
  const player = addPlayer(store.db, family, 'Maya Lopez', camp)
  store.db
    .prepare(`INSERT INTO guardian (family_id, first_name, last_name, created_at) VALUES (?, 'Marco', 'Lopez', 0)`)
    .run(family)
  store.db.prepare(`INSERT INTO guardian_number SELECT max(id), '+12015550112' FROM guardian`).run()
  const isCallOnly = () => playersToday(store.db, { now: clock.now(), zone: 'UTC' }, [player])[0]?.callOnly
  expect(isCallOnly()).toBe(false)
  hear('STOP')
  expect(isCallOnly()).toBe(false)
  store.write(({ db }) =>
    setConsent(db, { sender: '*', address: '+12015550112', state: 'out', source: 'import', at: clock.now() }),
  )
  expect(isCallOnly()).toBe(true)
})
