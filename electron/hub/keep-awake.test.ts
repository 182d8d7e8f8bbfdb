import { expect, test } from 'vitest'
import { makeFamilies } from '../../tests/support/camp-of.ts'
import { testStore } from '../../tests/support/test-store.ts'
import { shouldKeepAwake } from './keep-awake.ts'
import { instantOf } from './local-time.ts'

const zone = 'America/Chicago'
const at = (minutes: number): number => instantOf('2027-06-14', minutes, zone)

test('the laptop stays awake in camp hours where that is asked for, and while texts go out in any case', () => {
  const db = testStore()
  makeFamilies(db, [{ guardians: [], players: [{ first: 'Maya' }] }])
  const awake = (minutes: number, keepAwake: boolean, isSending = false): boolean =>
    shouldKeepAwake({ db, isSending }, { keepAwake, timeZone: zone }, at(minutes))
  expect([479, 480, 600, 960, 961].map((minutes) => awake(minutes, true))).toEqual([false, true, true, true, false])
  expect(awake(600, false)).toBe(false)
  expect(awake(1_200, false, true)).toBe(true)
  db.prepare("UPDATE camp SET last_day = '2027-06-13'").run()
  expect(awake(600, true)).toBe(false)
})
