import { describe, expect, test } from 'vitest'
import { addCamp, addPlayer, campBegins, campZone } from '../../../tests/support/board-camp.ts'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import { markHere, undo } from '../checkin/marks.ts'
import { playersToday } from '../checkin/board.ts'
import { pickUpAdults } from '../checkin/pick-up.ts'
import { newId } from '../ids.ts'
import { receiveText } from '../inbound/receive.ts'
import { seededRandom } from '../random.ts'
import { createStore } from '../store.ts'
import { acceptProposals, dismissProposals } from './decide.ts'
import { dayMarks, familyDay } from './family-day.ts'
import { beginPickUpChange, cancelPickUp, confirmPickUpChange, enterCode, numbersForCode } from './pick-up-change.ts'
import { sheet } from './sheet.ts'
import { proposalsView } from './view.ts'

const minute = 60_000
const mother = '+12015550111'
const father = '+12015550112'

/** A family of two players and two guardians with a number each, ten minutes before camp. */
function tent() {
  const db = testStore()
  const clock = manualClock(campBegins - 10 * minute)
  const store = createStore(
    db,
    clock,
    () => undefined,
    undefined,
    () => campZone,
  )
  const camp = addCamp(db, 'Summer Week 1')
  const family = Number(db.prepare('INSERT INTO family (created_at) VALUES (0)').run().lastInsertRowid)
  const guardian = (first: string, role: string, address: string): number => {
    const id = Number(
      db
        .prepare('INSERT INTO guardian (family_id, first_name, last_name, role, created_at) VALUES (?, ?, ?, ?, 0)')
        .run(family, first, 'Lopez', role).lastInsertRowid,
    )
    db.prepare('INSERT INTO guardian_number (guardian_id, address) VALUES (?, ?)').run(id, address)
    return id
  }
  const ana = guardian('Ana', 'mother', mother)
  const marco = guardian('Marco', 'father', father)
  const maya = addPlayer(db, family, 'Maya Lopez', camp, { group: 'U8 Falcons', note: 'Peanuts' })
  const leo = addPlayer(db, family, 'Leo Lopez', camp, { group: 'U10 Hawks' })
  let sid = 0
  const hear = (body: string, from = mother): number => {
    sid += 1
    const text = { sid: `SM${String(sid).padStart(32, '0')}`, from, to: '+13125550100', body, media: [], extra: {} }
    return store.write((write) => receiveText(write, text))?.conversationId ?? 0
  }
  const view = () => proposalsView(db, { now: clock.now(), zone: campZone, country: 'US' })
  const open = (): readonly string[] =>
    view().proposals.map(({ player, kind, expectedAt, name }) => {
      const about =
        kind === 'late' ? ` +${((expectedAt ?? 0) - campBegins) / minute}` : kind === 'pick-up' ? ` ${name ?? ''}` : ''
      return `${player} ${kind}${about}`
    })
  const decision = (ids = view().proposals.map(({ id }) => id)) => ({
    requestId: newId(clock.now()),
    ids,
    staff: 'Dana Fox',
  })
  const state = (id: number): string | undefined =>
    playersToday(db, { now: clock.now(), zone: campZone }, [id])[0]?.state
  const bar = (guardianId: number, playerId: number): void => {
    db.prepare(`INSERT INTO no_information VALUES (?, ?, 'court order', 0, 'Dana Fox')`).run(guardianId, playerId)
  }
  const pickUp = (name: string, allowed: 0 | 1, playerId = maya): void => {
    db.prepare('INSERT INTO pick_up (player_id, name, allowed) VALUES (?, ?, ?)').run(playerId, name, allowed)
  }
  const activity = (): readonly string[] =>
    db
      .prepare<[], { words: string }>('SELECT words FROM activity ORDER BY id')
      .all()
      .map(({ words }) => words)
  return {
    db,
    clock,
    store,
    camp,
    family,
    ana,
    marco,
    maya,
    leo,
    hear,
    view,
    open,
    decision,
    state,
    bar,
    pickUp,
    activity,
  }
}

