import { Ban, EyeOff, HeartPulse, MessageSquare } from 'lucide-react'
import { memo } from 'react'
import type { ListedGuardian, ListedPlayer } from '../../electron/ipc/contract/people-views.ts'
import { peopleEditWords } from '../words/people-edit.ts'
import { peopleWords as words } from '../words/people.ts'
import { openNumber } from './open-number.ts'
import styles from './people-list.module.css'

interface PlayerRowProps {
  readonly player: ListedPlayer
  readonly chosen: boolean
  /** Its family stands beside the list. */
  readonly shown: boolean
  onChoose(playerId: number, chosen: boolean): void
  onOpen(familyId: number): void
}

/** A player with their guardians; the name opens the family, each number its conversation. */
export const PlayerRow = memo(function PlayerRow({ player, chosen, shown, onChoose, onOpen }: PlayerRowProps) {
  const name = `${player.firstName} ${player.lastName}`.trim()
  return (
    <tr className={styles.row} data-shown={shown || undefined}>
      <td className={styles.choose}>
        <label className={styles.box44}>
          <input
            type="checkbox"
            aria-label={peopleEditWords.list.choose(name)}
            data-choose={player.id}
            checked={chosen}
            onChange={(event) => onChoose(player.id, event.currentTarget.checked)}
          />
        </label>
      </td>
      <th scope="row" className={styles.player}>
        <button type="button" className={styles.name} onClick={() => onOpen(player.familyId)}>
          {name}
        </button>
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
  const { name, role, numbers, mayPickUp, noInformation } = guardian
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
        {noInformation === null ? null : (
          <span className={styles.barred}>
            <EyeOff size={14} aria-hidden />
            {peopleEditWords.noInformation.listed(noInformation)}
          </span>
        )}
      </span>
      {numbers.length === 0 ? <span className={styles.role}>{words.noNumber}</span> : null}
      {numbers.map(({ address, displayAddress }) => (
        <button
          key={address}
          type="button"
          className={styles.number}
          aria-label={words.text(name, displayAddress)}
          onClick={() => openNumber(address)}
        >
          <MessageSquare size={14} aria-hidden />
          {displayAddress}
        </button>
      ))}
    </li>
  )
}
