import { Circle, CircleCheck, Clock, House, TriangleAlert, UserX } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { BoardState } from '../../electron/ipc/contract/board-views.ts'
import { cx } from '../ui/cx.ts'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import { boardStateWords } from '../words/board-states.ts'
import styles from './day-mark.module.css'

/** Told apart by shape as well as by colour. */
const icons: Readonly<Record<BoardState, LucideIcon>> = {
  expected: Circle,
  here: CircleCheck,
  late: Clock,
  absent: UserX,
  missing: TriangleAlert,
  'picked-up': House,
}

/** A player's state today: a small mark, with the word for those who do not see it. */
export function DayMark({ state, word = false }: { readonly state: BoardState; readonly word?: boolean }) {
  const Icon = icons[state]
  const said = boardStateWords[state]
  return (
    <span className={cx(styles.mark, styles[state])} data-hint={word ? undefined : said}>
      <Icon size={word ? 15 : 13} strokeWidth={2.25} aria-hidden />
      {word ? said : <VisuallyHidden>{said}</VisuallyHidden>}
    </span>
  )
}
