import { expect, test } from 'vitest'
import { aboutSpan } from './spans.ts'

test.each([
  [5_000, 'about 5 s'],
  [45_000, 'about 45 s'],
  [60_000, 'about 1 min'],
  [90_000, 'about 1½ min'],
  [420_000, 'about 7 min'],
  [2_700_000, 'about 45 min'],
  [3_600_000, 'about 1 hour'],
  [7_200_000, 'about 2 hours'],
])('%i ms: %s', (span, words) => {
  expect(aboutSpan(span)).toBe(words)
})
