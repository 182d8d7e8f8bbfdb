import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addCamp, addFamily, addPlayer, campBegins, campZone } from '../../../tests/support/board-camp.ts'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { testStore } from '../../../tests/support/test-store.ts'
import { markAbsent, markHere } from '../checkin/marks.ts'
import { newId } from '../ids.ts'
import { createStore } from '../store.ts'
import { everybody, playersOf } from './audience.ts'

const groups = ['U8', 'U10'] as const
const tags = ['bus', 'coach'] as const
const states = ['expected', 'here', 'absent'] as const

/** Every kind of player there may be at camp on the first morning. */
const made = [0, 1].flatMap((camp) =>
  groups.flatMap((group) =>
    [[], ['bus'], ['coach'], ['bus', 'coach']].flatMap((own) =>
      states.map((state) => ({ camp, group, tags: own, state })),
    ),
  ),
)
const anyFilter = fc.record({
  from: fc.constantFrom('today' as const, 'roster' as const),
  camps: fc.subarray([0, 1]),
  groups: fc.subarray([...groups]),
  tags: fc.subarray([...tags]),
  states: fc.subarray([...states]),
})

/** Nothing chosen narrows nothing. */
const admits = <Value>(chosen: readonly Value[], own: readonly Value[]): boolean =>
  chosen.length === 0 || own.some((value) => chosen.includes(value))

test('an audience is exactly whom each of its choices admits', () => {
  const clock = manualClock(campBegins)
  const store = createStore(testStore(), clock, () => undefined)
  const { db } = store
  const camps = [addCamp(db, 'Week 1'), addCamp(db, 'Keepers')]
  const { family } = addFamily(db)
  const known = made.map((player, index) => {
    const campId = camps[player.camp] ?? 0
    const id = addPlayer(db, family, `Kid${index} Lopez`, campId, { group: player.group })
    for (const tag of player.tags) db.prepare('INSERT INTO player_tag (player_id, tag) VALUES (?, ?)').run(id, tag)
    const act = { requestId: newId(clock.now()), players: [{ playerId: id, campId }], staff: '', zone: campZone }
    if (player.state === 'here') store.write((write) => markHere(write, act))
    if (player.state === 'absent') store.write((write) => markAbsent(write, act))
    return { ...player, id, campId }
  })
  fc.assert(
    fc.property(anyFilter, (filter) => {
      const audience = { ...everybody, ...filter, camps: filter.camps.map((index) => camps[index] ?? 0) }
      const { players, campOf } = playersOf(db, audience, { now: clock.now(), zone: campZone })
      const wanted = known.filter(
        (one) =>
          admits(filter.camps, [one.camp]) &&
          admits(filter.groups, [one.group]) &&
          admits(filter.tags, one.tags) &&
          // The roster knows of no day.
          (filter.from === 'roster' || admits(filter.states, [one.state])),
      )
      expect([...players].sort((one, other) => one - other)).toEqual(wanted.map(({ id }) => id))
      for (const { id, campId } of wanted) expect(campOf.get(id)).toBe(campId)
    }),
  )
})
