import { expect, test } from 'vitest'
import { initialsOf } from './initials.ts'

test.each([
  ['Dana King', 'DK'],
  ['  dana   king ', 'DK'],
  ['Cher', 'C'],
  ['Ana de la Cruz', 'AC'],
  ['Åsa Öberg', 'ÅÖ'],
  ['Anne-Marie', 'AM'],
  ['', ''],
])('%s: %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})
