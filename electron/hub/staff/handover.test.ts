import { expect, test } from 'vitest'
import { noteNearStop } from '../../../db/consent.ts'
import { ensureConversation } from '../../../db/conversations.ts'
import { setMessageState } from '../../../db/messages.ts'
import { enqueue, updateOutbox } from '../../../db/outbox.ts'
import type { Db } from '../../../db/open.ts'
import { addCamp, addFamily, addPlayer, campBegins, campZone } from '../../../tests/support/board-camp.ts'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { storeText } from '../../../tests/support/stored-text.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import { markHere, markLate } from '../checkin/marks.ts'
import { newId } from '../ids.ts'
import { createStore } from '../store.ts'
import { handoverView, urgentCounts } from './handover.ts'

const minute = 60_000

/** A text to or from a number. @returns its place in the store */
function text(db: Db, address: string, direction: 'in' | 'out', at: number): number {
  return storeText(db, { conversationId: ensureConversation(db, 'phone', address, null, at), direction, createdAt: at })
}

function queue(db: Db, address: string, phase: 'ready' | 'held' | 'uncertain'): void {
  const seq = text(db, address, 'out', campBegins)
  const conversationId = ensureConversation(db, 'phone', address, null, campBegins)
  enqueue(db, {
    message_seq: seq,
    conversation_id: conversationId,
    phase: 'ready',
    priority: 0,
    due_at: campBegins,
    deadline: campBegins + 3_600_000,
  })
  if (phase === 'held') updateOutbox(db, seq, { phase, held_because: 'waited' })
  else updateOutbox(db, seq, { phase })
  if (phase === 'uncertain') setMessageState(db, seq, { state: 'uncertain', at: campBegins })
}

/** At half past nine: one missing in two camps, one late, one here; texts in every kind of trouble. */
function morning() {
  const clock = manualClock(campBegins + 30 * minute)
  const store = createStore(testStore(), clock, () => undefined)
  const { db } = store
  const [red, blue] = [addCamp(db, 'Red'), addCamp(db, 'Blue')]
  const { family } = addFamily(db)
  const maya = addPlayer(db, family, 'Maya Lopez', red, { group: 'Lions' })
  db.prepare('INSERT INTO enrolment (player_id, camp_id) VALUES (?, ?)').run(maya, blue)
  const [leo, zoe] = [addPlayer(db, family, 'Leo Lopez', red), addPlayer(db, family, 'Zoe Lopez', red)]
  const act = (playerId: number) => ({
    requestId: newId(clock.now()),
    players: [{ playerId, campId: red }],
    staff: 'Dana',
    zone: campZone,
  })
  const expectedAt = campBegins + 60 * minute
  store.write((write) => {
    markLate(write, { ...act(leo), expectedAt })
    markHere(write, act(zoe))
    // Ana wrote twice since the last answer, Ben before her; Cleo was answered.
    text(db, '+12015550123', 'out', campBegins - 60 * minute)
    text(db, '+12015550123', 'in', campBegins - 20 * minute)
    const unclear = text(db, '+12015550123', 'in', campBegins + 20 * minute)
    noteNearStop(db, unclear, ensureConversation(db, 'phone', '+12015550123', null, campBegins))
    text(db, '+12015550124', 'in', campBegins - 10 * minute)
    text(db, '+12015550125', 'in', campBegins)
    text(db, '+12015550125', 'out', campBegins + minute)
    setMessageState(db, text(db, '+12015550126', 'out', campBegins), {
      state: 'failed',
      at: campBegins,
      errorCode: 30_003,
    })
    queue(db, '+12015550127', 'held')
    queue(db, '+12015550128', 'uncertain')
    queue(db, '+12015550129', 'ready')
    db.prepare(
      `INSERT INTO ladder_case (camp_id, kind, player_id, day, state, opened_at, changed_at)
       VALUES (?, 'not-arrived', ?, '2027-06-14', 'asks', 0, 0), (?, 'not-arrived', ?, '2027-06-13', 'asks', 0, 0),
              (?, 'not-arrived', ?, '2027-06-14', 'climbing', 0, 0)`,
    ).run(red, maya, red, maya, red, leo)
    db.prepare(
      `INSERT INTO broadcast (id, name, audience, bodies, facts, state, created_at, no_use_after, use_minutes)
       VALUES ('b1', 'Rain', '{}', '{}', '{}', 'paused', 0, 1, 60), ('b2', 'Thanks', '{}', '{}', '{}', 'done', 0, 1, 60)`,
    ).run()
    db.prepare(
      `INSERT INTO broadcast_recipient (broadcast_id, conversation_id, position, name, players, player_ids, body, segments, message_id)
       VALUES ('b1', 1, 0, 'Ana', '[]', '[]', 'Rain', 1, 'm1'), ('b1', 2, 1, 'Ben', '[]', '[]', 'Rain', 1, 'm2')`,
    ).run()
  })
  return { db, maya, leo, expectedAt, time: { now: clock.now(), zone: campZone } }
}

test('whoever takes over sees who is missing and late, who waits and since when, and what stands still', () => {
  const { db, maya, leo, expectedAt, time } = morning()
  const card = handoverView(db, time, 'US')
  expect(card.missing).toEqual({
    count: 1,
    listed: [expect.objectContaining({ playerId: maya, name: 'Maya Lopez', expectedAt: null })],
  })
  expect(card.late).toEqual({ count: 1, listed: [{ playerId: leo, name: 'Leo Lopez', camp: 'Red', expectedAt }] })
  // She waits since the first text that nobody answered, not since her last one.
  expect(card.needsReply.count).toBe(2)
  expect(card.needsReply.listed.map(({ name, since }) => [name, since - campBegins])).toEqual([
    ['Ana Lopez', -20 * minute],
    ['(201) 555-0124', -10 * minute],
  ])
  expect([card.failed.count, card.uncertain.count, card.held, card.waiting]).toEqual([1, 1, 1, 2])
  expect(card.broadcasts).toEqual({ count: 1, listed: [{ id: 'b1', name: 'Rain', state: 'paused', left: 2 }] })
  expect([card.ladders, card.proposals]).toEqual([1, 0])
  expect(card.nearStops).toMatchObject({ count: 1, listed: [{ name: 'Ana Lopez' }] })
  // Whose last rung told the director needs somebody as well as who is asked about.
  db.prepare(`INSERT INTO ladder_step (case_id, rung, at, outcome, words) SELECT id, 0, 0, 'alarm', '' FROM ladder_case
    WHERE state = 'climbing'`).run()
  db.prepare(`UPDATE ladder_case SET rung = 0 WHERE state = 'climbing'`).run()
  expect(handoverView(db, time, 'US').ladders).toBe(2)
  expect(urgentCounts(db, time).director).toBe(1)
})

test('the cover counts the same and names nobody', () => {
  const { db, time } = morning()
  expect(urgentCounts(db, time)).toEqual({
    director: 0,
    missing: 1,
    late: 1,
    failed: 1,
    needsReply: 2,
    held: 1,
    uncertain: 1,
  })
})

test('with nothing to tell, everything is zero', () => {
  const db = testStore()
  const card = handoverView(db, { now: campBegins, zone: campZone }, 'US')
  expect(JSON.stringify(card)).not.toMatch(/[1-9]/)
})
