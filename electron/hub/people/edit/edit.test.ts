import { describe, expect, test } from 'vitest'
import { ensureConversation, findConversation } from '../../../../db/conversations.ts'
import { readFamily } from '../../../../db/family.ts'
import { setMessageState } from '../../../../db/messages.ts'
import { manualClock } from '../../../../tests/support/manual-clock.ts'
import { storeText } from '../../../../tests/support/stored-text.ts'
import { testStore } from '../../../../tests/support/test-store.ts'
import { createStore } from '../../store.ts'
import type { Store } from '../../store.ts'
import { conversationView } from '../../views.ts'
import { actOnPeople, undoAct } from './act.ts'
import type { ActWords, Hand, PeopleAct } from './act.ts'
import { setForAll } from './bulk.ts'
import { dismissDuplicate, findDuplicates } from './duplicates.ts'
import { addGuardian, editGuardian, removeGuardian, setNoInformation } from './guardian.ts'
import type { GuardianInput } from './guardian.ts'
import { mergeFamilies, mergeGuardians, mergePlayers } from './merge.ts'
import { addPlayer, editPlayer, removePlayer } from './player.ts'
import type { PlayerInput } from './player.ts'
import { familyFile } from './views.ts'
import { takeWalkUp } from './walk-up.ts'

const ana: GuardianInput = {
  firstName: 'Ana',
  lastName: 'Lopez',
  role: 'mother',
  email: null,
  language: 'es',
  numbers: ['+13122000142'],
  pickUp: [],
}
const marco: GuardianInput = { ...ana, firstName: 'Marco', role: 'father', numbers: ['+13122000143'] }
const maya: PlayerInput = {
  firstName: 'Maya',
  lastName: 'Lopez',
  birthYear: 2016,
  note: 'peanuts',
  tags: ['bus'],
  enrolments: [{ camp: 'Week 1', group: 'U10', field: 'A', days: null }],
  pickUpNames: [{ name: 'Pedro X', allowed: false }],
}

const tables = [
  'family',
  'guardian',
  'guardian_number',
  'player',
  'camp',
  'enrolment',
  'player_tag',
  'pick_up',
  'no_information',
  'family_note',
  'former_number',
  'attendance',
  'attendance_tick',
  'ladder_case',
] as const

let made = 0
function setUp() {
  const conversations = new Set<number>()
  const store = createStore(testStore(), manualClock(), (touched) => {
    for (const id of touched.conversations) conversations.add(id)
  })
  const act = (work: (hand: Hand) => ActWords, requestId = `request-${(made += 1)}`): PeopleAct =>
    store.write((write) => actOnPeople(write, { requestId, staff: 'Sam' }, work))
  const dump = () =>
    Object.fromEntries(tables.map((table) => [table, store.db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()]))
  const undo = ({ actId }: PeopleAct) => store.write((write) => undoAct(write, actId ?? 0, 'Sam'))
  return { store, act, dump, undo, conversations }
}

function family(act: ReturnType<typeof setUp>['act'], guardians = [ana, marco], players = [maya]) {
  const ids = { family: 0, guardians: [] as number[], players: [] as number[] }
  act((hand) => {
    ids.family = hand.add('family', { created_at: hand.now })
    for (const player of players) ids.players.push(addPlayer(hand, ids.family, player))
    for (const guardian of guardians) ids.guardians.push(addGuardian(hand, ids.family, guardian))
    return { words: 'Added' }
  })
  const [guardian = 0, otherGuardian = 0] = ids.guardians
  const [player = 0, otherPlayer = 0] = ids.players
  return { family: ids.family, guardian, otherGuardian, player, otherPlayer }
}

function attend(store: Store, playerId: number, day: string, state: string): void {
  store.db
    .prepare(`INSERT INTO attendance (player_id, camp_id, day, state) VALUES (?, (SELECT min(id) FROM camp), ?, ?)`)
    .run(playerId, day, state)
}

