import { describe, expect, test } from 'vitest'
import { clockTime, dayName, daysAgo, howLongAgo, listTime, spokenTime } from './time.ts'

const at = (day: number, hour: number, minute = 0, month = 5) => new Date(2026, month, day, hour, minute).getTime()
const now = at(17, 9, 30)

describe('times as people say them', () => {
  test('days are counted by the calendar, not by 24 hours', () => {
    expect(daysAgo(at(16, 23, 59), at(17, 0, 1))).toBe(1)
    expect(daysAgo(at(17, 0, 1), at(17, 23, 59))).toBe(0)
    expect(daysAgo(at(18, 1), now)).toBe(-1)
  })

  test('a day of 23 or 25 hours is still one day', () => {
    for (let day = 1; day < 364; day += 1) {
      const noon = new Date(2026, 0, day, 12).getTime()
      const next = new Date(2026, 0, day + 1, 12).getTime()
      expect(daysAgo(noon, next)).toBe(1)
    }
  })

  test('today is a time, yesterday says so, before that the day', () => {
    const time = clockTime(at(17, 9, 12))
    expect(spokenTime(at(17, 9, 12), now)).toBe(time)
    expect(spokenTime(at(16, 9, 12), now)).toBe(`yesterday ${time}`)
    expect(spokenTime(at(18, 9, 12), now)).toBe(`tomorrow ${time}`)
    expect(spokenTime(at(15, 9, 12), now)).toMatch(/^\p{L}+\.? /u)
    expect(listTime(at(16, 9, 12), now)).toBe('Yesterday')
    expect(listTime(at(1, 9, 12), now)).toMatch(/1/)
  })

  test('an age is said in its largest whole unit, and never from the future', () => {
    expect(howLongAgo(now - 59_000, now)).toBe('just now')
    expect(howLongAgo(now + 60_000, now)).toBe('just now')
    expect(howLongAgo(now - 16 * 60_000, now)).toBe('16 min ago')
    expect(howLongAgo(now - 179 * 60_000, now)).toBe('2 h ago')
    expect(howLongAgo(now - 24 * 3_600_000, now)).toBe('1 day ago')
    expect(howLongAgo(now - 49 * 3_600_000, now)).toBe('2 days ago')
  })

  test('separators name the day, with the year only when it is another one', () => {
    expect(dayName(now, now)).toBe('Today')
    expect(dayName(at(16, 8), now)).toBe('Yesterday')
    expect(dayName(at(1, 8), now)).not.toContain('2026')
    expect(dayName(new Date(2025, 5, 1).getTime(), now)).toContain('2025')
  })
})
