import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, weekdayOf } from '../local-time.ts'
import { comesOn } from './days.ts'

/** The week of Monday, 14 June 2027. */
const week = Array.from({ length: 7 }, (_, index) => addDays('2027-06-14', index))
const letters = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const on = (days: string | null): string =>
  week
    .filter((day) => comesOn(days, day))
    .map((day) => letters[(weekdayOf(day) + 6) % 7])
    .join(' ')
const all = letters.join(' ')

describe('days as rosters write them', () => {
  test.each([
    ['Mon, Wed', 'Mon Wed'],
    ['Mon-Fri', 'Mon Tue Wed Thu Fri'],
    ['Monday – Friday', 'Mon Tue Wed Thu Fri'],
    ['Mon to Wed', 'Mon Tue Wed'],
    ['M/W/F', 'Mon Wed Fri'],
    ['M-W-F', 'Mon Wed Fri'],
    ['MWF', 'Mon Wed Fri'],
    ['TTh', 'Tue Thu'],
    ['T/Th', 'Tue Thu'],
    ['M-F', 'Mon Tue Wed Thu Fri'],
    ['Tuesdays & Thursdays', 'Tue Thu'],
    ['Fri-Mon', 'Mon Fri Sat Sun'],
    ['Mon, Wed (half day)', 'Mon Wed'],
    ['weekdays', 'Mon Tue Wed Thu Fri'],
    ['lunes, miércoles y viernes', 'Mon Wed Fri'],
    ['lun a mié', 'Mon Tue Wed'],
    ['mar', 'Tue'],
    ['June 14', 'Mon'],
    ['Jun 14-16', 'Mon Tue Wed'],
    ['June 14, 16, 18', 'Mon Wed Fri'],
    ['June 14, 2027', 'Mon'],
    ['June 14, 2026', ''],
    ['14 June', 'Mon'],
    ['14-16 junio', 'Mon Tue Wed'],
    ['14 June - 18 July', all],
    ['Jun 16 - Jul 2', 'Wed Thu Fri Sat Sun'],
    ['14th and 16th of June', 'Mon Wed'],
    ['Mar 14', ''],
    ['6/14', 'Mon'],
    ['6/14 - 6/16', 'Mon Tue Wed'],
    ['14/6', 'Mon'],
    ['6/14/27, 6/15/2027', 'Mon Tue'],
    ['2027-06-14', 'Mon'],
    ['2027-06-14 to 2027-06-16', 'Mon Tue Wed'],
    ['Mon 6/14, Wed 6/16', 'Mon Wed'],
    ['Mon-Fri June 14-18', 'Mon Tue Wed Thu Fri'],
  ])('%s', (days, expected) => {
    expect(on(days)).toBe(expected)
  })

  test.each([
    null,
    '',
    'all week',
    'every day',
    'Week 1',
    'Mon except 6/14',
    'ask the coach',
    '9:00-12:00',
    'Mon-',
    '14',
    '5pm',
    'June',
  ])('%s means every day', (days) => {
    expect(on(days)).toBe(all)
  })

  test('weekdays in any order and with any separator mean those days', () => {
    const separators = fc.constantFrom(', ', ' / ', '; ', ' & ', ' and ', ' ')
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }), separators, (chosen, between) => {
        const written = chosen.map((index) => letters[index]).join(between)
        expect(on(written)).toBe(letters.filter((_, index) => chosen.includes(index)).join(' '))
      }),
    )
  })

  test('whatever is written, there is an answer, and a word nobody knows leaves no child out', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80, unit: 'grapheme' }), (days) => {
        expect(typeof comesOn(days, '2027-06-14')).toBe('boolean')
        expect(on(`${days} zzz`)).toBe(all)
      }),
    )
  })
})
