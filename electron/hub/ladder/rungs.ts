import type { LadderKind } from '../../../db/words.ts'
import { rungsSchema } from '../../ipc/contract/ladder-calls.ts'
import type { RungView } from '../../ipc/contract/ladder-views.ts'

const minute = 60_000

/** One rung: so many minutes after the player was due, somebody is told. */
export type Rung = RungView

/** What a ladder does until somebody says otherwise. */
export const usualRungs: readonly Rung[] = [
  { after: 15, act: 'text', guardian: 0 },
  { after: 25, act: 'text', guardian: 1 },
  { after: 30, act: 'text', guardian: 0, spoken: true },
  { after: 35, act: 'alarm' },
]

/** Rungs as they are stored; the usual ones where they cannot be read. */
export function readRungs(json: string | null): readonly Rung[] {
  if (json === null) return usualRungs
  try {
    return rungsSchema().parse(JSON.parse(json))
  } catch {
    return usualRungs
  }
}

/** What a player is waited for by, as the board has it. Times are epoch ms. */
export interface Awaited {
  readonly expectedAt: number
  readonly missingAt: number | null
  readonly endsAt: number
}

/**
 * When rungs are counted from: when the player was expected, or when the camp's day ended. Where the camp waits longer before it
 * calls somebody missing than the first rung does, all rungs come later by that, so that none is passed over.
 */
export function countedFrom(
  kind: LadderKind,
  rungs: readonly Rung[],
  { expectedAt, missingAt, endsAt }: Awaited,
): number {
  if (kind === 'not-picked-up') return endsAt
  return Math.max(expectedAt, (missingAt ?? expectedAt) - (rungs[0]?.after ?? 0) * minute)
}

/** When a rung is due (epoch ms). */
export function dueAt(rung: Rung, from: number): number {
  return from + rung.after * minute
}

/** The last rung that is due by now; -1: none yet. */
export function presentRung(rungs: readonly Rung[], from: number, now: number): number {
  return rungs.filter((rung) => dueAt(rung, from) <= now).length - 1
}
