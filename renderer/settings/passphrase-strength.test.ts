import { expect, test } from 'vitest'
import { passphraseStrength } from './passphrase-strength.ts'

test('short ones are too short, whatever they hold', () => {
  expect(passphraseStrength('')).toBe(0)
  expect(passphraseStrength('x7$Kq!2z')).toBe(0)
  expect(passphraseStrength('   short   ')).toBe(0)
})

test('rows and repeats are weak however long', () => {
  expect(passphraseStrength('aaaaaaaaaaaaaaaa')).toBe(1)
  expect(passphraseStrength('1234567890123')).toBe(1)
  expect(passphraseStrength('soccer soccer soccer')).toBe(1)
})

test('a few words are good, more are strong', () => {
  expect(passphraseStrength('green tent otter')).toBeGreaterThanOrEqual(2)
  expect(passphraseStrength('purple goal otter window Tuesday')).toBe(3)
})
