import { useEffect } from 'react'
import { useAccount } from '../lib/account.ts'
import { useAppState } from '../lib/data.ts'
import { readReach, useReach, useReachError, useWebhooks } from '../lib/reach.ts'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { TextField } from '../ui/text-field.tsx'
import { webhookWords as words } from '../words/webhooks.ts'
import { CopyButton } from './copy-button.tsx'
import { FallbackSection } from './fallback-section.tsx'
import { NumbersSection } from './numbers-section.tsx'
import { Prove } from './prove.tsx'
import { ReachSection } from './reach-section.tsx'
import { Section } from './section.tsx'
import styles from './webhooks-tab.module.css'

/** Where Twilio's console is told to send incoming texts. */
const incomingPath = '/twilio/sms'

/** How Twilio's calls find this laptop, whether they do, and what answers when it is off. */
export function WebhooksTab() {
  const { mode, webhookAddress } = useAppState()
  const account = useAccount()
  const reach = useReach()
  const webhooks = useWebhooks()
  const error = useReachError()
  useEffect(() => void readReach(), [])
  if (reach === null || webhooks === null) {
    if (error === null) return null
    return <ErrorNotice title={error.message} details={error.details} onRetry={() => void readReach()} />
  }
  const base = reach.publicUrl ?? webhookAddress
  const address = base === null ? '' : base + incomingPath
  return (
    <>
      <Section intro={words.what}>
        <div className={styles.beside}>
          <TextField
            label={words.address.label}
            help={
              reach.publicUrl !== null
                ? words.address.helps[reach.source]
                : mode === 'practice'
                  ? words.address.practice
                  : reach.source === 'none'
                    ? words.address.helps.none
                    : words.address.noPublic
            }
            value={address}
            placeholder={words.address.notListening}
            readOnly
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyButton text={address} className={styles.besideButton} />
        </div>
        <Prove address={reach.publicUrl} webhooks={webhooks} />
      </Section>
      <ReachSection reach={reach} listener={webhookAddress} />
      <NumbersSection account={account} webhooks={webhooks} />
      <FallbackSection fallback={webhooks.fallback} known={webhooks.readAt !== null} />
    </>
  )
}
