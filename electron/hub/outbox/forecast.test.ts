import { describe, expect, test } from 'vitest'
import { roundUp } from './forecast.ts'

describe('a span as people say it', () => {
  test.each([
    [0, 5],
    [5_000, 5],
    [5_001, 10],
    [31_000, 45],
    [61_000, 90],
    [250_000, 300],
    [3_600_000, 3_600],
    [3_600_001, 7_200],
    [20_000_000, 21_600],
  ])('%i ms: about %i s, never less', (span, seconds) => {
    expect(roundUp(span)).toBe(seconds * 1000)
  })
})
