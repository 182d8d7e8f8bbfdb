import { describe, expect, test } from 'vitest'
import { storeText } from '../tests/support/stored-text.ts'
import { testStore } from '../tests/support/test-store.ts'
import { countActivity, listActivity } from './activity.ts'
import { callbacksNaming } from './attempts.ts'
import { hasCallsAfter, openCallsAfter } from './call-after.ts'
import { callsUnderWay, findAwaitedTape } from './calls-under-way.ts'
import { nextRemoval } from './carrier-removal.ts'
import { numbersOfFamilies, ticksOf } from './attendance.ts'
import { consentOf } from './consent.ts'
import { firstTextOf, recipientsOf } from './broadcast-report.ts'
import { countFed, countToCome, listBroadcasts, nextToQueue, openBroadcasts } from './broadcasts.ts'
import {
  countConversations,
  ensureConversation,
  findConversation,
  listConversations,
  markRead,
  markUnread,
} from './conversations.ts'
import { conversationsInNeed, conversationsWithFailures } from './handover.ts'
import { countFromNow, countHeld, heldTexts } from './held.ts'
import { casesAnswered, casesThatWant, hasStepOf, openCases } from './ladders.ts'
import { messagesBefore, saidBefore, setMessageState, settleFailure } from './messages.ts'
import type { NewMessage } from './messages.ts'
import type { Db } from './open.ts'
import { dueRows, enqueue, nextDeadline, nextDueAt, updateOutbox } from './outbox.ts'
import { openProposals, playersSpokenOf } from './proposals.ts'
import { indexLater } from './search-later.ts'
import { unreachableConversations } from './recipients.ts'
import { answersSince, listRuns } from './automations.ts'
import { handOvers, promotedTooSoon, waitingOf, waitsInOtherZone, wantedBack } from './schedules.ts'
import { listPlayers } from './roster-list.ts'
import { searchMessages, toMatch } from './search.ts'
import { isFirstText } from './templates.ts'
import { callsAgain, oldRecordings } from './voice.ts'

function message(db: Db, conversationId: number, change: Partial<NewMessage> = {}): number {
  return storeText(db, { conversationId, direction: 'in', createdAt: 1_000, sortAt: null, body: 'hello', ...change })
}

function conversation(db: Db, address = '+12015550123'): number {
  return ensureConversation(db, 'phone', address, null, 500)
}

function waiting(db: Db, conversationId: number, priority: 0 | 1 = 0, dueAt = 0): number {
  const seq = message(db, conversationId, { direction: 'out' })
  enqueue(db, {
    message_seq: seq,
    conversation_id: conversationId,
    phase: 'ready',
    priority,
    due_at: dueAt,
    deadline: 9e12,
  })
  return seq
}

const due = (db: Db): readonly number[] => dueRows(db, 1_000, 50).map((row) => row.message_seq)

describe('a conversation follows its messages', () => {
  test('unread, needs reply, last message and failures are counted by the store itself', () => {
    const db = testStore()
    const id = conversation(db)
    const first = message(db, id)
    message(db, id)
    expect(findConversation(db, id)).toMatchObject({ unread_count: 2, needs_reply: 1, last_direction: 'in' })
    markRead(db, id, first, 2_000)
    expect(findConversation(db, id)).toMatchObject({ unread_count: 1 })
    const own = message(db, id, { direction: 'out' })
    setMessageState(db, own, { state: 'failed', at: 3_000, errorCode: 30_006 })
    expect(findConversation(db, id)).toMatchObject({ needs_reply: 0, failed_count: 1, last_state: 'failed' })
    expect(countConversations(db)).toEqual({ unread: 1, needsReply: 0, failed: 1 })
    settleFailure(db, own)
    expect(countConversations(db).failed).toBe(0)
  })

  test('mark unread brings back one unread text, or a mark where there is none', () => {
    const db = testStore()
    const id = conversation(db)
    const seq = message(db, id)
    markRead(db, id, seq, 2_000)
    markUnread(db, id)
    expect(findConversation(db, id)).toMatchObject({ unread_count: 1 })
    const silent = conversation(db, '+12015550124')
    markUnread(db, silent)
    expect(
      listConversations(db, 'unread', null, 10)
        .map((row) => row.id)
        .sort((a, b) => a - b),
    ).toEqual([id, silent])
  })

  test('live messages stand in order of arrival, also after the clock was set back', () => {
    const db = testStore()
    const id = conversation(db)
    const times = [5_000, 1_000, 9_000].map((createdAt) => message(db, id, { createdAt }))
    const order = db.prepare('SELECT seq FROM message ORDER BY sort_at').pluck().all()
    expect(order).toEqual(times)
  })

  test('an older text that is caught up on does not become the last one', () => {
    const db = testStore()
    const id = conversation(db)
    message(db, id, { body: 'newest', createdAt: 9_000 })
    message(db, id, { body: 'older', sortAt: 2_000 })
    expect(findConversation(db, id)).toMatchObject({ last_body: 'newest', last_at: 9_000, unread_count: 2 })
  })
})

