import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { callHub } from '../lib/data.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { broadcastWords } from '../words/broadcasts.ts'
import type { PickedPlayer } from './form.ts'
import styles from './hand-pick.module.css'

const words = broadcastWords.compose
/** Players that are offered at once. */
const offered = 8

interface HandPickProps {
  readonly picked: readonly PickedPlayer[]
  onPick(picked: readonly PickedPlayer[]): void
}

/** Players found by name and chosen one by one; Enter takes the first that is found. */
export function HandPick({ picked, onPick }: HandPickProps) {
  const [text, setText] = useState('')
  const sought = useDeferredValue(text.trim())
  const found = useQuery({
    queryKey: ['people', 'pick', sought],
    queryFn: () => callHub('people.list', { text: sought, after: null, limit: offered }),
    enabled: sought !== '',
    placeholderData: (before) => before,
  })
  const chosen = new Set(picked.map(({ id }) => id))
  const hits = sought === '' ? [] : (found.data?.players ?? []).filter(({ id }) => !chosen.has(id))
  const take = (player: { readonly id: number; readonly firstName: string; readonly lastName: string }): void => {
    onPick([...picked, { id: player.id, name: `${player.firstName} ${player.lastName}`.trim() }])
    setText('')
  }
  return (
    <div className={styles.pick}>
      <TextField
        label={words.find}
        value={text}
        autoComplete="off"
        maxLength={100}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = hits
          if (event.key !== 'Enter' || first === undefined) return
          event.preventDefault()
          take(first)
        }}
      />
      {hits.length === 0 ? null : (
        <ul className={styles.hits}>
          {hits.map((player) => (
            <li key={player.id}>
              <button type="button" className={styles.hit} onClick={() => take(player)}>
                {`${player.firstName} ${player.lastName}`.trim()}
              </button>
            </li>
          ))}
        </ul>
      )}
      {picked.length === 0 ? (
        <p className={styles.none}>{words.noneChosen}</p>
      ) : (
        <ul className={styles.picked} aria-label={words.chosen}>
          {picked.map((player) => (
            <li key={player.id} className={styles.one}>
              {player.name}
              <IconButton
                label={words.remove(player.name)}
                icon={<X size={16} aria-hidden />}
                onClick={() => onPick(picked.filter(({ id }) => id !== player.id))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
