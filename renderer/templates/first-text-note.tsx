import { Info } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import { templateUseWords } from '../words/template-use.ts'
import type { FirstText } from './first-text.ts'
import styles from './first-text-note.module.css'

const words = templateUseWords.firstText

/** Above the box: what the first text to a number says besides, and that it may be left out. */
export function FirstTextNote({ first }: { readonly first: FirstText }) {
  if (first.notice === null) return null
  const { before, after } = first.notice
  return (
    <div className={styles.note} role="group" aria-label={words.label}>
      <Info size={16} aria-hidden />
      <span className={styles.words}>
        {first.isLeftOut ? (
          words.without
        ) : (
          <>
            {words.adds} <q>{`${before}${before === '' ? '' : '…'} ${after.replace(/^\.? /, '')}`.trim()}</q>
          </>
        )}
      </span>
      <Button size="small" variant="quiet" onPointerDown={(event) => event.preventDefault()} onClick={first.toggle}>
        {first.isLeftOut ? words.putIn : words.leaveOut}
      </Button>
    </div>
  )
}
