import { Search } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import { checkinWords as words } from '../words/checkin.ts'
import styles from './finder.module.css'

export interface FinderProps {
  readonly ref: RefObject<HTMLInputElement | null>
  readonly typed: string
  /** The id of the grid that it searches. */
  readonly grid: string
  /** The id of the marked row; null while none is. */
  readonly active: string | null
  /** How many are found; null while nothing is looked for. */
  readonly found: number | null
  onType(typed: string): void
  onKeyDown(event: KeyboardEvent<HTMLElement>): void
}

/** The box that everything at the table begins in; it has the focus on arrival, and again after every act. */
export function Finder({ ref, typed, grid, active, found, onType, onKeyDown }: FinderProps) {
  const isFirst = useRef(true)
  useEffect(() => {
    if (isFirst.current) ref.current?.focus()
    isFirst.current = false
  }, [ref])
  return (
    <div className={styles.finder}>
      <Search size={20} aria-hidden />
      <input
        ref={ref}
        type="search"
        className={styles.box}
        aria-label={words.find}
        placeholder={words.find}
        aria-controls={grid}
        aria-activedescendant={active ?? undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={60}
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <VisuallyHidden>
        <span role="status">{found === null ? '' : words.found(found)}</span>
      </VisuallyHidden>
    </div>
  )
}
