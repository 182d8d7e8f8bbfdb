import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, instantOf, localTimeAt } from '../local-time.ts'
import { chooseInstant, comingInstant, followWall } from './wall-clock.ts'

const zones = [
  'America/Chicago',
  'America/New_York',
  'America/Phoenix',
  'America/St_Johns',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'UTC',
] as const
const zone = fc.constantFrom(...zones)
const minute = 60_000
/** Nights on which a zone of these puts its clocks forward or back, and the days beside them. */
const nights = [
  '2027-03-14',
  '2026-11-01',
  '2027-03-28',
  '2026-10-25',
  '2027-10-03',
  '2027-04-04',
  '2026-09-27',
] as const
const night = fc
  .tuple(fc.constantFrom(...nights), fc.integer({ min: -1, max: 1 }))
  .map(([day, days]) => addDays(day, days))
const minutes = fc.integer({ min: 0, max: 1439 })

describe('the instant of a chosen time', () => {
  test('is one at which the clock shows what was chosen, and yet to come; or there is no such time', () => {
    fc.assert(
      fc.property(zone, night, minutes, fc.integer({ min: 1, max: 3 * 1440 }), (where, day, at, ahead) => {
        const now = instantOf(day, at, where) - ahead * minute
        const chosen = chooseInstant({ day, minutes: at }, where, now)
        if (chosen.kind === 'at') {
          expect(localTimeAt(chosen.at, where)).toMatchObject({ day, minutes: at })
          expect(chosen.at).toBeGreaterThan(now)
        } else {
          // Not past, not far: the clocks jump over it.
          expect(chosen.kind).toBe('skipped')
          for (let shift = -120; shift <= 120; shift += 1) {
            const shown = localTimeAt(instantOf(day, at, where) + shift * minute, where)
            expect(shown.day === day && shown.minutes === at).toBe(false)
          }
        }
      }),
    )
  })

  test('in the hour that a night repeats it is the second where the first is over', () => {
    const first = instantOf('2026-11-01', 90, 'America/Chicago')
    const clock = { day: '2026-11-01', minutes: 90 }
    expect(comingInstant(clock, 'America/Chicago', first - minute)).toBe(first)
    expect(comingInstant(clock, 'America/Chicago', first + minute)).toBe(first + 60 * minute)
    expect(chooseInstant(clock, 'America/Chicago', first + 60 * minute)).toEqual({ kind: 'past' })
  })

  test('a skipped time says what the clock shows then', () => {
    const now = instantOf('2027-03-13', 600, 'America/Chicago')
    expect(chooseInstant({ day: '2027-03-14', minutes: 150 }, 'America/Chicago', now)).toEqual({
      kind: 'skipped',
      next: { day: '2027-03-14', minutes: 210 },
    })
  })

  test('what is over, and what is years ahead, is refused', () => {
    const now = instantOf('2027-06-14', 600, 'UTC')
    expect(chooseInstant({ day: '2027-06-14', minutes: 600 }, 'UTC', now)).toEqual({ kind: 'past' })
    expect(chooseInstant({ day: '2077-06-14', minutes: 600 }, 'UTC', now)).toEqual({ kind: 'far' })
  })
})

describe('another zone', () => {
  test('keeps the hour that was chosen, and nothing moves where the clock shows it still', () => {
    fc.assert(
      fc.property(zone, zone, night, minutes, (one, other, day, at) => {
        const clock = { day, minutes: at }
        const before = instantOf(day, at, one)
        const after = followWall(clock, before, other)
        expect(followWall(clock, after, other)).toBe(after)
        const shown = localTimeAt(after, other)
        const gap = instantOf(day, at, other)
        // In a gap the time lies as far behind the jump as in it.
        if (shown.day !== day || shown.minutes !== at) expect(after).toBe(gap)
        if (one === other) expect(after).toBe(before)
      }),
    )
  })
})
