import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createPacer, ofCalls } from './pacer.ts'

describe('pacer', () => {
  test('bulk keeps to the rate once the burst is used', () => {
    const pacer = createPacer(() => 1)
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
    const pacer = createPacer(() => 1)
    for (let sent = 0; sent < 5; sent++) expect(pacer.take('a', 1, true, 0)).toBe(0)
    expect(pacer.take('a', 1, true, 0)).toBe(1000)
    expect(pacer.take('a', 1, false, 0)).toBe(0)
    expect(pacer.take('a', 1, true, 0)).toBe(2000)
  })

  test('each sender goes at its own rate, which may change at any moment', () => {
    const rates = new Map([
      ['slow', 1],
      ['fast', 100],
    ])
    const pacer = createPacer((sender) => rates.get(sender) ?? 1)
    const atOnce = (sender: string, now: number): number => {
      let count = 0
      while (pacer.take(sender, 1, true, now) === 0) count++
      return count
    }
    expect([atOnce('slow', 0), atOnce('fast', 0)]).toEqual([5, 100])
    expect([atOnce('slow', 1_000), atOnce('fast', 1_000)]).toEqual([1, 100])
    rates.set('slow', 3)
    expect(atOnce('slow', 2_000)).toBe(3)
  })

  test('a text longer than the burst leaves when the bucket is full', () => {
    const pacer = createPacer(() => 1)
    expect(pacer.take('a', 10, true, 0)).toBe(0)
    expect(pacer.take('a', 10, true, 0)).toBe(10_000)
    expect(pacer.take('a', 10, true, 10_000)).toBe(0)
  })

  test('senders do not wait for each other, and a clock set back stops nobody', () => {
    const pacer = createPacer(() => 1)
    for (let sent = 0; sent < 5; sent++) pacer.take('a', 1, true, 5_000)
    expect(pacer.take('b', 1, true, 5_000)).toBe(0)
    expect(pacer.take('a', 1, true, 1_000)).toBe(1000)
    expect(pacer.take('a', 1, true, 2_000)).toBe(0)
  })

  test("calls are made one after the other from the first one on; a person's own one does not wait for a broadcast", () => {
    const pacer = createPacer(() => 1)
    expect(pacer.take(ofCalls, 1, true, 0)).toBe(0)
    expect(pacer.take(ofCalls, 1, true, 0)).toBe(1000)
    expect(pacer.take(ofCalls, 1, false, 0)).toBe(0)
    // Two persons' calls keep to the rate as well, and bulk pays the one back.
    expect(pacer.take(ofCalls, 1, false, 0)).toBe(1000)
    expect(pacer.take(ofCalls, 1, true, 0)).toBe(2000)
    // A quiet time saves up no more than one.
    expect(pacer.take(ofCalls, 1, true, 60_000)).toBe(0)
    expect(pacer.take(ofCalls, 1, true, 60_000)).toBe(1000)
    expect(pacer.span(ofCalls, 10, true, 60_000)).toBe(10_000)
  })

  test('can be turned off', () => {
    const pacer = createPacer(() => Number.POSITIVE_INFINITY)
    for (let sent = 0; sent < 100; sent++) expect(pacer.take('a', 3, true, 0)).toBe(0)
  })

  test('tells beforehand how long so many segments will take, within the time of one text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 80 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 5 }),
        (texts, bulk, before) => {
          const pacer = createPacer(() => 1)
          let now = 1_000
          if (before > 0) pacer.take('a', before, bulk, now)
          const told = pacer.span(
            'a',
            texts.reduce((sum, segments) => sum + segments, 0),
            bulk,
            now,
          )
          const startedAt = now
          for (const segments of texts) {
            for (let wait = pacer.take('a', segments, bulk, now); wait > 0;) {
              now += wait
              wait = pacer.take('a', segments, bulk, now)
            }
          }
          expect(Math.abs(told - (now - startedAt))).toBeLessThanOrEqual(5_000)
        },
      ),
    )
    expect(createPacer(() => Number.POSITIVE_INFINITY).span('a', 1_000, true, 0)).toBe(0)
  })
})
