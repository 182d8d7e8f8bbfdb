import { uiWords } from '../words/ui.ts'
import { cx } from './cx.ts'
import styles from './skeleton.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

export interface SkeletonProps {
  readonly rows?: number
  /** `row`: like the conversation list; `bubble`: like a thread; `line`: lines of text. */
  readonly shape?: 'row' | 'bubble' | 'line'
}

/** Holds the place of what is being read, in its shape and still: nothing spins, nothing moves when it comes. */
export function Skeleton({ rows = 3, shape = 'line' }: SkeletonProps) {
  return (
    <div className={styles.skeleton} aria-busy="true">
      <VisuallyHidden>{uiWords.loading}</VisuallyHidden>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={cx(styles[shape], index % 3 === 1 && styles.odd)} aria-hidden>
          {shape === 'row' ? (
            <>
              <span className={styles.bar} />
              <span className={styles.bar} />
            </>
          ) : null}
        </div>
      ))}
    </div>
  )
}
