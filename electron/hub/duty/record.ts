import { z } from 'zod'

/**
 * Where this laptop stands:
 * - `first`: on duty because nothing speaks against it; the first text of another laptop makes it stand back.
 * - `taken`: a person said so here; single texts from elsewhere do not take it away.
 * - `asking`: another laptop was seen, so this one has stood back; a person is asked.
 * - `left`: a person left it to the other laptop.
 */
const stands = ['first', 'taken', 'asking', 'left'] as const

/** What is kept of it between starts. Times are epoch milliseconds by the hub's clock. */
export const dutyRecord = z.object({
  /** Our number that it is about: another number begins anew. */
  number: z.string(),
  stand: z.enum(stands),
  /** What another laptop did before this does not count. */
  since: z.number(),
  other: z.object({ reason: z.enum(['texts', 'address']), at: z.number() }).nullable(),
  /** An address of another laptop's that was known when a person took over here: it is no news. */
  knownAddress: z.string().nullable(),
  /** A person took over without anybody having looked where texts go: what is read next is no news either. */
  awaitsAddress: z.boolean(),
})

export type DutyRecord = z.infer<typeof dutyRecord>
