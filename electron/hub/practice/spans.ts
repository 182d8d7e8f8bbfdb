import { between } from '../random.ts'
import type { Random } from '../random.ts'
import type { Span } from './types.ts'

/** A whole number of ms within the span. */
export function draw(random: Random, span: Span): number {
  return between(random, span[0], Math.max(span[0], span[1]))
}
