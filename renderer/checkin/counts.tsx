import { useId } from 'react'
import type { BoardCounts, BoardState } from '../../electron/ipc/contract/board-views.ts'
import { cx } from '../ui/cx.ts'
import { checkinWords as words } from '../words/checkin.ts'
import type { Show } from './board-list.ts'
import styles from './counts.module.css'
import { StateIcon } from './state-mark.tsx'

const order: readonly BoardState[] = ['expected', 'here', 'late', 'absent', 'missing', 'picked-up']

export interface CountsProps {
  readonly counts: BoardCounts
  readonly total: number
  readonly show: Show
  onShow(show: Show): void
}

/** How many are in each state; choosing one shows those alone. Native radios: arrows move, Tab enters and leaves. */
export function Counts({ counts, total, show, onShow }: CountsProps) {
  const name = useId()
  const choice = (value: Show, label: string, count: number, state?: BoardState) => (
    <label key={value} className={cx(styles.count, value === 'missing' && count > 0 && styles.alarming)}>
      <input
        type="radio"
        name={name}
        className={styles.input}
        checked={show === value}
        aria-label={words.count(label, count)}
        onChange={() => onShow(value)}
      />
      <span className={styles.face}>
        {state === undefined ? null : <StateIcon state={state} />}
        <span>{label}</span>
        <span className={styles.number} data-numeric>
          {count.toLocaleString()}
        </span>
      </span>
    </label>
  )
  return (
    <div role="radiogroup" aria-label={words.show} className={styles.counts}>
      {choice('all', words.all, total)}
      {order.map((state) => choice(state, words.states[state], counts[state], state))}
    </div>
  )
}
