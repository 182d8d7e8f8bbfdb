import { Ban, HeartPulse, MessageSquare } from 'lucide-react'
import { memo } from 'react'
import type { ListedGuardian, ListedPlayer } from '../../electron/ipc/contract/people-views.ts'
import { reportError } from '../lib/data.ts'
import { openConversationWith } from '../lib/messages.ts'
import { useUi } from '../shell/ui-state.ts'
import { peopleWords as words } from '../words/people.ts'
import styles from './people-list.module.css'

/** A player with their guardians; each number opens its conversation. */
export const PlayerRow = memo(function PlayerRow({ player }: { readonly player: ListedPlayer }) {
  return (
    <tr className={styles.row}>
      <th scope="row" className={styles.player}>
        <span className={styles.name}>{`${player.firstName} ${player.lastName}`.trim()}</span>
        {player.birthYear === null ? null : <span className={styles.born}>{words.born(player.birthYear)}</span>}
        {player.note === null ? null : (
          <span className={styles.note}>
            <HeartPulse size={14} aria-hidden />
            {player.note}
          </span>
        )}
      </th>
      <td className={styles.camps}>
        {player.camps.map((camp) => (
          <div key={camp}>{camp}</div>
        ))}
        {player.tags.length === 0 ? null : <div className={styles.tags}>{player.tags.join(', ')}</div>}
      </td>
      <td>
        <ul className={styles.guardians}>
          {player.guardians.map((guardian) => (
            <Guardian key={guardian.id} guardian={guardian} />
          ))}
        </ul>
      </td>
    </tr>
  )
})

function Guardian({ guardian }: { readonly guardian: ListedGuardian }) {
  const { name, role, numbers, mayPickUp } = guardian
  return (
    <li className={styles.guardian}>
      <span className={styles.who}>
        <span>{name}</span>
        {role === null ? null : <span className={styles.role}>{role}</span>}
        {mayPickUp === false ? (
          <span className={styles.barred}>
            <Ban size={14} aria-hidden />
            {words.mustNotPickUp}
          </span>
        ) : mayPickUp === true ? (
          <span className={styles.role}>{words.mayPickUp}</span>
        ) : null}
      </span>
      {numbers.length === 0 ? <span className={styles.role}>{words.noNumber}</span> : null}
      {numbers.map(({ address, displayAddress }) => (
        <button
          key={address}
          type="button"
          className={styles.number}
          aria-label={words.text(name, displayAddress)}
          onClick={() => open(address)}
        >
          <MessageSquare size={14} aria-hidden />
          {displayAddress}
        </button>
      ))}
    </li>
  )
}

function open(address: string): void {
  openConversationWith(address).then(
    (conversation) => useUi.getState().openConversation(conversation.id),
    (error: unknown) => reportError('conversations.open', error),
  )
}
