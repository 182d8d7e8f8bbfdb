import type { PlayerMark } from '../../electron/ipc/contract/views.ts'
import { cx } from '../ui/cx.ts'
import styles from './player-marks.module.css'

/** The family's players, each with the group: "Mia U10". */
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
      {players.map((player, index) => (
        <span key={index} className={styles.mark}>
          {player.name}
          {player.group === null ? null : <span className={styles.group}>{player.group}</span>}
        </span>
      ))}
    </span>
  )
}