describe('people changed by hand', () => {
  test('are as they were written, and as they were once it is taken back', () => {
    const { store, act, dump, undo } = setUp()
    const ids = family(act)
    const before = dump()
    const edited = act((hand) =>
      editPlayer(hand, ids.player, {
        ...maya,
        lastName: 'López',
        note: null,
        tags: ['walks'],
        enrolments: [{ camp: ' WEEK 1', group: 'U12', field: null, days: 'Mon' }],
        pickUpNames: [],
      }),
    )
    expect(edited.words).toBe('Changed Maya López')
    expect(readFamily(store.db, ids.family)).toMatchObject({
      players: [{ last_name: 'López', note: null }],
      enrolments: [{ camp: 'Week 1', camp_group: 'U12', field: null, days: 'Mon' }],
      tags: [{ tag: 'walks' }],
      pickUps: [],
    })
    expect(undo(edited)).toEqual({ words: 'Changed Maya López', kept: 0 })
    expect(dump()).toEqual(before)
    expect(undo(edited).kept).toBe(0)
  })

  test('a number says what the carrier found out about it, or else what its digits tell', () => {
    const { store, act } = setUp()
    const ids = family(act)
    const warnings = () => {
      const rows = readFamily(store.db, ids.family)
      return (
        rows && familyFile(store.db, rows, 'US').guardians.flatMap(({ numbers }) => numbers.map((one) => one.warning))
      )
    }
    const before = warnings()
    const address =
      store.db.prepare<[], { address: string }>('SELECT address FROM guardian_number').get()?.address ?? ''
    const conversationId = ensureConversation(store.db, 'phone', address, null, 0)
    const text = (direction: 'in' | 'out', createdAt: number): number =>
      storeText(store.db, { conversationId, direction, createdAt })
    setMessageState(store.db, text('out', 1), { state: 'failed', at: 1, errorCode: 30_006 })
    expect(warnings()?.filter((one) => one?.includes('not a mobile'))).toHaveLength(1)
    // They answer: it was one after all.
    text('in', 2)
    expect(warnings()).toEqual(before)
  })

  test('are changed once, however often the call comes', () => {
    const { act, dump } = setUp()
    const ids = family(act)
    const rename = (hand: Hand) => editPlayer(hand, ids.player, { ...maya, firstName: 'Mia' })
    const first = act(rename, 'one-request')
    const after = dump()
    expect(act(rename, 'one-request').actId).toBe(first.actId)
    expect(dump()).toEqual(after)
    expect(act(rename).actId).toBeNull()
  })

  test('keep what was changed since when an older act is taken back', () => {
    const { store, act, undo } = setUp()
    const ids = family(act)
    const older = act((hand) => editPlayer(hand, ids.player, { ...maya, note: 'bees' }))
    act((hand) => editPlayer(hand, ids.player, { ...maya, note: 'bees and wasps' }))
    expect(undo(older).kept).toBe(1)
    expect(readFamily(store.db, ids.family)?.players[0]?.note).toBe('bees and wasps')
  })

  test('a number that is given up leaves its conversation, which says whose it was', () => {
    const { store, act, undo, conversations } = setUp()
    const ids = family(act)
    const conversation = store.write((write) => ensureConversation(write.db, 'phone', '+13122000142', null, write.now))
    const name = () => {
      const row = findConversation(store.db, conversation)
      return row && conversationView(row, 'US').name
    }
    expect(name()).toBe('Ana Lopez')
    const changed = act((hand) => editGuardian(hand, ids.guardian, { ...ana, numbers: ['+13122000199'] }))
    expect(name()).toBe('formerly Ana Lopez')
    expect(conversations.has(conversation)).toBe(true)
    undo(changed)
    expect(name()).toBe('Ana Lopez')
    const removed = act((hand) => removeGuardian(hand, ids.guardian))
    expect(name()).toBe('formerly Ana Lopez')
    expect(undo(removed).kept).toBe(0)
    expect(name()).toBe('Ana Lopez')
  })

  test('a guardian must not hear about a player, with a reason, until it is taken away', () => {
    const { store, act, undo } = setUp()
    const ids = family(act)
    act((hand) => setNoInformation(hand, ids.otherGuardian, ids.player, 'court order'))
    expect(readFamily(store.db, ids.family)?.barred).toMatchObject([
      { guardian_id: ids.otherGuardian, player_id: ids.player, reason: 'court order', staff: 'Sam' },
    ])
    const lifted = act((hand) => setNoInformation(hand, ids.otherGuardian, ids.player, null))
    expect(readFamily(store.db, ids.family)?.barred).toEqual([])
    undo(lifted)
    expect(readFamily(store.db, ids.family)?.barred).toHaveLength(1)
    const stranger = family(act, [{ ...ana, numbers: ['+13122000777'] }], [{ ...maya, firstName: 'Zed' }])
    expect(() => act((hand) => setNoInformation(hand, stranger.guardian, ids.player, 'x'))).toThrow(
      /not of this family/,
    )
  })

  test('a player is taken out with their days, and brought back with them; the last one takes the family along', () => {
    const { store, act, dump, undo } = setUp()
    const ids = family(act, [])
    attend(store, ids.player, '2026-06-01', 'here')
    act((hand) => {
      hand.add('family_note', { family_id: ids.family, words: 'ring the bell', staff: 'Sam', at: 1 })
      return { words: 'Noted' }
    })
    const before = dump()
    const removed = act((hand) => removePlayer(hand, ids.player))
    expect(dump()['family']).toEqual([])
    expect(undo(removed).kept).toBe(0)
    expect(dump()).toEqual(before)
  })

  test('many are put into a group and tagged at once, and back', () => {
    const { act, dump, undo } = setUp()
    const ids = family(act, [ana], [maya, { ...maya, firstName: 'Leo', tags: [], enrolments: [] }])
    const before = dump()
    const players = [ids.player, ids.otherPlayer, 999]
    const grouped = act((hand) => setForAll(hand, players, { kind: 'group', campId: 1, group: 'Falcons' }))
    const tagged = act((hand) => setForAll(hand, players, { kind: 'tag', tag: 'bus' }))
    expect(grouped.words).toBe('Set the group to Falcons: 2 players')
    expect(dump()['enrolment']).toMatchObject([{ camp_group: 'Falcons' }, { camp_group: 'Falcons' }])
    expect(dump()['player_tag']).toHaveLength(2)
    undo(tagged)
    undo(grouped)
    expect(dump()).toEqual(before)
  })

  test('every act is in the record of activity, without a number', () => {
    const { store, act } = setUp()
    const ids = family(act)
    act((hand) => editGuardian(hand, ids.guardian, { ...ana, numbers: ['+13122000199'] }))
    const words = store.db.prepare<[], { words: string }>('SELECT words FROM activity').all()
    expect(words.map((row) => row.words)).toEqual(['Added', 'Changed Ana Lopez'])
  })
})

