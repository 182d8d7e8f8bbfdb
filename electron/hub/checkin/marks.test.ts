import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addCamp, addFamily, addPlayer, campBegins, campZone } from '../../../tests/support/board-camp.ts'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import type { Db } from '../../../db/open.ts'
import { newId } from '../ids.ts'
import { createStore } from '../store.ts'
import type { Write } from '../store.ts'
import { countStates, playersToday, readBoard } from './board.ts'
import { markAbsent, markHere, markLate, markPickedUp, undo } from './marks.ts'
import { assertMayPickUp } from './pick-up.ts'

const minute = 60_000

function tent() {
  const db = testStore()
  const clock = manualClock(campBegins - 30 * minute)
  const told: number[][] = []
  const store = createStore(db, clock, (touched) => told.push([...touched.players]))
  const camp = addCamp(db, 'Summer Week 1')
  const { family, guardian } = addFamily(db)
  const maya = addPlayer(db, family, 'Maya Lopez', camp, { group: 'U8 Falcons', note: 'Peanuts' })
  const leo = addPlayer(db, family, 'Leo Lopez', camp, { group: 'U10 Hawks' })
  const state = (id: number): string | undefined =>
    playersToday(db, { now: clock.now(), zone: campZone }, [id])[0]?.state
  const act = (players: readonly number[], work: (write: Write, act: ReturnType<typeof about>) => void): string => {
    const one = about(players)
    store.write((write) => work(write, one))
    return one.requestId
  }
  const about = (players: readonly number[]) => ({
    requestId: newId(clock.now()),
    players: players.map((playerId) => ({ playerId })),
    staff: 'Dana Fox',
    zone: campZone,
  })
  const takeBack = (of: string, players?: readonly number[]): readonly number[] =>
    store.write((write) =>
      undo(write, { requestId: newId(clock.now()), of, staff: 'Dana Fox', ...(players ? { players } : {}) }),
    )
  return { db, clock, store, told, camp, family, guardian, maya, leo, state, act, about, takeBack }
}

const activity = (db: Db): readonly string[] =>
  db
    .prepare<[], { words: string }>('SELECT words FROM activity ORDER BY id')
    .all()
    .map(({ words }) => words)

