import { describe, expect, test } from 'vitest'
import { backoff } from './backoff.ts'

const always = (value: number) => ({ next: () => value })

describe('backoff', () => {
  test('the ceiling doubles from one second to a quarter of an hour', () => {
    const ceilings = [0, 1, 2, 9, 10, 40].map((tries) => backoff(tries, always(1)))
    expect(ceilings).toEqual([1_000, 2_000, 4_000, 512_000, 900_000, 900_000])
  })

  test('jitter is full: it may be no wait at all', () => {
    expect(backoff(5, always(0))).toBe(0)
    expect(backoff(5, always(0.5))).toBe(16_000)
  })

  test('what the carrier asks for is a floor', () => {
    expect(backoff(0, always(0.1), 30_000)).toBe(30_000)
  })
})
