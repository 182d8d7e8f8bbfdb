import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boardStateOf, missingAt } from './states.ts'
import type { AttendanceFacts } from './states.ts'

const minute = 60_000
const expected = { beginsAt: 1_000 * minute, grace: 15 }
const at = (minutes: number): number => (1_000 + minutes) * minute

describe('what a day is shown as', () => {
  test.each([
    [null, -60, 'expected'],
    [null, 14, 'expected'],
    [null, 15, 'missing'],
    [{ state: 'late', expectedAt: at(20) }, 34, 'late'],
    [{ state: 'late', expectedAt: at(20) }, 35, 'missing'],
    [{ state: 'late', expectedAt: at(-20) }, 14, 'late'],
    [{ state: 'late', expectedAt: null }, 14, 'late'],
    [{ state: 'late', expectedAt: null }, 15, 'missing'],
    [{ state: 'absent', expectedAt: null }, 600, 'absent'],
    [{ state: 'here', expectedAt: at(20) }, 600, 'here'],
    [{ state: 'picked-up', expectedAt: null }, 600, 'picked-up'],
  ] as const)('%j at %i minutes past the beginning is %s', (attendance, minutes, state) => {
    expect(boardStateOf(expected, attendance, at(minutes))).toBe(state)
  })
})

const attendances: fc.Arbitrary<AttendanceFacts | null> = fc.option(
  fc.record({
    state: fc.constantFrom('late', 'absent', 'here', 'picked-up'),
    expectedAt: fc.option(fc.integer({ min: 0, max: 2_000 * minute })),
  }),
)
const times = fc.record({
  beginsAt: fc.integer({ min: 0, max: 2_000 * minute }),
  grace: fc.integer({ min: 0, max: 480 }),
})

test('time alone makes nobody anything but missing, once, and never takes it back', () => {
  fc.assert(
    fc.property(times, attendances, fc.nat(4_000 * minute), fc.nat(4_000 * minute), (camp, attendance, one, other) => {
      const [before, after] = one < other ? [one, other] : [other, one]
      const earlier = boardStateOf(camp, attendance, before)
      const later = boardStateOf(camp, attendance, after)
      if (earlier === 'missing') expect(later).toBe('missing')
      else expect([earlier, 'missing']).toContain(later)
    }),
  )
})

test('nobody is missing within the time that everybody has, nor while they are accounted for', () => {
  fc.assert(
    fc.property(times, attendances, fc.nat(4_000 * minute), (camp, attendance, now) => {
      const state = boardStateOf(camp, attendance, now)
      if (now < camp.beginsAt + camp.grace * minute) expect(state).not.toBe('missing')
      if (attendance !== null && attendance.state !== 'late') {
        expect(state).toBe(attendance.state)
        expect(missingAt(camp, attendance)).toBeNull()
      }
    }),
  )
})
