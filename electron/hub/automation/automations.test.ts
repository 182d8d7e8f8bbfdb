import { describe, expect, onTestFinished, test } from 'vitest'
import { beginAutomationsAnew, listAutomations, listRuns } from '../../../db/automations.ts'
import { addCamp, addFamily, addPlayer, campBegins, campZone } from '../../../tests/support/board-camp.ts'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import type { AutomationKind, AutomationSettings } from '../../ipc/contract/automation-views.ts'
import { markHere, markPickedUp, undo } from '../checkin/marks.ts'
import type { DayParts } from '../day/day.ts'
import { newId } from '../ids.ts'
import { receiveText } from '../inbound/receive.ts'
import { silentLog } from '../log.ts'
import { seededRandom } from '../random.ts'
import { defaultSettings } from '../settings.ts'
import { createStore } from '../store.ts'
import { seedTemplates } from '../template/ready-made.ts'
import { addKeyword, changeAutomation, removeAutomation, switchAutomation } from './change.ts'
import { createAutomationDesk } from './desk.ts'
import { dryRun } from './dry-run.ts'
import { seedAutomations } from './seed.ts'

const minute = 60_000
const hour = 60 * minute
const our = '+13125550100'
const ana = '+12015550111'
const ben = '+12015550112'

/** A camp's morning with two families, and the desk of what texts by itself. */
function tent(from = campBegins - 10 * minute) {
  const db = testStore()
  const clock = manualClock(from)
  const store = createStore(
    db,
    clock,
    (touched) => desk.committed(touched),
    undefined,
    () => campZone,
  )
  const settings = { ...defaultSettings, timeZone: campZone, campName: 'PTP Camp' }
  const duty = { on: true }
  const line = { account: { number: our }, isOnDuty: () => duty.on }
  const parts = {
    store,
    clock,
    random: seededRandom(1),
    log: silentLog,
    settings: () => settings,
    publish: () => undefined,
    line: () => line,
  } as unknown as DayParts
  seedTemplates(store)
  let desk = createAutomationDesk(parts)
  onTestFinished(() => desk.stop())
  store.write(seedAutomations)
  const camp = addCamp(db, 'Summer Week 1', { first_day: '2027-06-14', last_day: '2027-06-18' })
  const lopez = addFamily(db, 'Ana Lopez', ana).family
  const reed = addFamily(db, 'Ben Reed', ben).family
  const maya = addPlayer(db, lopez, 'Maya Lopez', camp)
  const leo = addPlayer(db, lopez, 'Leo Lopez', camp)
  const sam = addPlayer(db, reed, 'Sam Reed', camp)
  const idOf = (kind: AutomationKind): number => listAutomations(db).find((one) => one.kind === kind)?.id ?? 0
  const set = (kind: AutomationKind, told?: AutomationSettings): number => {
    const id = idOf(kind)
    store.write((write) => {
      if (told) changeAutomation(write, id, { settings: told })
      switchAutomation(write, id, true, 'Sam')
    })
    return id
  }
  let sid = 0
  const hear = (body: string, from = ana, whileAway = false): void => {
    sid += 1
    const text = { sid: `SM${String(sid).padStart(32, '0')}`, from, to: our, body, media: [], extra: {} }
    store.write((write) => receiveText(write, text, whileAway ? { whileAway, sortAt: clock.now() } : {}))
  }
  return {
    db,
    clock,
    store,
    settings,
    duty,
    players: { maya, leo, sam },
    idOf,
    set,
    hear,
    act: (players: readonly number[]) => ({
      requestId: newId(clock.now()),
      players: players.map((playerId) => ({ playerId })),
      staff: 'Sam',
      zone: campZone,
    }),
    /** Texts that were written by themselves: to whom, and what. */
    sent: () =>
      db
        .prepare<[], { to: string; body: string; state: string; send_at: number | null; no_use_after: number }>(
          `SELECT c.address AS "to", m.body, m.state, m.send_at, m.no_use_after FROM message m
           JOIN conversation c ON c.id = m.conversation_id WHERE m.origin = 'automation' ORDER BY m.seq`,
        )
        .all(),
    log: (id: number) => listRuns(db, id, null, 100).map(({ outcome, words }) => `${outcome}: ${words}`),
    context: () => desk.context(),
    async restart() {
      await desk.stop()
      desk = createAutomationDesk(parts)
      await clock.advance(1)
    },
  }
}