describe('a walk-up', () => {
  const walkUp = {
    player: 'Noa Kim',
    camp: 'Week 1',
    group: null,
    note: null,
    guardian: 'Jin Kim',
    number: '+13122000155',
  }

  test('is a player with a guardian and a conversation, once', () => {
    const { store } = setUp()
    const take = (requestId: string, input = walkUp) =>
      store.write((write) => takeWalkUp(write, { requestId, staff: 'Sam' }, input))
    const first = take('a')
    expect(first).toMatchObject({ playerId: 1, familyId: 1, conversationId: 1 })
    expect(take('a')).toMatchObject({ actId: first.actId, playerId: 1, familyId: 1 })
    expect(take('b')).toMatchObject({ actId: null, playerId: 1, familyId: 1 })
    expect(take('c', { ...walkUp, player: 'Min Kim', guardian: '' })).toMatchObject({ playerId: 2, familyId: 1 })
    expect(readFamily(store.db, 1)).toMatchObject({
      players: [{ first_name: 'Noa' }, { first_name: 'Min' }],
      guardians: [{ first_name: 'Jin', last_name: 'Kim' }],
      numbers: [{ address: '+13122000155' }],
    })
    expect(take('d', { ...walkUp, player: 'Solo', guardian: '', number: null as unknown as string })).toMatchObject({
      conversationId: null,
    })
  })

  test('taken back after they were checked in, stays with the family', () => {
    const { store, undo } = setUp()
    const taken = store.write((write) => takeWalkUp(write, { requestId: 'a', staff: 'Sam' }, walkUp))
    attend(store, taken.playerId, '2026-06-01', 'here')
    undo(taken)
    expect(readFamily(store.db, taken.familyId)).toMatchObject({
      players: [{ first_name: 'Noa' }],
      enrolments: [{ camp: 'Week 1' }],
      numbers: [{ address: '+13122000155' }],
    })
  })
})

