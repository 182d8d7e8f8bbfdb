import { expect, test } from 'vitest'
import { usualPace } from './pace.ts'

test.each([
  ['+13125550100', 1],
  ['+442071838750', 1],
  ['+18005550100', 3],
  ['+18335550100', 3],
  ['+18225550100', 1],
  ['72345', 100],
  ['723456', 100],
])('%s: %d segments a second', (number, pace) => expect(usualPace(number)).toBe(pace))
