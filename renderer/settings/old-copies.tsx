import { useEffect, useState } from 'react'
import { dropOlderCopies, readBackup, useCopies } from '../lib/backup.ts'
import { useHubMinute } from '../lib/data.ts'
import { spokenTime } from '../lib/time.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { removalWords } from '../words/removal.ts'
import styles from './data-tab.module.css'

const words = removalWords.copies

/** Which copies still hold what was deleted, and the way to be rid of them. */
export function OldCopies() {
  const now = useHubMinute()
  const copies = useCopies()
  const [dropped, setDropped] = useState(false)
  const drop = useAction(async () => {
    await dropOlderCopies()
    setDropped(true)
  })
  useEffect(() => void readBackup(), [])
  const ours = (copies ?? []).filter(({ isOurs }) => isOurs)
  const oldest = ours.at(-1)
  if (dropped || oldest === undefined) {
    return (
      <p role="status" className={styles.note}>
        {dropped ? words.dropped : copies === null ? '' : words.none}
      </p>
    )
  }
  return (
    <div className={styles.form}>
      <p>{words.hold(ours.length, spokenTime(oldest.at, now))}</p>
      <div className={styles.row}>
        <Button disabled={drop.busy} onClick={() => drop.run()}>
          {words.drop}
        </Button>
        <p role="status" className={styles.outcome}>
          {drop.busy ? words.dropping : ''}
        </p>
      </div>
      {drop.error === null ? null : (
        <p role="alert" className={styles.error}>
          {drop.error}
        </p>
      )}
    </div>
  )
}
