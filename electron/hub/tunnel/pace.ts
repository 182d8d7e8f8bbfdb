import type { Random } from '../random.ts'

/** How long to wait after which trouble, in milliseconds of real time. */
export interface Pace {
  /** Between two looks at an edge that is away. */
  look(): number
  /** The edge said no, or said nothing: 1 s, 2 s, 4 s … 30 s. */
  refused(): number
  /** The probe found the edge and the SDK did not: as `refused`, but never long, since a sign-in page may be gone any moment. */
  unsettled(): number
  /** The domain is still held: 5 to 10 s, and less often once a person has been told. */
  occupied(now: number): { readonly delay: number; readonly told: boolean }
  /** A connection that was there, or its process, ended: at once, unless that has become a habit. */
  ended(now: number): number
  /** The tunnel is up. */
  succeeded(): void
  /** Somebody asked, or everything is new. */
  reset(): void
}

const second = 1000
const longest = 30 * second
const longestUnsettled = 5 * second
/** How long ngrok may take to notice that our own earlier session is gone. */
const occupiedPatience = 120 * second
/** So many ends within the span before we slow down. */
const endsAllowed = 5
const endsSpan = 60 * second

export function createPace(random: Random): Pace {
  let refusals = 0
  let occupiedSince: number | null = null
  let ends: number[] = []

  /** From half of `span` to all of it. */
  const jitter = (span: number) => span * (0.5 + random.next() / 2)
  /** At least a second, however the jitter falls. */
  const grown = (count: number, cap: number) => Math.max(second, jitter(Math.min(cap, second * 2 ** count)))

  return {
    look: () => second * (1 + random.next() / 2),
    refused: () => grown(refusals++, longest),
    unsettled: () => grown(refusals++, longestUnsettled),
    occupied(now) {
      occupiedSince ??= now
      const told = now - occupiedSince >= occupiedPatience
      return { told, delay: told ? jitter(longest) : second * (5 + 5 * random.next()) }
    },
    ended(now) {
      ends = [...ends.filter((at) => now - at < endsSpan), now]
      const excess = ends.length - endsAllowed
      return excess <= 0 ? 0 : grown(excess, longest)
    },
    succeeded() {
      refusals = 0
      occupiedSince = null
    },
    reset() {
      refusals = 0
      occupiedSince = null
      ends = []
    },
  }
}
