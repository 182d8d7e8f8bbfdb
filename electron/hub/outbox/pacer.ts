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

/** The sender that all calls count as, whichever number they come from (Twilio docs: calls per second are an account's). */
export const ofCalls = 'calls'

/** How far a sender may leave its rate for a moment. */
interface Room {
  /** Segments that may leave at once after a quiet time. */
  readonly burst: number
  /** Segments that one-to-one may borrow from the time to come; bulk pays them back. */
  readonly overdraft: number
}

/** A text's sender: a fast one sends a second's worth at once. */
const textRoom = (rate: number): Room => ({ burst: Math.max(5, rate), overdraft: 30 })
/** Calls do not come in a heap: one, and a person's own one besides. */
const oneByOne: Room = { burst: 1, overdraft: 1 }

/**
 * A token bucket per sender, in segments. Bulk leaves only when there is room; a person's own text may overdraw, so that
 * it never waits behind a broadcast.
 * @param rateOf segments per second of a sender, asked each time (Twilio docs: message rate limits); Infinity turns pacing off.
 */
export function createPacer(rateOf: (sender: string) => number): Pacer {
  const roomOf = (sender: string, rate: number): Room => (sender === ofCalls ? oneByOne : textRoom(rate))
  const buckets = new Map<string, Bucket>()
  return {
    take(sender, segments, bulk, now) {
      const rate = rateOf(sender)
      if (!Number.isFinite(rate)) return 0
      const { burst, overdraft } = roomOf(sender, rate)
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
      const { burst, overdraft } = roomOf(sender, rate)
      const bucket = buckets.get(sender)
      const tokens = bucket ? bucket.tokens + (Math.max(0, now - bucket.at) * rate) / 1000 : burst
      const lacking = segments - Math.min(burst, tokens) - (bulk ? 0 : overdraft)
      return Math.max(0, Math.ceil((lacking * 1000) / rate))
    },
  }
}
