import { describe, expect, test } from 'vitest'
import { campClock, campDay, campIsoClock, campIsoDay, campTime, daysAfter, zoneName } from './camp-time.ts'

/** Half past eleven at night in Chicago, already tomorrow in London. */
const now = Date.parse('2027-06-15T04:30:00Z')
const chicago = 'America/Chicago'
const hour = 3_600_000

describe('times by the camp’s clock', () => {
  test('the day is the camp’s, not the laptop’s', () => {
    expect(campDay(now, now, chicago)).toBe('today')
    expect(campDay(now + hour, now, chicago)).toBe('tomorrow')
    expect(campDay(now + hour, now, 'Europe/London')).toBe('today')
    expect(campDay(now - 24 * hour, now, chicago)).toBe('yesterday')
    expect(campDay(now + 3 * 24 * hour, now, chicago)).toBe('Thursday')
    expect(campDay(now + 10 * 24 * hour, now, chicago)).toMatch(/Thu/)
  })

  test('over a night that moves the clocks tomorrow is the next day all the same', () => {
    const evening = Date.parse('2027-03-14T04:30:00Z')
    expect(campDay(evening + 23.5 * hour, evening, chicago)).toBe('tomorrow')
    expect(campDay(evening + 25.5 * hour, evening, chicago)).toBe('Monday')
  })

  test('fields for days and times take the camp’s', () => {
    expect([campIsoDay(now, chicago), campIsoClock(now, chicago)]).toEqual(['2027-06-14', '23:30'])
    expect([campIsoDay(now, 'Asia/Tokyo'), campIsoClock(now, 'UTC')]).toEqual(['2027-06-15', '04:30'])
  })

  test('the days that follow one, over the end of a month and a night that moves the clocks', () => {
    expect(daysAfter('2027-02-27', 3)).toEqual(['2027-02-28', '2027-03-01', '2027-03-02'])
    expect(daysAfter('2027-03-13', 2)).toEqual(['2027-03-14', '2027-03-15'])
  })

  test('today needs no day', () => {
    expect(campTime(now, now, chicago)).toBe(campClock(now, chicago))
    expect(campTime(now + hour, now, chicago)).toBe(`tomorrow ${campClock(now + hour, chicago)}`)
    expect(zoneName('America/New_York')).toBe('New York')
  })
})