describe('on check-in', () => {
  test('each family gets one text for all of its players, a minute after the tick, once', async () => {
    const { clock, store, players, set, act, sent, log, restart } = tent()
    const id = set('check-in')
    store.write((write) => markHere(write, act([players.maya, players.leo])))
    await clock.advance(30_000)
    expect(sent()).toEqual([])
    await clock.advance(2 * minute)
    expect(sent()).toMatchObject([{ to: ana }])
    expect(sent()[0]?.body).toContain('Maya and Leo')
    await restart()
    await clock.advance(10 * minute)
    expect(sent()).toHaveLength(1)
    expect(log(id)).toEqual(['sent: Ana Lopez, about Maya and Leo'])
  })

  test('a slip that is taken back texts nobody, and a second tick texts nobody twice', async () => {
    const { clock, store, players, set, act, sent } = tent()
    set('check-in')
    const slip = act([players.sam])
    store.write((write) => markHere(write, slip))
    await clock.advance(20_000)
    store.write((write) => undo(write, { requestId: newId(write.now), of: slip.requestId, staff: 'Sam' }))
    await clock.advance(5 * minute)
    expect(sent()).toEqual([])
    const right = act([players.sam])
    store.write((write) => markHere(write, right))
    await clock.advance(5 * minute)
    store.write((write) => undo(write, { requestId: newId(write.now), of: right.requestId, staff: 'Sam' }))
    store.write((write) => markHere(write, act([players.sam])))
    await clock.advance(10 * minute)
    expect(sent()).toHaveLength(1)
  })

  test('what happened before it was turned on is none of its business; off, it does nothing', async () => {
    const { clock, store, players, set, act, sent, idOf } = tent()
    store.write((write) => markHere(write, act([players.maya])))
    await clock.advance(2 * minute)
    const id = set('check-in')
    await clock.advance(5 * minute)
    expect(sent()).toEqual([])
    store.write((write) => switchAutomation(write, id, false, 'Sam'))
    store.write((write) => markHere(write, act([players.sam])))
    await clock.advance(5 * minute)
    expect(sent()).toEqual([])
    expect(idOf('check-in')).toBe(id)
  })

  test('a store that was put back from a copy does nothing again that it may have done since', async () => {
    const { clock, store, players, set, act, sent } = tent()
    set('check-in')
    store.write((write) => markHere(write, act([players.maya])))
    await clock.advance(30_000)
    store.write(({ db, now }) => beginAutomationsAnew(db, now))
    await clock.advance(10 * minute)
    expect(sent()).toEqual([])
  })

  test('who must not be told is left out, and the log says why', async () => {
    const { clock, db, store, players, set, act, sent, log } = tent()
    const id = set('check-in')
    db.prepare(
      `INSERT INTO no_information (guardian_id, player_id, reason, since, staff)
       SELECT id, ?, 'court order', 0, 'Kim' FROM guardian WHERE first_name = 'Ben'`,
    ).run(players.sam)
    store.write((write) => markHere(write, act([players.sam])))
    await clock.advance(5 * minute)
    expect(sent()).toEqual([])
    expect(log(id).join()).toContain('left: Ben Reed, about Sam')
  })

  test('another laptop is on duty: this one leaves it alone', async () => {
    const { clock, store, players, set, act, sent, duty } = tent()
    set('check-in')
    duty.on = false
    store.write((write) => markHere(write, act([players.maya])))
    await clock.advance(5 * minute)
    expect(sent()).toEqual([])
    duty.on = true
    await clock.advance(2 * minute)
    expect(sent()).toHaveLength(1)
  })

  test('a laptop that was off until it was of no use leaves it, and says so', async () => {
    const { clock, store, players, set, act, sent, log } = tent()
    const id = set('check-in')
    store.write((write) => markHere(write, act([players.maya, players.leo])))
    clock.jump(90 * minute)
    await clock.advance(2 * minute)
    expect(sent()).toEqual([])
    expect(log(id).join()).toContain('left: 2 players: Too late')
  })
})

