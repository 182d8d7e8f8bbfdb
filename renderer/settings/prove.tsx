import { CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react'
import type { WebhooksView } from '../../electron/ipc/contract/account-views.ts'
import { useHubMinute } from '../lib/data.ts'
import { proveAddress } from '../lib/reach.ts'
import { spokenTime } from '../lib/time.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { useAction } from '../ui/use-action.ts'
import { uiWords } from '../words/ui.ts'
import { webhookWords } from '../words/webhooks.ts'
import styles from './webhooks-tab.module.css'

const words = webhookWords.prove

interface ProveProps {
  /** Null while there is none to prove. */
  readonly address: string | null
  readonly webhooks: WebhooksView
}

/** A round trip through the public address, and when the last one came back. */
export function Prove({ address, webhooks }: ProveProps) {
  const now = useHubMinute()
  const prove = useAction(proveAddress)
  const { provedAt, lastWebhookAt } = webhooks
  // What was found out about another address says nothing of this one.
  const proof = webhooks.proof?.address === address ? webhooks.proof : null
  const times = [
    proof !== null && !proof.ok ? words.tried(spokenTime(proof.at, now)) : '',
    provedAt === null ? '' : words.at(spokenTime(provedAt, now)),
    lastWebhookAt === null ? '' : words.lastWebhook(spokenTime(lastWebhookAt, now)),
  ]
  return (
    <div className={styles.prove}>
      <Button disabled={prove.busy || address === null} onClick={() => prove.run()}>
        {words.button}
      </Button>
      <div className={styles.proof} role="status">
        {prove.busy ? (
          <p className={styles.line}>
            <LoaderCircle size={18} aria-hidden className={styles.turning} />
            {words.proving}
          </p>
        ) : prove.error !== null ? (
          <p className={cx(styles.line, styles.failed)}>
            <CircleAlert size={18} aria-hidden />
            {prove.error}
          </p>
        ) : proof !== null ? (
          <>
            <p className={cx(styles.line, proof.ok ? styles.ok : styles.failed)}>
              {proof.ok ? <CircleCheck size={18} aria-hidden /> : <CircleAlert size={18} aria-hidden />}
              <span className={styles.proofWords}>{proof.words}</span>
            </p>
            {proof.details === null ? null : (
              <details className={styles.details}>
                <summary>{uiWords.details}</summary>
                <p data-selectable>{proof.details}</p>
              </details>
            )}
          </>
        ) : (
          <p className={styles.quiet}>{address === null ? words.noAddress : provedAt === null ? words.never : null}</p>
        )}
        <p className={styles.note}>{times.filter(Boolean).join(' ')}</p>
      </div>
    </div>
  )
}
