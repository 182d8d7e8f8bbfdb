import { startPractice } from '../lib/data.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { shellWords } from '../words/shell.ts'
import styles from './not-set-up.module.css'
import { openSettings } from './settings-tab.ts'

const words = shellWords.notSetUp

/** What the inbox shows while there is neither practice nor an account. */
export function NotSetUp() {
  const start = useAction(startPractice)
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <h1 className={styles.title}>{words.title}</h1>
        <p>{words.what}</p>
        <p>{words.practiceFirst}</p>
        <div className={styles.start}>
          <Button variant="primary" onClick={() => openSettings('twilio')}>
            {words.setUp}
          </Button>
          <Button disabled={start.busy} onClick={() => start.run()}>
            {words.start}
          </Button>
          {start.error === null ? null : <span className={styles.error}>{start.error}</span>}
        </div>
      </div>
    </div>
  )
}
