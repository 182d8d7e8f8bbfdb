import { useRef } from 'react'
import { endPractice } from '../lib/data.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { useAction } from '../ui/use-action.ts'
import { shellWords } from '../words/shell.ts'
import styles from './end-practice-dialog.module.css'

const words = shellWords.endPractice

/** Asks once before practice data is wiped. */
export function EndPracticeDialog({ onClose }: { onClose(): void }) {
  const end = useAction(async () => {
    await endPractice()
    onClose()
  })
  const keep = useRef<HTMLButtonElement>(null)
  return (
    <Dialog
      open
      title={words.title}
      width="narrow"
      initialFocus={keep}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      actions={
        <>
          <Button ref={keep} onClick={onClose}>
            {words.keep}
          </Button>
          <Button variant="danger" disabled={end.busy} onClick={() => end.run()}>
            {words.confirm}
          </Button>
        </>
      }
    >
      <div className={styles.words}>
        <p>{words.wiped}</p>
        <p>{words.stays}</p>
        {end.error === null ? null : <ErrorNotice title={end.error} />}
      </div>
    </Dialog>
  )
}
