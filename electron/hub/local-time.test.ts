import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, instantOf, localTimeAt, weekdayOf } from './local-time.ts'

const zones = ['America/Chicago', 'America/New_York', 'America/Phoenix', 'Europe/Berlin', 'Australia/Lord_Howe', 'UTC']
const anyInstant = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) }).map((at) => at - (at % 60_000))

describe('local time', () => {
  test('an instant and what the clock shows at it belong together', () => {
    fc.assert(
      fc.property(anyInstant, fc.constantFrom(...zones), (at, zone) => {
        const { day, minutes } = localTimeAt(at, zone)
        const back = instantOf(day, minutes, zone)
        // Of an hour that comes twice, the first.
        expect([at, at - 3_600_000, at - 1_800_000]).toContain(back)
        expect(localTimeAt(back, zone)).toMatchObject({ day, minutes })
      }),
    )
  })

  test('a time in the hour that a spring night skips lies as far behind the jump', () => {
    const at = instantOf('2027-03-14', 2 * 60 + 30, 'America/Chicago')
    expect(new Date(at).toISOString()).toBe('2027-03-14T08:30:00.000Z')
    expect(localTimeAt(at, 'America/Chicago').minutes).toBe(3 * 60 + 30)
  })

  test('a time in the hour that an autumn night repeats is its first', () => {
    expect(new Date(instantOf('2026-11-01', 90, 'America/Chicago')).toISOString()).toBe('2026-11-01T06:30:00.000Z')
    expect(new Date(instantOf('2027-04-04', 105, 'Australia/Lord_Howe')).toISOString()).toBe('2027-04-03T14:45:00.000Z')
  })

  test('nine in the morning is nine in the morning in summer and in winter', () => {
    expect(new Date(instantOf('2027-07-01', 540, 'America/Chicago')).toISOString()).toBe('2027-07-01T14:00:00.000Z')
    expect(new Date(instantOf('2027-01-04', 540, 'America/Chicago')).toISOString()).toBe('2027-01-04T15:00:00.000Z')
  })

  test('days are counted by the calendar', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31')
    expect(weekdayOf('2027-06-14')).toBe(1)
  })

  test('says what is no day', () => {
    expect(() => instantOf('tomorrow', 0, 'UTC')).toThrow('not a day')
  })
})
