import fc from 'fast-check'
import { expect, test } from 'vitest'
import { campMorning } from '../../../tests/support/manual-clock.ts'
import { seededRandom } from '../random.ts'
import { sampleCamp } from './sample-camp.ts'
import { sampleDay } from './sample-day.ts'

const camp = sampleCamp(seededRandom(1), campMorning)
const day = (minutes: number, seed = 1) => sampleDay(seededRandom(seed), camp, campMorning, minutes)
const here = (minutes: number): number => day(minutes).players.filter(({ tick }) => tick?.state === 'here').length

test('the same seed and time make the same day, and every player of the camp is in it', () => {
  expect(day(510)).toEqual(day(510))
  expect(day(510, 2)).not.toEqual(day(510))
  expect(day(510).players).toHaveLength(camp.families.flatMap(({ players }) => players).length)
  expect(day(510)).toMatchObject({ beginsAt: 540, endsAt: 900, grace: 15 })
})

test('before it begins a few are here; once it has begun most are', () => {
  const all = day(510).players.length
  expect(here(510)).toBeGreaterThan(2)
  expect(here(510)).toBeLessThan(all / 3)
  expect(here(23 * 60)).toBeGreaterThan(all / 2)
})

test('at whatever minute practice begins, the day is a day and nothing was ticked before it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1439 }), fc.nat(), (minutes, seed) => {
      const made = sampleDay(seededRandom(seed), camp, campMorning, minutes)
      expect(made.beginsAt).toBeLessThan(made.endsAt)
      expect(made.endsAt).toBeLessThan(1440)
      for (const { tick } of made.players) {
        if (tick === null) continue
        expect(tick.at).toBeLessThanOrEqual(campMorning)
        expect(campMorning - tick.at).toBeLessThanOrEqual(minutes * 60_000)
      }
    }),
  )
})

test('one guardian with a number of their own is barred', () => {
  const barred = day(510).barred
  const family = camp.families[barred?.family ?? -1]
  const [first, second] = family?.guardians ?? []
  expect(barred?.guardian).toBe(1)
  expect(second?.addresses.some((address) => first?.addresses.includes(address))).toBe(false)
})

test('nothing was ticked of a family whose parents just wrote', () => {
  const wrote = new Set(
    camp.history
      .filter(({ direction, at }) => direction === 'in' && at > campMorning - 30 * 60_000)
      .map(({ address }) => address),
  )
  for (let seed = 1; seed <= 20; seed += 1) {
    const theirs = day(510, seed).players.filter(({ family }) =>
      camp.families[family]?.guardians.some(({ addresses }) => addresses.some((one) => wrote.has(one))),
    )
    expect(theirs.length).toBeGreaterThan(5)
    expect(theirs.filter(({ tick }) => tick !== null)).toEqual([])
  }
})
