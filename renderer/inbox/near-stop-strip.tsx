import { MessageSquareOff } from 'lucide-react'
import { closeTexts, leaveTexts } from '../lib/consent.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { consentWords } from '../words/consent.ts'
import styles from './near-stop-strip.module.css'

const words = consentWords.strip

/** Above the composer, where a text seems to ask for no more: a person says whether it does. */
export function NearStopStrip({ conversationId }: { readonly conversationId: number }) {
  const act = useAction((work: (conversationId: number) => Promise<void>) => work(conversationId))
  return (
    <section className={styles.strip} aria-label={words.label}>
      <div className={styles.line}>
        <MessageSquareOff size={16} aria-hidden />
        <p className={styles.words}>
          {words.question} <span className={styles.aside}>{words.what}</span>
          {act.error === null ? null : (
            <span role="alert" className={styles.error}>
              {words.failed} {act.error}
            </span>
          )}
        </p>
        <Button size="small" hint={words.closeHint} disabled={act.busy} onClick={() => act.run(closeTexts)}>
          {words.close}
        </Button>
        <Button
          size="small"
          variant="quiet"
          hint={words.leaveHint}
          disabled={act.busy}
          onClick={() => act.run(leaveTexts)}
        >
          {words.leave}
        </Button>
      </div>
    </section>
  )
}
