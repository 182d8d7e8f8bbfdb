import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { uiWords } from '../words/ui.ts'
import { Button } from './button.tsx'
import styles from './error-notice.module.css'

export interface ErrorNoticeProps {
  /** What happened. */
  readonly title: string
  /** What it means for the parents, and what to do. */
  readonly children?: ReactNode
  /** The carrier's or the machine's own words; folded away. */
  readonly details?: string | null
  onRetry?(): void
}

/** Something went wrong: what, what it means, what to do; the code stays under Details. */
export function ErrorNotice({ title, children, details, onRetry }: ErrorNoticeProps) {
  return (
    <div className={styles.notice} role="group" aria-label={title}>
      <CircleAlert size={20} aria-hidden className={styles.icon} />
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        {children === undefined ? null : <div>{children}</div>}
        {details === undefined || details === null || details === '' ? null : (
          <details className={styles.details}>
            <summary>{uiWords.details}</summary>
            <pre data-selectable>{details}</pre>
          </details>
        )}
        {onRetry === undefined ? null : (
          <div className={styles.actions}>
            <Button size="small" onClick={onRetry}>
              {uiWords.tryAgain}
            </Button>
          </div>
        )}
      </div>
    </div>
  )
}
