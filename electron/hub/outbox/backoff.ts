import type { Random } from '../random.ts'

const first = 1_000
const longest = 15 * 60_000

/** Nothing rests longer than this by itself, whatever the carrier asks for: a text that waits has a deadline of hours. Milliseconds. */
export const longestRest = 3_600_000

/**
 * How long to wait before a request is made again, in milliseconds: full jitter between 0 and a ceiling that doubles
 * from 1 s to 15 min (AWS Architecture Blog, "Exponential Backoff And Jitter"), or what the carrier asked for if that is longer.
 */
export function backoff(tries: number, random: Random, retryAfter: number | null = null): number {
  const ceiling = Math.min(longest, first * 2 ** Math.min(tries, 30))
  return Math.max(Math.round(random.next() * ceiling), retryAfter ?? 0)
}