test('on pick-up the family is told who left', async () => {
  const { clock, store, players, set, act, sent } = tent(campBegins + 6 * hour)
  set('pick-up')
  store.write((write) => markPickedUp(write, { ...act([players.sam]), by: 'Ben Reed' }))
  await clock.advance(3 * minute)
  expect(sent()).toMatchObject([{ to: ben }])
  expect(sent()[0]?.body).toContain('Sam left PTP Camp')
})

describe('after camp', () => {
  test('each family of those who came, so many hours later; once, whatever the clock does', async () => {
    const { clock, store, players, set, act, sent } = tent()
    set('follow-up', { kind: 'follow-up', hours: 2, which: 'each-day' })
    store.write((write) => markHere(write, act([players.maya, players.leo])))
    await clock.advance(8 * hour)
    expect(sent()).toEqual([])
    await clock.advance(15 * minute)
    expect(sent()).toMatchObject([{ to: ana }])
    for (const span of [-2, 2, 2, -2]) {
      clock.jump(span * 24 * hour)
      await clock.advance(5 * minute)
    }
    expect(sent()).toHaveLength(1)
  })

  test('in quiet hours it waits for their end', async () => {
    const { clock, store, players, set, act, sent, settings } = tent()
    settings.quietUntil = 7 * 60
    set('follow-up', { kind: 'follow-up', hours: 7, which: 'each-day' })
    store.write((write) => markHere(write, act([players.sam])))
    await clock.advance(13 * hour + 20 * minute)
    // Seven in the morning in Chicago.
    expect(sent()).toMatchObject([{ to: ben, state: 'scheduled', send_at: Date.parse('2027-06-15T12:00:00Z') }])
    // Its use ends ten hours after ten in the evening.
    expect(sent()[0]?.no_use_after).toBe(Date.parse('2027-06-15T13:00:00Z'))
  })

  test('of no use at the quiet hours’ end, it is left', async () => {
    const { clock, store, players, set, act, sent, log, settings } = tent()
    settings.quietUntil = 11 * 60
    const id = set('follow-up', { kind: 'follow-up', hours: 7, which: 'each-day' })
    store.write((write) => markHere(write, act([players.sam])))
    await clock.advance(13 * hour + 20 * minute)
    expect(sent()).toEqual([])
    expect(log(id).join()).toContain('Quiet hours')
  })
})

test('the day before, everybody on the list of the first day is reminded, with the time', async () => {
  const { clock, set, sent } = tent(campBegins - 24 * hour)
  set('reminder', { kind: 'reminder', minutes: 17 * 60, which: 'first-day' })
  await clock.advance(8 * hour + 2 * minute)
  expect(sent().map(({ to }) => to)).toEqual([ana, ben])
  expect(sent()[0]?.body).toContain('Maya and Leo')
  expect(sent()[0]?.body).toContain('9:00')
  await clock.advance(20 * hour)
  expect(sent()).toHaveLength(2)
})