describe('acts at the board', () => {
  test('siblings are checked in together, with who did it and when, and taken back together', () => {
    const { db, clock, told, maya, leo, act, state, takeBack } = tent()
    const of = act([maya, leo], markHere)
    expect(playersToday(db, { now: clock.now(), zone: campZone })).toMatchObject([
      { playerId: maya, state: 'here', arrivedAt: clock.now(), arrivedBy: 'Dana Fox', medical: 'Peanuts', lastAct: of },
      { playerId: leo, state: 'here', arrivedBy: 'Dana Fox', lastAct: of },
    ])
    expect(told).toEqual([[maya, leo]])
    expect(takeBack(of)).toEqual(expect.arrayContaining([maya, leo]))
    expect([state(maya), state(leo)]).toEqual(['expected', 'expected'])
    expect(activity(db)).toEqual([
      'Checked in: Maya Lopez',
      'Checked in: Leo Lopez',
      'Took back: Leo Lopez, checked in',
      'Took back: Maya Lopez, checked in',
    ])
    expect(() => takeBack(of)).toThrow('taken back already')
  })

  test('one of the siblings can be taken back alone', () => {
    const { maya, leo, act, state, takeBack } = tent()
    const of = act([maya, leo], markHere)
    expect(takeBack(of, [leo])).toEqual([leo])
    expect([state(maya), state(leo)]).toEqual(['here', 'expected'])
  })

  test('a repeat of a call changes nothing', () => {
    const { store, maya, about, state, takeBack } = tent()
    const once = about([maya])
    store.write((write) => markHere(write, once))
    takeBack(once.requestId)
    store.write((write) => markHere(write, once))
    expect(state(maya)).toBe('expected')
  })

  test('late has until its time and the grace; whoever is late can be checked in', () => {
    const { db, clock, maya, act, state } = tent()
    act([maya], (write, about) => markLate(write, { ...about, expectedAt: campBegins + 20 * minute, note: 'traffic' }))
    expect(playersToday(db, { now: clock.now(), zone: campZone }, [maya])[0]).toMatchObject({
      state: 'late',
      expectedAt: campBegins + 20 * minute,
      missingAt: campBegins + 35 * minute,
      note: 'traffic',
    })
    clock.jump(65 * minute)
    expect(state(maya)).toBe('missing')
    act([maya], markHere)
    expect(state(maya)).toBe('here')
    expect(activity(db)).toEqual(['Late, expected at 9:20: Maya Lopez', 'Checked in: Maya Lopez'])
  })

  test('who is here is neither late nor absent, and an absent one is picked up by nobody', () => {
    const { maya, leo, act, state } = tent()
    act([maya], markHere)
    expect(() => act([maya], (write, about) => markAbsent(write, about))).toThrow('Maya Lopez is here already')
    expect(() => act([maya], (write, about) => markLate(write, { ...about, expectedAt: campBegins }))).toThrow(
      'already',
    )
    act([leo], (write, about) => markAbsent(write, { ...about, note: 'sick' }))
    expect(() => act([leo], (write, about) => markPickedUp(write, { ...about, by: 'Ana Lopez' }))).toThrow(
      'absent today',
    )
    expect([state(maya), state(leo)]).toEqual(['here', 'absent'])
  })

  test('all of an act, or nothing', () => {
    const { maya, leo, act, state, db } = tent()
    act([leo], markHere)
    expect(() => act([maya, leo], (write, about) => markAbsent(write, about))).toThrow('Leo Lopez is here already')
    expect(state(maya)).toBe('expected')
    expect(activity(db)).toEqual(['Checked in: Leo Lopez'])
  })

  test('what was changed since is not taken back past it', () => {
    const { maya, act, state, takeBack } = tent()
    const first = act([maya], markHere)
    const second = act([maya], (write, about) => markPickedUp(write, { ...about, by: 'Ana Lopez' }))
    expect(() => takeBack(first)).toThrow('changed since')
    takeBack(second)
    takeBack(first)
    expect(state(maya)).toBe('expected')
  })

  test('ticks on paper keep the time they had, but none of another day and none to come', () => {
    const { db, clock, maya, act } = tent()
    const at = clock.now() - 10 * minute
    act([maya], (write, about) => markHere(write, { ...about, at }))
    expect(playersToday(db, { now: clock.now(), zone: campZone }, [maya])[0]?.arrivedAt).toBe(at)
    for (const wrong of [clock.now() + minute, clock.now() - 24 * 60 * minute])
      expect(() => act([maya], (write, about) => markPickedUp(write, { ...about, by: null, at: wrong }))).toThrow(
        'not of today',
      )
  })

  test('a player nobody knows, one without a camp today and a camp that does not run are refused in words', () => {
    const { db, store, family, maya, about, act } = tent()
    const over = addCamp(db, 'Spring Week', { last_day: '2027-05-01' })
    const nina = addPlayer(db, family, 'Nina Lopez', over)
    expect(() => act([999], markHere)).toThrow('not here any more')
    expect(() => act([nina], markHere)).toThrow('Nina Lopez is not on today’s list.')
    const wrong = { ...about([maya]), players: [{ playerId: maya, campId: over }] }
    expect(() => store.write((write) => markHere(write, wrong))).toThrow('does not run today')
  })
})

