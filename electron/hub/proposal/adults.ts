import type { AdultRow } from '../../../db/pick-up.ts'
import { fold } from './fold.ts'

/**
 * What the roster says of somebody who is named as the one to pick up: may, must not, or (null) nothing. A whole name is asked
 * for before somebody may; a single word in common is enough to be cautious.
 */
export function mayPickUpOf(name: string, adults: readonly AdultRow[]): boolean | null {
  const wanted = wordsOf(name)
  const whole = wanted.join(' ')
  const barred = adults.filter(({ allowed }) => allowed === 0)
  if (barred.some((adult) => wordsOf(adult.name).some((word) => word.length > 2 && wanted.includes(word)))) return false
  if (barred.some((adult) => adult.role !== null && wanted.includes(fold(adult.role)))) return false
  return adults.some((adult) => adult.allowed === 1 && wordsOf(adult.name).join(' ') === whole && wanted.length > 1)
    ? true
    : null
}

function wordsOf(name: string): readonly string[] {
  return fold(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}
