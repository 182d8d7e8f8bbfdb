import { expect, test } from 'vitest'
import { manualClock } from '../../../tests/support/manual-clock.ts'
import { countSignatureFailures } from './signature-failures.ts'

test('wrong signatures count for an hour, however many there are, also when the clock is set back', async () => {
  const clock = manualClock()
  const failures = countSignatureFailures(clock)
  expect(failures.lately()).toBe(0)
  for (let count = 0; count < 100_000; count++) failures.add()
  expect(failures.lately()).toBe(100_000)
  await clock.advance(30 * 60_000)
  failures.add()
  expect(failures.lately()).toBe(100_001)
  await clock.advance(31 * 60_000)
  expect(failures.lately()).toBe(1)
  clock.jump(-10 * 3_600_000)
  expect(failures.lately()).toBe(0)
})
