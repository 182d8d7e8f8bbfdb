import { startPractice } from '../lib/data.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { shellWords } from '../words/shell.ts'
import { CredentialVariables } from './credential-variables.tsx'
import styles from './not-set-up.module.css'

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
          <Button variant="primary" disabled={start.busy} onClick={() => start.run()}>
            {words.start}
          </Button>
          {start.error === null ? null : <span className={styles.error}>{start.error}</span>}
        </div>
        <h2 className={styles.how}>{words.how}</h2>
        <p>{words.steps}</p>
        <CredentialVariables />
      </div>
    </div>
  )
}
