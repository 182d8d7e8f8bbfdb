/** Keeps each sender to its rate, so that the carrier's own queue stays short and one-to-one texts really pass before bulk. */
export interface Pacer {
  /** Milliseconds until a text of this many segments may leave; 0 takes the room at once. */
  take(sender: string, segments: number, bulk: boolean, now: number): number
  /** About how many milliseconds until so many segments more will all have left; takes nothing. */
  span(sender: string, segments: number, bulk: boolean, now: number): number
}

interface Bucket {
  tokens: number
  at: number
}

/** Segments a sender may send at once after a quiet time; a fast one a second's worth. */
const burstOf = (rate: number): number => Math.max(5, rate)
/** Segments that one-to-one texts may borrow from the time to come; bulk pays them back. */
const overdraft = 30

/**
 * A token bucket per sender, in segments. Bulk leaves only when there is room; a person's own text may overdraw, so that
 * it never waits behind a broadcast.
 * @param rateOf segments per second of a sender, asked each time (Twilio docs: message rate limits); Infinity turns pacing off.
 */
export function createPacer(rateOf: (sender: string) => number): Pacer {
  const buckets = new Map<string, Bucket>()
  return {
    take(sender, segments, bulk, now) {
      const rate = rateOf(sender)
      if (!Number.isFinite(rate)) return 0
      const burst = burstOf(rate)
      let bucket = buckets.get(sender)
      if (!bucket) {
        bucket = { tokens: burst, at: now }
        buckets.set(sender, bucket)
      }
      // A clock set back must not stop the sender.
      const elapsed = Math.max(0, now - bucket.at)
      bucket.tokens = Math.min(burst, bucket.tokens + (elapsed * rate) / 1000)
      bucket.at = now
      const floor = bulk ? 0 : -overdraft
      // A text longer than the burst leaves when the bucket is full.
      const needed = Math.min(segments, burst) + floor
      if (bucket.tokens >= needed) {
        bucket.tokens -= segments
        return 0
      }
      return Math.ceil(((needed - bucket.tokens) * 1000) / rate)
    },
    span(sender, segments, bulk, now) {
      const rate = rateOf(sender)
      if (!Number.isFinite(rate)) return 0
      const burst = burstOf(rate)
      const bucket = buckets.get(sender)
      const tokens = bucket ? bucket.tokens + (Math.max(0, now - bucket.at) * rate) / 1000 : burst
      const lacking = segments - Math.min(burst, tokens) - (bulk ? 0 : overdraft)
      return Math.max(0, Math.ceil((lacking * 1000) / rate))
    },
  }
}
