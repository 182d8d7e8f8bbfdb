import { useQuery } from '@tanstack/react-query'
import type { PlayerDay } from '../../electron/ipc/contract/board-views.ts'
import { callHub } from '../lib/data.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { checkinWords } from '../words/checkin.ts'
import styles from './off-list.module.css'

const words = checkinWords.offList

/** Nobody of today's is found: those who are not on today's list, for a child stands at the table all the same. */
export function OffListPane({
  typed,
  onCheckIn,
}: {
  readonly typed: string
  onCheckIn(player: PlayerDay & { readonly name: string }): void
}) {
  const found = useQuery({
    queryKey: ['board', 'off-list', typed],
    queryFn: () => callHub('board.find', { text: typed }),
    placeholderData: (before) => before,
  })
  const players = found.data ?? []
  if (players.length === 0)
    return (
      <EmptyState title={found.isPending ? '' : words.title}>{found.isPending ? null : <p>{words.none}</p>}</EmptyState>
    )
  return (
    <section className={styles.pane} aria-label={words.title}>
      <h2 className={styles.title}>{words.title}</h2>
      <ul>
        {players.map((player) => {
          const name = `${player.firstName} ${player.lastName}`.trim()
          const [camp] = player.camps
          return (
            <li key={player.playerId} className={styles.player}>
              <span className={styles.who}>
                <span className={styles.name}>{name}</span>
                <span className={styles.why}>{player.words}</span>
              </span>
              {camp === undefined ? (
                <span className={styles.why}>{words.noCamp}</span>
              ) : (
                <Button onClick={() => onCheckIn({ playerId: player.playerId, campId: camp.campId, name })}>
                  {words.add(player.firstName)}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
