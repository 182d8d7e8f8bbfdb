import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localTimeAt } from '../local-time.ts'
import { nextQuiet, quietEnd } from './quiet-hours.ts'
import type { QuietHours } from './quiet-hours.ts'

const zone = fc.constantFrom('America/Chicago', 'America/St_Johns', 'Europe/Berlin', 'Australia/Lord_Howe', 'UTC')
const minutes = fc.integer({ min: 0, max: 1439 })
const hours: fc.Arbitrary<QuietHours> = fc.record({ quietFrom: minutes, quietUntil: minutes })
const instant = fc.integer({ min: Date.UTC(2026, 8, 1), max: Date.UTC(2027, 10, 30) })

test('a moved text never leaves in quiet hours, and never a day late', () => {
  fc.assert(
    fc.property(instant, zone, hours, (at, where, quiet) => {
      let end = quietEnd(at, where, quiet)
      if (end === null) return
      expect(end).toBeGreaterThan(at)
      expect(end - at).toBeLessThanOrEqual(25.5 * 3_600_000)
      // On a night that repeats the hour of the end, the clock shows quiet once more.
      for (let repeats = 0; repeats < 4_000 && quietEnd(end, where, quiet) !== null; repeats += 1) {
        end = quietEnd(end, where, quiet) ?? end
      }
      expect(quietEnd(end, where, quiet)).toBeNull()
    }),
    { numRuns: 300 },
  )
})

test('quiet hours that are none hold nothing up', () => {
  fc.assert(
    fc.property(instant, zone, minutes, (at, where, same) => {
      expect(quietEnd(at, where, { quietFrom: same, quietUntil: same })).toBeNull()
      expect(nextQuiet(at, where, { quietFrom: same, quietUntil: same })).toBeNull()
    }),
  )
})

test('the next quiet hours begin where the clock shows their time', () => {
  fc.assert(
    fc.property(instant, zone, hours, (at, where, quiet) => {
      const start = nextQuiet(at, where, quiet)
      if (start === null) return
      expect(start).toBeGreaterThan(at)
      expect(start - at).toBeLessThanOrEqual(26 * 3_600_000)
      const shown = localTimeAt(start, where).minutes
      // In the hour that a night skips they begin as far behind the jump.
      expect([quiet.quietFrom, quiet.quietFrom + 60, quiet.quietFrom + 30]).toContain(shown)
    }),
    { numRuns: 300 },
  )
})

test('nine in the evening until eight in the morning', () => {
  const quiet = { quietFrom: 21 * 60, quietUntil: 8 * 60 }
  const at = (text: string): number => Date.parse(text)
  expect(quietEnd(at('2027-06-14T02:30:00Z'), 'America/Chicago', quiet)).toBe(at('2027-06-14T13:00:00Z'))
  expect(quietEnd(at('2027-06-14T12:59:00Z'), 'America/Chicago', quiet)).toBe(at('2027-06-14T13:00:00Z'))
  expect(quietEnd(at('2027-06-14T13:00:00Z'), 'America/Chicago', quiet)).toBeNull()
  expect(quietEnd(at('2027-06-15T01:59:00Z'), 'America/Chicago', quiet)).toBeNull()
})
