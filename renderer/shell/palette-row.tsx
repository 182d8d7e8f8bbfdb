import type { ReactNode } from 'react'
import { shellWords } from '../words/shell.ts'
import styles from './palette.module.css'

interface PaletteRowProps {
  readonly id: string
  readonly selected: boolean
  readonly label: string
  readonly note: string
  readonly unread: number
  readonly keys: ReactNode
  onPoint(): void
  onChoose(): void
}

/** One choice of the palette. The focus stays in the text; this row is only pointed at. */
export function PaletteRow({ id, selected, label, note, unread, keys, onPoint, onChoose }: PaletteRowProps) {
  return (
    // The keys are heard by the text field, which keeps the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      className={styles.row}
      onPointerMove={selected ? undefined : onPoint}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className={styles.label}>{label}</span>
      {note === '' ? null : <span className={styles.note}>{note}</span>}
      {unread > 0 ? <span className={styles.unread}>{shellWords.palette.unread(unread)}</span> : null}
      {keys}
    </div>
  )
}
