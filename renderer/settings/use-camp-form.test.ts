import { expect, test } from 'vitest'
import { formOf, timesOf } from './use-camp-form.ts'

const times = { firstDay: '2027-06-14', lastDay: null, beginsAt: 540, endsAt: 905, grace: 15 }

test('a camp’s times are in its fields as they are kept', () => {
  expect(formOf(times)).toEqual({
    firstDay: '2027-06-14',
    lastDay: '',
    beginsAt: '09:00',
    endsAt: '15:05',
    grace: '15',
  })
  expect(timesOf(formOf(times))).toEqual(times)
})

test.each([
  [{ beginsAt: '' }, 'Write when the day begins and when it ends.'],
  [{ endsAt: '09:00' }, 'The day ends before it begins.'],
  [{ grace: '-1' }, 'Write the minutes from 0 to 480.'],
  [{ grace: '' }, 'Write the minutes from 0 to 480.'],
  [{ lastDay: '2027-06-13' }, 'The last day is before the first.'],
])('%j is refused in words', (part, words) => {
  expect(timesOf({ ...formOf(times), ...part })).toBe(words)
})
