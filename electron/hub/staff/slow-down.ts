const second = 1_000
const minute = 60 * second

/** Wrong PINs in a row that cost nothing: fingers slip. */
const free = 3
/** Milliseconds after the first wrong PIN that costs something, and the ones that follow it. */
const waits = [5 * second, 15 * second, 30 * second, minute, minute, 2 * minute] as const
/** The longest wait after a wrong PIN: at this pace a PIN of four digits lasts a month of tries, and nobody stays out for good. */
export const longestWait = 5 * minute

/** How long one person's next PIN waits after wrong ones in a row. */
export const pinWait = {
  /** Milliseconds that the next PIN waits after so many wrong ones in a row. */
  after(wrongInARow: number): number {
    if (wrongInARow <= free) return 0
    return waits[wrongInARow - free - 1] ?? longestWait
  },
  /** When the next one is taken, by what is kept. A clock that was set back must keep nobody out until it is there again. */
  until: (keptUntil: number, now: number): number => (keptUntil > now + longestWait ? 0 : keptUntil),
} as const

const latelyIs = 10 * minute
/** Wrong PINs of all together that a busy team may type within that time. */
const busy = 12
const overall = 10 * second

/** Whoever tries one person after the other is slowed down, too; a team with a queue before the tent hardly notices. */
export const overallWait = {
  /** Since when wrong PINs count (epoch ms). */
  lately: (now: number): number => now - latelyIs,
  until(wrongLately: number, lastAt: number | null, now: number): number {
    if (wrongLately < busy || lastAt === null || lastAt > now) return 0
    return lastAt + overall
  },
} as const