describe('answers', () => {
  function withKeyword() {
    const bench = tent()
    const { store, idOf } = bench
    store.write((write) => addKeyword(write, newId(write.now)))
    const id = idOf('keyword')
    store.write((write) => {
      const parking = write.db.prepare<[], { id: number }>(`SELECT id FROM template WHERE key = 'parking'`).get()
      changeAutomation(write, id, {
        templateId: parking?.id ?? null,
        settings: { kind: 'keyword', words: ['Parking', 'where to park'] },
      })
      switchAutomation(write, id, true, 'Sam')
    })
    return { ...bench, id }
  }

  test('a keyword alone is answered at once, also to a number that nobody knows', async () => {
    const { clock, hear, sent } = withKeyword()
    hear('  PARKING? ')
    hear('Is there parking near the tent?', ben)
    await clock.advance(1)
    expect(sent()).toMatchObject([{ to: ana, state: 'queued' }])
  })

  test('once an hour and three times a day, and never in answer to a machine', async () => {
    const { clock, hear, sent, id, log } = withKeyword()
    for (let index = 0; index < 8; index += 1) {
      hear('parking')
      await clock.advance(61 * minute)
      hear('where to park')
      await clock.advance(10 * minute)
    }
    expect(sent()).toHaveLength(3)
    hear('parking', '75000')
    hear('parking', 'BANKALERT')
    hear('parking', ben)
    await clock.advance(1)
    expect(sent()).toHaveLength(4)
    expect(log(id).join()).toContain('Not a person')
    // A machine that says the word back.
    clock.jump(-1)
    hear('parking', ben)
    await clock.advance(1)
    expect(sent()).toHaveLength(4)
  })

  test('never to what came in while nobody could reach this laptop, nor twice over a restart', async () => {
    const { clock, hear, sent, restart } = withKeyword()
    hear('parking', ana, true)
    await clock.advance(1)
    expect(sent()).toEqual([])
    hear('parking', ben)
    // The app ends before it could answer.
    await restart()
    expect(sent()).toHaveLength(1)
    await restart()
    expect(sent()).toHaveLength(1)
  })

  test('words that the carrier knows are refused, and STOP is answered by nobody', async () => {
    const { clock, store, hear, sent, id } = withKeyword()
    for (const word of ['stop', 'HELP', 'yes']) {
      expect(() =>
        store.write((write) => changeAutomation(write, id, { settings: { kind: 'keyword', words: [word] } })),
      ).toThrow('Choose another word')
    }
    hear('STOP')
    await clock.advance(1)
    expect(sent()).toEqual([])
  })

  test('after hours the first text of a night is answered, and still waits for a person', async () => {
    const { clock, db, set, hear, sent } = tent(campBegins + 13 * hour)
    set('after-hours')
    hear('Is camp on tomorrow?')
    await clock.advance(1)
    expect(sent()).toMatchObject([{ to: ana, state: 'queued' }])
    expect(db.prepare('SELECT needs_reply FROM conversation').pluck().get()).toBe(1)
    await clock.advance(2 * hour)
    hear('Hello?')
    await clock.advance(1)
    expect(sent()).toHaveLength(1)
    hear('I’m driving. This is an auto-reply.', ben)
    await clock.advance(1)
    expect(sent()).toHaveLength(1)
    // Ten in the morning: somebody is there.
    await clock.advance(11 * hour)
    hear('Thanks')
    await clock.advance(1)
    expect(sent()).toHaveLength(1)
  })
})

describe('what it is told', () => {
  test('it is not turned on without a text or a word, and goes off when it loses one', () => {
    const { store, db, idOf, set } = tent()
    store.write((write) => addKeyword(write, newId(write.now)))
    expect(() => store.write((write) => switchAutomation(write, idOf('keyword'), true, 'Sam'))).toThrow('which word')
    const id = set('check-in')
    store.write((write) => changeAutomation(write, id, { templateId: null }))
    expect(listAutomations(db).find((one) => one.id === id)?.enabled).toBe(0)
    store.write((write) => removeAutomation(write, idOf('keyword')))
    expect(idOf('keyword')).toBe(0)
    expect(() => store.write((write) => removeAutomation(write, id))).toThrow('turned off')
  })

  test('a dry run says whom it would text and how, and writes nothing', async () => {
    const { db, clock, store, players, act, idOf, context, sent } = tent()
    await clock.advance(1)
    const checkIn = listAutomations(db).find((one) => one.id === idOf('check-in'))
    if (!checkIn) throw new Error('It is gone.')
    expect(dryRun(db, checkIn, context())).toMatchObject({ count: 0, nobody: expect.stringContaining('Nobody') })
    store.write((write) => markHere(write, act([players.maya, players.leo])))
    const changes = db.prepare('SELECT total_changes()').pluck().get()
    expect(dryRun(db, checkIn, context())).toMatchObject({
      families: 1,
      count: 1,
      nobody: null,
      texts: [{ to: 'Ana Lopez', players: ['Maya', 'Leo'] }],
    })
    for (const automation of listAutomations(db)) dryRun(db, automation, context())
    expect(db.prepare('SELECT total_changes()').pluck().get()).toBe(changes)
    expect(sent()).toEqual([])
  })
})