describe('whose turn it is', () => {
  test('the first of each conversation, one-to-one before bulk', () => {
    const db = testStore()
    const [a, b] = [conversation(db, '+12015550111'), conversation(db, '+12015550112')]
    const bulk = waiting(db, a, 1)
    waiting(db, a)
    const own = waiting(db, b)
    expect(due(db)).toEqual([own, bulk])
  })

  test('a text behind an uncertain, held or backing-off one waits; a passing one does not', () => {
    const db = testStore()
    const id = conversation(db)
    const first = waiting(db, id)
    const second = waiting(db, id)
    for (const phase of ['uncertain', 'held', 'sending'] as const) {
      updateOutbox(db, first, { phase })
      expect(due(db)).toEqual([])
    }
    updateOutbox(db, second, { passes: 1 })
    expect(due(db)).toEqual([])
    updateOutbox(db, first, { phase: 'uncertain' })
    expect(due(db)).toEqual([second])
    updateOutbox(db, second, { passes: 0 })
    updateOutbox(db, first, { phase: 'ready', due_at: 2_000 })
    expect(due(db)).toEqual([])
    updateOutbox(db, first, { phase: 'open' })
    expect(due(db)).toEqual([second])
  })
})

describe('search', () => {
  test('words and beginnings of words, without accents, newest first, with the hit marked', () => {
    const db = testStore()
    const id = conversation(db)
    const older = message(db, id, { body: 'José forgot his shin guards' })
    const newer = message(db, id, { body: 'Shin guard found, tell Jose' })
    const hits = searchMessages(db, toMatch('jos shin') ?? '', 10)
    expect(hits.map((hit) => hit.seq)).toEqual([newer, older])
    expect(hits[1]?.snippet).toContain('\u0002José\u0003')
  })

  test('what FTS5 would take for an operator is only text', () => {
    expect(toMatch('"drop* OR -x')).toBe('"drop"* "OR"* "x"*')
    expect(toMatch('  …!? ')).toBeNull()
  })
})

