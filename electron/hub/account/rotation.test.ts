import { describe, expect, test } from 'vitest'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { createTokenWatch } from './rotation.ts'
import type { TokenProof } from './rotation.ts'

function watching(proofs: readonly TokenProof[]) {
  const clock = manualClock()
  let asked = 0
  let changes = 0
  const watch = createTokenWatch({
    clock,
    proveToken: () => Promise.resolve(proofs[asked++] ?? 'unknown'),
    changed: () => (changes += 1),
  })
  const hear = async (...signatures: readonly ('right' | 'wrong')[]): Promise<void> => {
    for (const signature of signatures) watch.heard(signature)
    await clock.advance(0)
  }
  return { clock, watch, hear, asked: () => asked, changes: () => changes }
}

describe('webhooks in the account’s name', () => {
  test('three wrong signatures in a row make us ask, and a token Twilio refuses was rotated', async () => {
    const { watch, hear, asked, changes, clock } = watching(['wrong'])
    await hear('wrong', 'wrong')
    expect(asked()).toBe(0)
    await hear('wrong', 'wrong', 'wrong')
    expect(asked()).toBe(1)
    expect(watch.trouble).toMatchObject({
      kind: 'rotated',
      since: clock.now(),
      reason: expect.stringMatching(/changed at Twilio/),
    })
    expect(changes()).toBe(1)
  })

  test('a token that is right means another trouble', async () => {
    const { watch, hear } = watching(['right'])
    await hear('wrong', 'wrong', 'wrong')
    expect(watch.trouble?.kind).toBe('signatures')
  })

  test('right ones between are no trouble, and end one', async () => {
    const { watch, hear, asked, changes } = watching(['wrong'])
    await hear('wrong', 'wrong', 'right', 'wrong', 'wrong')
    expect(asked()).toBe(0)
    await hear('wrong')
    expect(watch.trouble).not.toBeNull()
    await hear('right')
    expect(watch.trouble).toBeNull()
    expect(changes()).toBe(2)
  })

  test('Twilio is asked once a minute at most, until it says', async () => {
    const { clock, watch, hear, asked } = watching(['unknown', 'wrong', 'right'])
    for (let count = 0; count < 50; count += 1) await hear('wrong')
    expect(asked()).toBe(1)
    expect(watch.trouble).toBeNull()
    await clock.advance(60_000)
    await hear('wrong')
    expect(watch.trouble?.kind).toBe('rotated')
    const since = watch.trouble?.since
    await clock.advance(60_000)
    await hear('wrong')
    expect(watch.trouble).toMatchObject({ kind: 'signatures', since })
  })

  test('an answer that comes after a new token counts for nothing', async () => {
    const clock = manualClock()
    let answer: (proof: TokenProof) => void = () => undefined
    const watch = createTokenWatch({
      clock,
      proveToken: () =>
        new Promise((resolve) => {
          answer = resolve
        }),
      changed: () => undefined,
    })
    for (let count = 0; count < 3; count += 1) watch.heard('wrong')
    watch.reset()
    answer('wrong')
    await clock.advance(0)
    expect(watch.trouble).toBeNull()
    expect(clock.pending).toBe(0)
  })
})
