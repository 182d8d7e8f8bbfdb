import type { PlayerMark } from '../../electron/ipc/contract/views.ts'
import { useDayMark } from '../lib/day-marks.ts'
import { cx } from '../ui/cx.ts'
import { DayMark } from './day-mark.tsx'
import styles from './player-marks.module.css'

/** The family's players, each with today's state and the group: "✓ Mia U10". */
export function PlayerMarks({
  players,
  plain = false,
}: {
  readonly players: readonly PlayerMark[]
  readonly plain?: boolean
}) {
  if (players.length === 0) return null
  return (
    <span className={cx(styles.marks, plain && styles.plain)}>
      {players.map((player) => (
        <Mark key={player.id} player={player} />
      ))}
    </span>
  )
}

function Mark({ player }: { readonly player: PlayerMark }) {
  const state = useDayMark(player.id)
  return (
    <span className={styles.mark}>
      {state === undefined ? null : <DayMark state={state} />}
      {player.name}
      {player.group === null ? null : <span className={styles.group}>{player.group}</span>}
    </span>
  )
}