describe('the board', () => {
  test('shows who comes today, and who came though it is not their day', () => {
    const { db, clock, family, camp, maya, leo, store, about } = tent()
    const wed = addPlayer(db, family, 'Wendy Lopez', camp, { days: 'Wed' })
    const names = (): readonly string[] =>
      readBoard(db, { now: clock.now(), zone: campZone }).map(({ firstName }) => firstName)
    expect(names()).toEqual(['Maya', 'Leo'])
    store.write((write) => markHere(write, { ...about([]), players: [{ playerId: wed, campId: camp }] }))
    expect(names()).toEqual(['Wendy', 'Maya', 'Leo'])
    expect(playersToday(db, { now: clock.now(), zone: campZone }, [wed])[0]).toMatchObject({
      isListed: false,
      state: 'here',
    })
    expect(countStates(readBoard(db, { now: clock.now(), zone: campZone }))).toMatchObject({ here: 1, expected: 2 })
    expect([maya, leo]).toHaveLength(2)
  })

  test('a text about a player goes to nobody who must not hear of them, and says where nobody can be texted', () => {
    const { db, clock, family, guardian, maya, leo } = tent()
    const row = (id: number) => playersToday(db, { now: clock.now(), zone: campZone }, [id])[0]
    expect(row(maya)).toMatchObject({ textAt: '+12015550123', callOnly: false, numbers: ['12015550123'] })
    db.prepare("INSERT INTO no_information VALUES (?, ?, 'court order', 0, 'Dana')").run(guardian, maya)
    expect(row(maya)).toMatchObject({ textAt: null, callOnly: false })
    expect(row(leo)?.textAt).toBe('+12015550123')
    db.prepare(
      "INSERT INTO conversation (kind, address, created_at, last_at, opted_out_at) VALUES ('phone', '+12015550123', 0, 0, 1)",
    ).run()
    expect(row(leo)).toMatchObject({ textAt: '+12015550123', callOnly: true })
    expect(family).toBeGreaterThan(0)
  })

  test('who must not pick up is on the row and is refused, by guardian and by name', () => {
    const { db, clock, maya, guardian } = tent()
    db.prepare('INSERT INTO pick_up (player_id, guardian_id, allowed) VALUES (?, ?, 0)').run(maya, guardian)
    db.prepare("INSERT INTO pick_up (player_id, name, allowed) VALUES (?, 'Uncle Joe', 1)").run(maya)
    expect(playersToday(db, { now: clock.now(), zone: campZone }, [maya])[0]?.barred).toEqual(['Ana Lopez'])
    expect(() => assertMayPickUp(db, [maya], ' ana  LÓPEZ')).toThrow('NOT authorised')
    expect(() => assertMayPickUp(db, [maya], 'Uncle Joe')).not.toThrow()
    expect(() => assertMayPickUp(db, [maya], 'A neighbour')).not.toThrow()
  })
})

test('whatever is ticked, taking everything back in turn leaves the day as it was', () => {
  const kinds = fc.constantFrom('here', 'late', 'absent', 'picked-up')
  const { db, maya, leo, act, takeBack } = tent()
  const acts = fc.array(fc.tuple(kinds, fc.boolean(), fc.boolean()), { maxLength: 12 })
  fc.assert(
    fc.property(acts, (wanted) => {
      const done: string[] = []
      for (const [kind, first, second] of wanted) {
        const players = [...(first ? [maya] : []), ...(second ? [leo] : [])]
        try {
          const before = db.prepare('SELECT count(*) AS n FROM attendance_tick').get() as { n: number }
          const of = act(players, (write, about) => {
            if (kind === 'here') markHere(write, about)
            else if (kind === 'late') markLate(write, { ...about, expectedAt: campBegins + minute })
            else if (kind === 'absent') markAbsent(write, about)
            else markPickedUp(write, { ...about, by: null })
          })
          const after = db.prepare('SELECT count(*) AS n FROM attendance_tick').get() as { n: number }
          if (after.n > before.n) done.push(of)
        } catch (error) {
          expect(error).toMatchObject({ code: 'conflict' })
        }
      }
      for (const of of done.reverse()) takeBack(of)
      expect(db.prepare('SELECT count(*) AS n FROM attendance').get()).toEqual({ n: 0 })
    }),
    { numRuns: 60 },
  )
})