describe('what a text proposes', () => {
  test('is of whoever it names, or of everybody it can be about, and never acts by itself', () => {
    const { hear, open, state, maya, leo } = tent()
    hear('running 10 late')
    expect(open()).toEqual(['Maya late +10', 'Leo late +10'])
    hear('Maya be there 9:20')
    expect(open()).toEqual(['Leo late +10', 'Maya late +20'])
    expect([state(maya), state(leo)]).toEqual(['expected', 'expected'])
  })

  test('yields to what the same number says later, and is taken back', () => {
    const { hear, open } = tent()
    hear('running 10 late')
    hear('Leo is sick today, he will stay home')
    expect(open()).toEqual(['Maya late +10', 'Leo absent'])
    hear('thank you')
    expect(open()).toHaveLength(2)
    hear('never mind')
    expect(open()).toEqual([])
  })

  test('is nothing for a stranger, for an old text, and once the player is here', () => {
    const { hear, open, store, clock, maya, leo } = tent()
    hear('running 10 late', '+12015550999')
    expect(open()).toEqual([])
    hear('running 10 late')
    store.write((write) =>
      markHere(write, {
        requestId: newId(clock.now()),
        players: [{ playerId: maya }],
        staff: 'Dana Fox',
        zone: campZone,
      }),
    )
    expect(open()).toEqual(['Leo late +10'])
    store.write((write) =>
      markHere(write, {
        requestId: newId(clock.now()),
        players: [{ playerId: leo }],
        staff: 'Dana Fox',
        zone: campZone,
      }),
    )
    hear('running 20 late')
    expect(open()).toEqual([])
  })

  test('is over with the day', async () => {
    const { hear, open, clock, store, decision, view } = tent()
    hear('running 10 late')
    const late = decision(view().proposals.map(({ id }) => id))
    await clock.advance(24 * 60 * minute)
    expect(open()).toEqual([])
    expect(() => store.write((write) => acceptProposals(write, late))).toThrow('another day')
  })

  test('says nothing of a player of whom somebody at that number must not hear', () => {
    const { hear, open, bar, marco, maya } = tent()
    bar(marco, maya)
    hear('Maya is sick today', father)
    expect(open()).toEqual([])
    hear('running 10 late', father)
    expect(open()).toEqual(['Leo late +10'])
  })

  test('counts from when it was written, where it came while nobody could reach this laptop', async () => {
    const { db, clock, store, open } = tent()
    await clock.advance(40 * minute)
    const caught = (body: string, sid: string, ago: number): void => {
      const text = { sid, from: mother, to: '+13125550100', body, media: [], extra: {} }
      store.write((write) => receiveText(write, text, { sortAt: clock.now() - ago, whileAway: true }))
    }
    caught('be there in 30 min', 'SMa', 35 * minute)
    expect(open()).toEqual(['Maya late +25', 'Leo late +25'])
    caught('sick today', 'SMb', 24 * 60 * minute)
    expect(open()).toEqual(['Maya late +25', 'Leo late +25'])
    expect(db.pragma('foreign_key_check')).toEqual([])
  })
})

describe('deciding', () => {
  test('accepts for siblings in one act, which the board takes back', () => {
    const { hear, store, decision, state, maya, leo, open, activity, clock } = tent()
    hear('running 10 late')
    const accepted = decision()
    store.write((write) => acceptProposals(write, accepted))
    store.write((write) => acceptProposals(write, accepted))
    expect([state(maya), state(leo), open()]).toEqual(['late', 'late', []])
    expect(activity()).toHaveLength(2)
    store.write((write) => undo(write, { requestId: newId(clock.now()), of: accepted.requestId, staff: 'Dana Fox' }))
    expect([state(maya), state(leo)]).toEqual(['expected', 'expected'])
    expect(() =>
      store.write((write) => acceptProposals(write, { ...accepted, requestId: newId(clock.now()) })),
    ).toThrow('decided already')
  })

  test('puts down a quarter of an hour where no time was told', () => {
    const { hear, store, decision, view, maya, db, clock } = tent()
    hear('Maya running late')
    expect(view().proposals).toMatchObject([{ timeTold: false, expectedAt: campBegins + 15 * minute }])
    store.write((write) => acceptProposals(write, decision()))
    expect(playersToday(db, { now: clock.now(), zone: campZone }, [maya])).toMatchObject([
      { state: 'late', expectedAt: campBegins + 15 * minute },
    ])
  })

  test('dismisses, and takes no two different things at once', () => {
    const { hear, store, decision, open, activity } = tent()
    hear('Maya is sick but Leo will be 10 late')
    expect(() => store.write((write) => acceptProposals(write, decision()))).toThrow('different things')
    const [first] = decision().ids
    store.write((write) => dismissProposals(write, decision([first ?? 0])))
    expect(open()).toEqual(['Leo late +10'])
    expect(activity()).toEqual(['Dismissed what a text proposed for Maya Lopez: absent'])
  })

  test('who may pick up is told by the whole name, who must not by any part of it', () => {
    const { hear, view, pickUp, store, decision } = tent()
    pickUp('Ruth Lopez', 1)
    pickUp('Joe Smith', 0)
    hear('Ruth Lopez will pick up Maya')
    expect(view().proposals).toMatchObject([{ name: 'Ruth Lopez', mayPickUp: true }])
    store.write((write) => acceptProposals(write, decision()))
    hear('can Uncle Joe get Maya')
    expect(view().proposals).toMatchObject([{ name: 'Uncle Joe', mayPickUp: false }])
    hear('grandma will pick up Maya')
    expect(view().proposals).toMatchObject([{ name: 'Grandma', mayPickUp: null }])
    expect(() => store.write((write) => acceptProposals(write, decision()))).toThrow('Two of the staff')
  })
})

