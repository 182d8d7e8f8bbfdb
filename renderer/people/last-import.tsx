import { useHubMinute } from '../lib/data.ts'
import { undoRoster, useRoster } from '../lib/roster.ts'
import { spokenTime } from '../lib/time.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { peopleWords as words } from '../words/people.ts'
import styles from './people-list.module.css'

/** What was imported last, and the way back. */
export function LastImport() {
  const roster = useRoster()
  const now = useHubMinute()
  const undo = useAction(undoRoster)
  if (roster === null) return null
  if (roster.kind === 'importing' || roster.kind === 'taking-back')
    return (
      <p className={styles.last} role="status">
        {roster.kind === 'taking-back' ? words.takingBack(roster.fileName) : ''}
      </p>
    )
  const { last } = roster
  const undone = roster.kind === 'undone' ? words.undone(roster.fileName, roster.kept) : null
  if (last === null && undone === null && undo.error === null) return null
  return (
    <div className={styles.last}>
      <p role="status">
        {undone} {last === null ? null : words.last(last.fileName, spokenTime(last.at, now), last.added, last.updated)}
      </p>
      {undo.error === null ? null : (
        <p role="alert" className={styles.error}>
          {undo.error}
        </p>
      )}
      {last === null ? null : (
        <Button size="small" variant="quiet" disabled={undo.busy} onClick={() => undo.run(last.importId)}>
          {words.takeBack}
        </Button>
      )}
    </div>
  )
}
