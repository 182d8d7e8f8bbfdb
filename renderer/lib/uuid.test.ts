import { describe, expect, test } from 'vitest'
import { makeUuidV7 } from './uuid.ts'

const fillWith = (value: number) => (bytes: Uint8Array) => void bytes.fill(value)

describe('makeUuidV7', () => {
  test('puts the time, the version and the variant where RFC 9562 wants them', () => {
    const make = makeUuidV7(() => 0x017f22e279b0, fillWith(0xff))
    expect(make()).toBe('017f22e2-79b0-77ff-bfff-ffffffffffff')
  })

  test('rises within one millisecond and when the clock goes back', () => {
    let now = 1_700_000_000_000
    const make = makeUuidV7(() => now, fillWith(0x00))
    const made: string[] = []
    for (let count = 0; count < 10_000; count += 1) {
      if (count === 5_000) now -= 60_000
      made.push(make())
    }
    expect(new Set(made).size).toBe(made.length)
    expect([...made].sort()).toEqual(made)
  })
})
