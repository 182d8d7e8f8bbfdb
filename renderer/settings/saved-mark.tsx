import { Check } from 'lucide-react'
import { settingsWords } from '../words/settings.ts'
import styles from './saved-mark.module.css'

/** "Saved", for a moment, in a place that is kept for it. */
export function SavedMark({ shown }: { readonly shown: boolean }) {
  return (
    <span role="status" className={styles.mark}>
      {shown ? (
        <>
          <Check size={14} aria-hidden />
          {settingsWords.saved}
        </>
      ) : null}
    </span>
  )
}
