import { startPractice, useMode } from '../lib/data.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { shellWords } from '../words/shell.ts'
import { Notice } from './notice.tsx'
import { Section } from './section.tsx'
import styles from './laptop-tab.module.css'

const words = shellWords.practice

/** The way back into practice, for training in the middle of a season. */
export function PracticeSection() {
  const mode = useMode()
  const start = useAction(startPractice)
  return (
    <Section title={words.title} intro={words.what}>
      {mode === 'practice' ? (
        <p>{words.isOn}</p>
      ) : (
        <Button className={styles.start} disabled={start.busy} onClick={() => start.run()}>
          {words.start}
        </Button>
      )}
      {start.error === null ? null : <Notice meaning="failed" title={start.error} />}
    </Section>
  )
}