describe('a pick-up change', () => {
  function asked() {
    const bench = tent()
    bench.hear('Grandma Ruth will pick up Maya and Leo')
    const { store, view, maya, leo, clock, db } = bench
    const begin = {
      requestId: newId(clock.now()),
      messageId: newId(clock.now()),
      playerIds: [maya, leo],
      name: 'Grandma Ruth',
      address: mother,
      proposalIds: view().proposals.map(({ id }) => id),
      staff: 'Dana Fox',
      campName: 'Sunny Camp',
      ourNumber: '+13125550100',
      random: seededRandom(7),
    }
    const texts = (): readonly string[] =>
      db
        .prepare<[], { body: string }>(`SELECT body FROM message WHERE direction = 'out'`)
        .all()
        .map(({ body }) => body)
    const code = (): string => /\d{6}/.exec(texts()[0] ?? '')?.[0] ?? ''
    return { ...bench, begin, texts, code, start: () => store.write((write) => beginPickUpChange(write, begin)) }
  }
  const dana = { id: 1, name: 'Dana Fox' }
  const sam = { id: 2, name: 'Sam Ito' }

  test('holds once its code was read back and two have confirmed it', () => {
    const { start, store, view, code, texts, db, clock, maya } = asked()
    start()
    start()
    expect(texts()).toEqual([
      `Sunny Camp: Grandma Ruth is to pick up Maya and Leo today. If you asked for this, tell our staff the code ${code()}. If not, call us now.`,
    ])
    expect(view().proposals).toEqual([])
    const [change] = view().pickUps
    const id = change?.id ?? 0
    expect(change).toMatchObject({ state: 'waits-for-code', name: 'Grandma Ruth', begunBy: 'Dana Fox' })
    expect(() => store.write((write) => confirmPickUpChange(write, id, dana))).toThrow('read back first')
    expect(store.write((write) => enterCode(write, id, code(), 'Dana Fox'))).toEqual({ kind: 'right' })
    store.write((write) => confirmPickUpChange(write, id, dana))
    expect(() => store.write((write) => confirmPickUpChange(write, id, dana))).toThrow('Somebody else')
    store.write((write) => confirmPickUpChange(write, id, sam))
    expect(view().pickUps).toMatchObject([{ state: 'confirmed', confirmedBy: ['Dana Fox', 'Sam Ito'] }])
    expect(pickUpAdults(db, maya, view().day)[0]).toMatchObject({ name: 'Grandma Ruth', mayPickUp: true })
    const list = sheet(db, { now: clock.now(), zone: campZone, campName: 'Sunny Camp', country: 'US' })
    const line = list.camps[0]?.groups.flatMap(({ players }) => players).find(({ playerId }) => playerId === maya)
    expect(line?.mayPickUp).toEqual(['Grandma Ruth'])
  })

  test('wrong codes are kept and slow the next one down, even a right one', async () => {
    const { start, store, view, code, activity, clock } = asked()
    start()
    const id = view().pickUps[0]?.id ?? 0
    const wrong = code() === '111111' ? '222222' : '111111'
    const enter = (value: string) => store.write((write) => enterCode(write, id, value, 'Dana Fox'))
    const outcomes = [1, 2, 3, 4].map(() => enter(wrong).kind)
    expect(outcomes).toEqual(['wrong', 'wrong', 'wrong', 'wrong'])
    expect(enter(code()).kind).toBe('wait')
    expect(activity().filter((words) => words.startsWith('Wrong code'))).toHaveLength(8)
    expect(activity().join(' ')).not.toContain(code())
    await clock.advance(5 * minute)
    expect(enter(code()).kind).toBe('right')
  })

  test('is not begun for somebody who must not, nor by way of a number of somebody who must not', () => {
    const { begin, store, pickUp, bar, db, marco, maya, leo, ana } = asked()
    pickUp('Ruth Baker', 0)
    expect(() => store.write((write) => beginPickUpChange(write, begin))).toThrow('must not pick Maya Lopez up')
    db.prepare('DELETE FROM pick_up').run()
    bar(marco, maya)
    expect(numbersForCode(db, [maya, leo]).map(({ address }) => address)).toEqual([mother])
    expect(() => store.write((write) => beginPickUpChange(write, { ...begin, address: father }))).toThrow('cannot go')
    db.prepare('INSERT INTO pick_up (player_id, guardian_id, allowed) VALUES (?, ?, 0)').run(leo, ana)
    expect(numbersForCode(db, [maya, leo])).toEqual([])
  })

  test('is canceled for good, and is over with the day', async () => {
    const { start, store, view, code, clock } = asked()
    start()
    const id = view().pickUps[0]?.id ?? 0
    store.write((write) => cancelPickUp(write, id, 'Dana Fox'))
    store.write((write) => cancelPickUp(write, id, 'Dana Fox'))
    expect(view().pickUps).toEqual([])
    expect(() => store.write((write) => enterCode(write, id, code(), 'Dana Fox'))).toThrow('canceled')
    await clock.advance(24 * 60 * minute)
    expect(view().pickUps).toEqual([])
  })
})

