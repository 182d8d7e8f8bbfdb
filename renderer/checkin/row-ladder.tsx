import { memo } from 'react'

export interface RowLadderProps {
  readonly playerId: number
  readonly campId: number
}

/** What the ladder of a player who did not arrive, or was not picked up, has done and waits for; nothing where none runs. */
export const RowLadder = memo(function RowLadder(_props: RowLadderProps) {
  return null
})
