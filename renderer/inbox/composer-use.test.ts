import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deadlineOf, endOfDay, isOver, nextTime, suggestedTime, usual } from './composer-use.ts'

const morning = new Date(2026, 6, 14, 8, 30).getTime()
const local = (time: number): string => {
  const date = new Date(time)
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`
}

describe('until when a text is of use', () => {
  test('the usual is the hub’s to say; a span counts from the moment it is sent', () => {
    expect(deadlineOf(usual, morning)).toBeNull()
    expect(deadlineOf({ kind: 'for', minutes: 10 }, morning)).toBe(morning + 600_000)
    expect(deadlineOf({ kind: 'until', at: morning + 5 }, morning)).toBe(morning + 5)
  })

  test('only a time can be over before the text is sent', () => {
    expect(isOver({ kind: 'for', minutes: 10 }, morning)).toBe(false)
    expect(isOver({ kind: 'until', at: morning + 1 }, morning)).toBe(false)
    expect(isOver({ kind: 'until', at: morning }, morning)).toBe(true)
  })

  test('the end of the day lies ahead, within a day, at 23:59', () => {
    fc.assert(
      fc.property(fc.integer({ min: morning - 2e10, max: morning + 2e10 }), (now) => {
        const end = endOfDay(now)
        expect(local(end)).toBe('23:59')
        expect(end).toBeGreaterThan(now)
        // A day in autumn has 25 hours.
        expect(end - now).toBeLessThanOrEqual(25 * 3_600_000)
      }),
    )
  })

  test('a time of the clock is the next one: today’s, or tomorrow’s once it has passed', () => {
    expect(nextTime('09:45', morning)).toBe(new Date(2026, 6, 14, 9, 45).getTime())
    expect(nextTime('08:30', morning)).toBe(new Date(2026, 6, 15, 8, 30).getTime())
    expect(nextTime('07:00', morning)).toBe(new Date(2026, 6, 15, 7, 0).getTime())
    for (const none of ['', '9:45', '24:00', '12:60', '12:30:00', 'noon']) expect(nextTime(none, morning)).toBeNull()
  })

  test('the time that is suggested lies about an hour ahead, on a round five minutes', () => {
    expect(suggestedTime(morning)).toBe('09:30')
    expect(suggestedTime(morning + 61_000)).toBe('09:35')
    expect(nextTime(suggestedTime(morning), morning)).toBe(morning + 3_600_000)
  })
})