describe('the hot queries use their index, and sort nothing', () => {
  const everything = { staff: null, kind: null, from: null, until: null, people: null }
  /** The plan of the statement that the given work prepares. */
  function planOf(work: (db: Db) => unknown): string {
    const db = testStore()
    const prepare = db.prepare.bind(db)
    const seen: string[] = []
    db.prepare = ((sql: string) => {
      seen.push(sql)
      return prepare(sql)
    }) as typeof db.prepare
    work(db)
    // Those with named parameters prepare what the test needs.
    const steps = seen
      .filter((sql) => !/[@:$]\w/.test(sql))
      .flatMap((sql) => {
        const explain = prepare<unknown[], { readonly detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        return explain.all(...Array.from(sql.matchAll(/\?/g), () => null))
      })
    return steps.map((step) => step.detail).join('\n')
  }
  const plans: readonly (readonly [string, string, (db: Db) => unknown])[] = [
    ['a page of a thread', 'message_thread', (db) => messagesBefore(db, 1, { sortAt: 5, seq: 5 }, 50)],
    ['the newest of a thread', 'message_thread', (db) => messagesBefore(db, 1, null, 50)],
    ['people by name', 'player_by_name', (db) => listPlayers(db, { lastName: 'M', firstName: 'A', id: 5 }, 100)],
    ['copies to be deleted at the carrier', 'carrier_removal_due', (db) => nextRemoval(db)],
    ['the list', 'conversation_recent', (db) => listConversations(db, 'all', null, 50)],
    ['the unread', 'conversation_unread', (db) => listConversations(db, 'unread', { lastAt: 5, id: 5 }, 50)],
    [
      'those who wait for an answer',
      'conversation_needs_reply',
      (db) => listConversations(db, 'needs-reply', null, 50),
    ],
    ['the failed', 'conversation_failed', (db) => listConversations(db, 'failed', null, 50)],
    ['the outbox turn', 'outbox_turn', (db) => dueRows(db, 1_000, 8)],
    ['the next due', 'outbox_due', (db) => nextDueAt(db, 'open', 5)],
    ['the next to expire', 'outbox_deadline', (db) => nextDeadline(db)],
    ['what was said before', 'outbox_conversation', (db) => saidBefore(db, 1, 100)],
    ['what was said before, by its thread', 'message_thread', (db) => saidBefore(db, 1, 100)],
    ['how many wait for a look', 'outbox_held', (db) => countHeld(db)],
    ['a conversation’s texts that wait for a look', 'outbox_held', (db) => heldTexts(db, 1, 50)],
    ['what a person let go', 'outbox_let_go', (db) => countFromNow(db, 5)],
    [
      'what is made searchable later',
      'SEARCH m USING INTEGER PRIMARY KEY',
      (db) => {
        message(db, conversation(db), { direction: 'out', origin: 'broadcast' })
        return indexLater(db, 10)
      },
    ],
    ['whom a text may be about', 'guardian_number_address', (db) => playersSpokenOf(db, 1)],
    ['what is proposed for a day', 'proposal_open', (db) => openProposals(db, '2027-06-14')],
    ['the guardians of a board’s families', 'guardian_family', (db) => numbersOfFamilies(db, [1])],
    ['the ticks of an act', 'attendance_tick_request', (db) => ticksOf(db, 'act')],
    ['whether a text would be the first', 'message_thread', (db) => isFirstText(db, 1)],
    ['the record', 'activity_at', (db) => listActivity(db, everything, { at: 5, id: 5 }, 50)],
    ['the record of a kind', 'activity_kind', (db) => listActivity(db, { ...everything, kind: 'duty' }, null, 50)],
    ['what somebody did', 'activity_staff', (db) => listActivity(db, { ...everything, staff: 'Dana' }, null, 50)],
    ['wrong PINs of late', 'activity_kind', (db) => countActivity(db, 'pin-wrong', 5)],
    ['who waits longest for an answer', 'conversation_needs_reply', (db) => conversationsInNeed(db, 6)],
    ['whose texts failed', 'conversation_failed', (db) => conversationsWithFailures(db, 6)],
    ['what a broadcast queues next', 'broadcast_recipient_waiting', (db) => nextToQueue(db, 'b', 10)],
    ['broadcasts with more to come', 'broadcast_open', (db) => openBroadcasts(db)],
    ['how many texts of broadcasts wait here', 'outbox_turn', (db) => countFed(db)],
    ['how many texts of broadcasts are to come', 'broadcast_recipient_waiting', (db) => countToCome(db)],
    ['how a broadcast reads', 'broadcast_recipient_position', (db) => firstTextOf(db, 'b')],
    ['a page of a broadcast’s report', 'broadcast_recipient_position', (db) => recipientsOf(db, 'b', 5, 50)],
    ['the newest broadcasts', 'broadcast_recent', (db) => listBroadcasts(db, { createdAt: 5, id: 'b' }, 20)],
    ['numbers that no text reaches', 'message_unreachable', (db) => unreachableConversations(db)],
    ['planned texts that the carrier is to hold', 'schedule_by_carrier', (db) => handOvers(db)],
    ['planned texts that are taken back', 'schedule_cancel', (db) => wantedBack(db)],
    ['planned texts that a wrong clock made due', 'outbox_due', (db) => promotedTooSoon(db, 5)],
    ['planned texts that a reply cancels', 'outbox_conversation', (db) => waitingOf(db, 1, 'cancel-on-reply')],
    ['planned texts of another zone', 'outbox_', (db) => waitsInOtherZone(db, 'UTC')],
    ['the log of an automation', 'automation_run_recent', (db) => listRuns(db, 1, null, 50)],
    ['automatic answers to somebody', 'automation_run_conversation', (db) => answersSince(db, 1, 5)],
    ['whose ladders a text answers', 'ladder_case_open', (db) => casesAnswered(db, 1)],
    ['ladders that are open', 'ladder_case_open', (db) => openCases(db)],
    ['ladders that want a person', 'ladder_case_open', (db) => casesThatWant(db)],
    ['whether a text is a ladder’s', 'ladder_step_message', (db) => hasStepOf(db, [1])],
    ['what is known of a number’s consent', 'consent_address', (db) => consentOf(db, '+12015550123')],
    ['whether a call is to follow any text', 'call_after_open', (db) => hasCallsAfter(db)],
    ['texts that a call is to follow', 'SCAN f USING INDEX call_after_open', (db) => openCallsAfter(db)],
    ['calls that are tried again', 'SCAN v USING INDEX voice_call_again', (db) => callsAgain(db, 1)],
    ['calls in that are under way', 'SCAN v USING INDEX voice_call_open', (db) => callsUnderWay(db)],
    ['a message that was left and is to come', 'SEARCH t USING PRIMARY KEY', (db) => findAwaitedTape(db, 'CA1')],
    ['recordings whose days are over', 'recording_message', (db) => oldRecordings(db, 5, 0, 50)],
    ['the callbacks of an attempt', 'USING PRIMARY KEY', (db) => callbacksNaming(db, 'attempt')],
  ]
  test.each(plans)('%s', (_name, index, work) => {
    const plan = planOf(work)
    expect(plan).toContain(index)
    const sorted = plan.split('\n').filter((step) => step.includes('TEMP B-TREE FOR ORDER BY'))
    // The few names and players of one row or number are sorted, the few callbacks of one attempt, and what waits of today.
    const few: Readonly<Record<string, number>> = {
      conversation: 2,
      'USING PRIMARY KEY': 1,
      guardian_number_address: 1,
      guardian_family: 1,
      proposal_open: 1,
    }
    expect(sorted.length).toBeLessThanOrEqual(few[index.replace(/^conversation_.*/, 'conversation')] ?? 0)
    expect(plan).not.toMatch(/SCAN (m|c|o|message|conversation|outbox|carrier_status)$/m)
  })
})
