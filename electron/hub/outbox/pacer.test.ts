import { describe, expect, test } from 'vitest'
import { createPacer } from './pacer.ts'

describe('pacer', () => {
  test('bulk keeps to the rate once the burst is used', () => {
    const pacer = createPacer(1)
    let now = 0
    const left: number[] = []
    for (let sent = 0; sent < 10;) {
      const wait = pacer.take('a', 1, true, now)
      if (wait > 0) now += wait
      else {
        left.push(now)
        sent += 1
      }
    }
    expect(left).toEqual([0, 0, 0, 0, 0, 1000, 2000, 3000, 4000, 5000])
  })

  test('a one-to-one text passes a broadcast that has used up the room, and bulk pays it back', () => {
    const pacer = createPacer(1)
    for (let sent = 0; sent < 5; sent++) expect(pacer.take('a', 1, true, 0)).toBe(0)
    expect(pacer.take('a', 1, true, 0)).toBe(1000)
    expect(pacer.take('a', 1, false, 0)).toBe(0)
    expect(pacer.take('a', 1, true, 0)).toBe(2000)
  })

  test('a text longer than the burst leaves when the bucket is full', () => {
    const pacer = createPacer(1)
    expect(pacer.take('a', 10, true, 0)).toBe(0)
    expect(pacer.take('a', 10, true, 0)).toBe(10_000)
    expect(pacer.take('a', 10, true, 10_000)).toBe(0)
  })

  test('senders do not wait for each other, and a clock set back stops nobody', () => {
    const pacer = createPacer(1)
    for (let sent = 0; sent < 5; sent++) pacer.take('a', 1, true, 5_000)
    expect(pacer.take('b', 1, true, 5_000)).toBe(0)
    expect(pacer.take('a', 1, true, 1_000)).toBe(1000)
    expect(pacer.take('a', 1, true, 2_000)).toBe(0)
  })

  test('can be turned off', () => {
    const pacer = createPacer(Number.POSITIVE_INFINITY)
    for (let sent = 0; sent < 100; sent++) expect(pacer.take('a', 3, true, 0)).toBe(0)
  })
})
