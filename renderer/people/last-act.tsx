import { Undo2, X } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { useAction } from '../ui/use-action.ts'
import { peopleEditWords as words } from '../words/people-edit.ts'
import { uiWords } from '../words/ui.ts'
import { forgetLastAct, undoLastAct, useLastAct } from './people-act.ts'
import styles from './people-list.module.css'

/** What was done to people last, and the way back. */
export function LastActBar() {
  const last = useLastAct()
  const undo = useAction(undoLastAct)
  if (last === null) return null
  return (
    <div className={styles.last}>
      <p role="status">{last.words}</p>
      {undo.error === null ? null : (
        <p role="alert" className={styles.error}>
          {undo.error}
        </p>
      )}
      {last.actId === null ? null : (
        <Button
          size="small"
          variant="quiet"
          icon={<Undo2 size={16} aria-hidden />}
          disabled={undo.busy}
          onClick={() => undo.run()}
        >
          {words.undo}
        </Button>
      )}
      <IconButton label={uiWords.close} icon={<X size={16} aria-hidden />} onClick={forgetLastAct} />
    </div>
  )
}