describe('two entries for one', () => {
  test('players become one with the days of both, and two again', () => {
    const { store, act, dump, undo } = setUp()
    const one = family(act)
    const two = family(
      act,
      [{ ...marco, numbers: ['+13122000143', '+13122000144'] }],
      [{ ...maya, note: 'asthma', birthYear: null, tags: ['late'], pickUpNames: [{ name: 'Pedro X', allowed: true }] }],
    )
    attend(store, one.player, '2026-06-01', 'late')
    attend(store, two.player, '2026-06-01', 'here')
    attend(store, two.player, '2026-06-02', 'absent')
    act((hand) => setNoInformation(hand, two.guardian, two.player, 'custody'))
    const before = dump()
    const merged = act((hand) => mergePlayers(hand, { keep: two.player, drop: one.player }, new Set(['note'])))
    expect(dump()).toMatchObject({
      family: [{ id: two.family }],
      player: [{ id: two.player, note: 'peanuts', birth_year: 2016, family_id: two.family }],
      attendance: [
        { player_id: two.player, day: '2026-06-01', state: 'here' },
        { player_id: two.player, day: '2026-06-02', state: 'absent' },
      ],
      // Whoever must not pick up by one of the two must not by both.
      pick_up: [{ name: 'Pedro X', allowed: 0 }],
      no_information: [{ guardian_id: two.guardian, player_id: two.player }],
    })
    expect(dump()['player_tag']).toHaveLength(2)
    expect(undo(merged).kept).toBe(0)
    expect(dump()).toEqual(before)
  })

  test('guardians become one, barred where one of them was', () => {
    const { act, dump, undo } = setUp()
    const ids = family(act, [
      ana,
      { ...ana, lastName: '', email: 'ana@example.com', numbers: ['+13122000142', '+13122000188'] },
    ])
    act((hand) => setNoInformation(hand, ids.otherGuardian, ids.player, 'custody'))
    const before = dump()
    const merged = act((hand) => mergeGuardians(hand, { keep: ids.guardian, drop: ids.otherGuardian }, new Set()))
    expect(dump()).toMatchObject({
      guardian: [{ id: ids.guardian, last_name: 'Lopez', email: 'ana@example.com' }],
      guardian_number: [{ address: '+13122000142' }, { address: '+13122000188' }],
      no_information: [{ guardian_id: ids.guardian }],
    })
    expect(undo(merged).kept).toBe(0)
    expect(dump()).toEqual(before)
  })

  test('are found by name and by number, unless said to be two', () => {
    const { store, act } = setUp()
    const one = family(act, [ana], [maya])
    const two = family(
      act,
      [ana],
      [
        { ...maya, firstName: 'MAYA' },
        { ...maya, firstName: 'Leo', birthYear: 2018 },
      ],
    )
    family(act, [{ ...marco, numbers: ['+13122000900'] }], [{ ...maya, birthYear: 2012 }])
    const found = () => findDuplicates(store.db, 50)
    expect(found()).toEqual([
      { entity: 'player', because: 'same-name', firstId: one.player, secondId: two.player },
      { entity: 'family', because: 'same-number', firstId: one.family, secondId: two.family },
    ])
    dismissDuplicate(store.db, 'player', two.player, one.player)
    expect(found()).toHaveLength(1)
    const merged = act((hand) => mergeFamilies(hand, { keep: one.family, drop: two.family }))
    expect(merged.words).toBe('Made one family of two: Maya Lopez')
    expect(found()).toEqual([
      { entity: 'guardian', because: 'same-name', firstId: one.guardian, secondId: two.guardian },
    ])
  })
})
