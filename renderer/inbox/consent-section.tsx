import { useState } from 'react'
import type { ConversationView } from '../../electron/ipc/contract/views.ts'
import { closeTexts, openTexts } from '../lib/consent.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { consentWords } from '../words/consent.ts'
import { ClosedWords } from './closed-words.tsx'
import styles from './consent-section.module.css'

const words = consentWords.section

/** Whether they get texts, and what staff can do about it. A STOP is theirs to undo. */
export function ConsentSection({ conversation }: { readonly conversation: ConversationView }) {
  const { id, kind, optedOut } = conversation
  const [asking, setAsking] = useState(false)
  const act = useAction(async (work: (conversationId: number) => Promise<void>) => {
    await work(id)
    setAsking(false)
  })
  if (kind !== 'phone') return null
  const isOurs = optedOut?.source === 'staff' || optedOut?.source === 'import'
  return (
    <section className={styles.section} aria-label={words.title}>
      <h3 className={styles.heading}>{words.title}</h3>
      <p className={styles.words}>{optedOut === null ? words.open : <ClosedWords conversation={conversation} />}</p>
      {optedOut === null && !asking ? (
        <Button size="small" variant="quiet" onClick={() => setAsking(true)}>
          {words.ask}
        </Button>
      ) : null}
      {optedOut === null && asking ? (
        <div role="group" aria-label={words.sure} className={styles.sure}>
          <p className={styles.words}>
            {words.sure} {words.askHint}.
          </p>
          <div className={styles.answers}>
            <Button size="small" disabled={act.busy} onClick={() => act.run(closeTexts)}>
              {words.sureYes}
            </Button>
            <Button size="small" variant="quiet" disabled={act.busy} onClick={() => setAsking(false)}>
              {words.sureNo}
            </Button>
          </div>
        </div>
      ) : null}
      {isOurs ? (
        <Button size="small" variant="quiet" disabled={act.busy} onClick={() => act.run(openTexts)}>
          {words.again}
        </Button>
      ) : null}
      {act.error === null ? null : (
        <p role="alert" className={styles.error}>
          {words.failed} {act.error}
        </p>
      )}
    </section>
  )
}
