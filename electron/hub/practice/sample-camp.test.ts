import { parsePhoneNumber } from 'libphonenumber-js/max'
import { describe, expect, test } from 'vitest'

import { campMorning } from '../../../tests/support/manual-clock.ts'
import { seededRandom } from '../random.ts'
import { practiceAccount } from './practice-account.ts'
import { sampleCamp } from './sample-camp.ts'
import { segmentation } from './segments.ts'

const camp = sampleCamp(seededRandom(1), campMorning)
const guardians = camp.families.flatMap((family) => family.guardians)
const texts = camp.history

describe('sampleCamp', () => {
  test('the same seed and time make the same camp, another seed another one', () => {
    expect(sampleCamp(seededRandom(1), campMorning)).toEqual(camp)
    expect(sampleCamp(seededRandom(2), campMorning)).not.toEqual(camp)
  })

  test('forty families with players and siblings', () => {
    expect(camp.families).toHaveLength(40)
    for (const family of camp.families) {
      expect(family.guardians.length).toBeGreaterThan(0)
      expect(family.players.length).toBeGreaterThan(0)
    }
    expect(camp.families.filter((family) => family.players.length > 1).length).toBeGreaterThanOrEqual(8)
    expect(new Set(guardians.map((guardian) => guardian.lastName)).size).toBeGreaterThan(35)
    expect(guardians.some((guardian) => guardian.language === 'es')).toBe(true)
  })

  test.each([1, 2, 3, 4, 5])('every number is fictional, valid, and shared only on purpose (seed %i)', (seed) => {
    const { families } = sampleCamp(seededRandom(seed), campMorning)
    const owners = new Map<string, Set<string>>()
    for (const guardian of families.flatMap((family) => family.guardians)) {
      expect(guardian.addresses.length).toBeGreaterThan(0)
      for (const address of guardian.addresses) {
        expect(address).toMatch(/^\+1\d{3}55501\d{2}$/)
        expect(parsePhoneNumber(address).isValid()).toBe(true)
        const names = owners.get(address) ?? new Set()
        owners.set(address, names.add(`${guardian.firstName} ${guardian.lastName}`))
      }
    }
    expect(owners.has(practiceAccount.numbers[0]?.phoneNumber ?? '')).toBe(false)
    const shared = [...owners.values()].filter((names) => names.size > 1)
    expect(shared).toHaveLength(4)
    for (const names of shared) expect(names.size).toBe(2)
    const inTwoFamilies = [...owners.keys()].filter(
      (address) =>
        families.filter((family) => family.guardians.some((guardian) => guardian.addresses.includes(address))).length >
        1,
    )
    expect(inTwoFamilies).toHaveLength(1)
    expect(
      families.filter((family) => new Set(family.guardians.flatMap((guardian) => guardian.addresses)).size > 1).length,
    ).toBeGreaterThan(2)
  })

  test('groups fit the year of birth', () => {
    for (const player of camp.families.flatMap((family) => family.players)) {
      const age = 2026 - player.birthYear
      const limit = Number(/^U(\d+)/.exec(player.group)?.[1])
      expect(age).toBeLessThan(limit)
      expect(age).toBeGreaterThanOrEqual(limit - 2)
    }
  })

  test('the history lies in the last day, in order, between known numbers', () => {
    const known = new Set(guardians.flatMap((guardian) => guardian.addresses))
    let last = 0
    for (const text of texts) {
      expect(known.has(text.address)).toBe(true)
      expect(text.at).toBeGreaterThanOrEqual(last)
      expect(text.at).toBeLessThan(campMorning)
      expect(text.at).toBeGreaterThan(campMorning - 48 * 3_600_000)
      expect(text.body).not.toMatch(/[{}]/)
      last = text.at
    }
  })

  test('about a dozen unread, some failed, one in Spanish, one with emoji, some long threads', () => {
    const unread = texts.filter((text) => !text.read)
    expect(unread.length).toBeGreaterThanOrEqual(10)
    expect(unread.length).toBeLessThanOrEqual(14)
    expect(unread.every((text) => text.direction === 'in')).toBe(true)
    expect(texts.filter((text) => text.state === 'failed').map((text) => text.errorCode)).toEqual([30_006])
    expect(texts.filter((text) => text.state === 'expired')).toHaveLength(1)
    expect(texts.filter((text) => text.direction === 'in').every((text) => text.state === 'received')).toBe(true)
    expect(texts.filter((text) => text.direction === 'out').every((text) => text.author !== null && text.read)).toBe(
      true,
    )
    expect(texts.some((text) => /[¿¡]/.test(text.body))).toBe(true)
    expect(texts.some((text) => segmentation(text.body).encoding === 'UCS-2')).toBe(true)
    const lengths = new Map<string, number>()
    for (const text of texts) lengths.set(text.address, (lengths.get(text.address) ?? 0) + 1)
    expect([...lengths.values()].filter((length) => length >= 10).length).toBeGreaterThanOrEqual(3)
    expect(lengths.size).toBeGreaterThan(35)
  })
})
