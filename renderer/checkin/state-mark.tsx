import { Circle, CircleCheck, Clock, House, TriangleAlert, UserX } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { BoardRow, BoardState } from '../../electron/ipc/contract/board-views.ts'
import { campClock } from '../lib/camp-time.ts'
import { cx } from '../ui/cx.ts'
import { checkinWords as words } from '../words/checkin.ts'
import styles from './state-mark.module.css'

const icons: Readonly<Record<BoardState, LucideIcon>> = {
  expected: Circle,
  here: CircleCheck,
  late: Clock,
  absent: UserX,
  missing: TriangleAlert,
  'picked-up': House,
}

/** A state's icon, in its colour. */
export function StateIcon({ state, size = 16 }: { readonly state: BoardState; readonly size?: number }) {
  const Icon = icons[state]
  return <Icon size={size} aria-hidden className={styles[state]} />
}

/** A player's state in words, with what belongs to it: since when, by whom, why. */
export function StateMark({ row, zone }: { readonly row: BoardRow; readonly zone: string }) {
  const details = detailsOf(row, zone)
  return (
    <span className={styles.mark}>
      <span className={cx(styles.state, styles[row.state])}>
        <StateIcon state={row.state} />
        {words.states[row.state]}
      </span>
      {details === '' ? null : (
        <span className={styles.details} data-numeric>
          {details}
        </span>
      )}
    </span>
  )
}

/** The letters that a name begins its words with: "Dana Fox" is DF. */
export function initialsOf(name: string | null): string {
  return (name ?? '')
    .split(/\s+/)
    .map((word) => word.charAt(0).toLocaleUpperCase())
    .join('')
    .slice(0, 3)
}

function detailsOf(row: BoardRow, zone: string): string {
  const clock = (at: number): string => campClock(at, zone)
  const note = row.note ?? ''
  switch (row.state) {
    case 'expected':
      return words.details.by(clock(row.expectedAt))
    case 'missing':
      return joined(row.missingAt === null ? '' : words.details.since(clock(row.missingAt)), note)
    case 'late':
      return joined(words.details.at(clock(row.expectedAt)), note)
    case 'absent':
      return note
    case 'here':
      return row.arrivedAt === null ? '' : words.details.here(clock(row.arrivedAt), initialsOf(row.arrivedBy))
    case 'picked-up':
      return row.leftAt === null ? '' : words.details.pickedUp(clock(row.leftAt), row.pickedUpBy)
  }
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ')
}