describe('a family’s day and the list on paper', () => {
  test('staff see everybody, and who must not hear or not pick up', () => {
    const { db, clock, bar, marco, maya, pickUp, leo } = tent()
    bar(marco, maya)
    pickUp('Joe Smith', 0)
    db.prepare(`INSERT INTO player_tag VALUES (?, 'inhaler')`).run(maya)
    const { players } = familyDay(db, father, { now: clock.now(), zone: campZone })
    expect(players).toMatchObject([
      {
        playerId: maya,
        rows: [{ state: 'expected' }],
        tags: ['inhaler'],
        barred: [{ name: 'Marco Lopez', reason: 'court order', here: true }],
      },
      { playerId: leo, barred: [] },
    ])
    expect(players[0]?.adults).toContainEqual({ name: 'Joe Smith', role: null, mayPickUp: false })
    expect(familyDay(db, mother, { now: clock.now(), zone: campZone }).players[0]?.barred).toMatchObject([
      { here: false },
    ])
    expect(dayMarks(db, { now: clock.now(), zone: campZone })).toEqual(
      expect.arrayContaining([{ playerId: maya, state: 'expected' }]),
    )
  })

  test('nobody stands on the line of a child they must not hear about', () => {
    const { db, clock, bar, marco, maya, leo } = tent()
    bar(marco, maya)
    db.prepare('INSERT INTO pick_up (player_id, guardian_id, allowed) VALUES (?, ?, 1)').run(maya, marco)
    const list = sheet(db, { now: clock.now(), zone: campZone, campName: 'Sunny Camp', country: 'US' })
    const lines = list.camps.flatMap(({ groups }) => groups.flatMap(({ players }) => players))
    const of = (id: number): string => JSON.stringify(lines.find(({ playerId }) => playerId === id))
    expect(of(maya)).toContain('Peanuts')
    expect(of(maya)).toContain('(201) 555-0111')
    expect(of(maya)).not.toContain('Marco')
    expect(of(maya)).not.toContain('0112')
    expect(of(leo)).toContain('Marco Lopez')
    expect(list.camps.map(({ name, groups }) => [name, groups.map((group) => group.name)])).toEqual([
      ['Summer Week 1', ['U8 Falcons', 'U10 Hawks']],
    ])
  })
})
