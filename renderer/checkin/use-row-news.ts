import { useMemo } from 'react'
import { keyOf } from '../lib/board.ts'
import { useLadderCases } from '../lib/ladders.ts'
import { useProposals } from '../lib/proposals.ts'

/** Of whom there is something besides their state: rows without it ask for nothing. */
export interface RowNews {
  /** Players of whom a parent's text proposes something, or who are picked up by somebody else today. */
  readonly proposed: ReadonlySet<number>
  /** Rows of which somebody was told, or will be: their keys. */
  readonly climbing: ReadonlySet<string>
}

/** Asked once for the whole board: one question per row would cost more than the row. */
export function useRowNews(): RowNews {
  const proposals = useProposals()
  const { data: cases } = useLadderCases()
  return useMemo(
    () => ({
      proposed: new Set([
        ...(proposals?.proposals ?? []).map(({ playerId }) => playerId),
        ...(proposals?.pickUps ?? []).flatMap(({ players }) => players.map(({ id }) => id)),
      ]),
      climbing: new Set((cases ?? []).map(keyOf)),
    }),
    [proposals, cases],
  )
}
