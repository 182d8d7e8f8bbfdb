import { ErrorNotice } from '../ui/error-notice.tsx'
import { shellWords } from '../words/shell.ts'
import styles from './start-failed.module.css'

/** The first reading of the hub failed: there is nothing else to show. */
export function StartFailed({ details, onRetry }: { readonly details: string; onRetry(): void }) {
  return (
    <div className={styles.page}>
      <ErrorNotice title={shellWords.start.failed} details={details} onRetry={onRetry}>
        {shellWords.start.failedMeaning}
      </ErrorNotice>
    </div>
  )
}
