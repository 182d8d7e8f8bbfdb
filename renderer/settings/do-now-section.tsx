import { useState } from 'react'
import { catchUpNow, reconnectAll } from '../lib/diagnostics.ts'
import { openSettings } from '../shell/settings-tab.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { diagnosticsWords } from '../words/diagnostics.ts'
import styles from './diagnostics-tab.module.css'
import { Section } from './section.tsx'

const words = diagnosticsWords.now

/** What the app does by itself sooner or later, at once. */
export function DoNowSection() {
  const [outcome, setOutcome] = useState('')
  const reconnect = useAction(async () => {
    await reconnectAll()
    setOutcome(words.reconnected)
  })
  const catchUp = useAction(async () => {
    const { complete, texts } = await catchUpNow()
    setOutcome(words.caughtUp(complete, texts))
  })
  const error = reconnect.error ?? catchUp.error
  return (
    <Section title={words.title}>
      <div className={styles.buttons}>
        <Button disabled={reconnect.busy} onClick={() => reconnect.run()}>
          {words.reconnect}
        </Button>
        <Button disabled={catchUp.busy} onClick={() => catchUp.run()}>
          {words.catchUp}
        </Button>
        <Button onClick={() => openSettings('twilio')}>{words.test}</Button>
      </div>
      <p role="status" className={error === null ? styles.outcome : styles.error}>
        {error ?? outcome}
      </p>
    </Section>
  )
}
