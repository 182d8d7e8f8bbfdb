import { expect, test } from 'vitest'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { knowAccountKind, toAccountKind } from './account-kind.ts'
import type { AccountKind, ReadOutcome } from './types.ts'

test('only an active account that says Full is full', () => {
  expect(toAccountKind('Full', 'active')).toBe('full')
  expect(toAccountKind('Trial', 'active')).toBe('trial')
  expect(toAccountKind('Full', 'suspended')).toBe('unknown')
  expect(toAccountKind(undefined, undefined)).toBe('unknown')
})

test('it is asked for when it first matters, again only after a while, and not at all once it is known', async () => {
  const clock = manualClock()
  const answers: ReadOutcome<AccountKind>[] = [
    { kind: 'not-found' },
    { kind: 'ok', value: 'trial' },
    { kind: 'ok', value: 'full' },
  ]
  let asked = 0
  const known = knowAccountKind(
    { accountKind: () => Promise.resolve(answers[asked++] ?? { kind: 'not-found' }) },
    clock,
  )
  const seen: boolean[] = []
  for (let minute = 0; minute < 6; minute++) {
    known.isFull()
    await clock.advance(0)
    seen.push(known.isFull())
    await clock.advance(60_000)
  }
  expect(seen).toEqual([false, false, true, true, true, true])
  expect(asked).toBe(3)
})
