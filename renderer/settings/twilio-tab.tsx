import { useAccount, useAccountError, readAccount } from '../lib/account.ts'
import { useConnection, useHubMinute, useMode } from '../lib/data.ts'
import { spokenTime } from '../lib/time.ts'
import { openSettings } from '../shell/settings-tab.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { twilioWords as words } from '../words/twilio.ts'
import { CheckList } from './check-list.tsx'
import { CredentialsSection } from './credentials-section.tsx'
import { Notice } from './notice.tsx'
import { Section } from './section.tsx'
import { SenderSection } from './sender-section.tsx'
import { TestTextSection } from './test-text-section.tsx'
import styles from './twilio-tab.module.css'
import { useCredentials } from './use-credentials.ts'
import { VaultSection } from './vault-section.tsx'

/** From pasted credentials to a delivered text, top to bottom. */
export function TwilioTab() {
  const account = useAccount()
  const error = useAccountError()
  const mode = useMode()
  const { tunnel } = useConnection()
  const now = useHubMinute()
  const credentials = useCredentials(account?.secrets ?? null)
  if (account === null) {
    if (error === null) return null
    return <ErrorNotice title={error.message} details={error.details} onRetry={() => void readAccount()} />
  }
  const { name, kind, testedAt, testing, checks, tokenTrouble } = account
  const { outcome } = credentials
  const said = outcome !== null && 'reason' in outcome ? outcome.reason : null
  const begun = testing || checks.length > 0
  const who = words.checks.account(name, kind)
  const tested = testedAt === null || testing ? '' : words.checks.at(spokenTime(testedAt, now))
  return (
    <>
      {tokenTrouble === null ? null : (
        <div className={styles.above}>
          <Notice meaning="failed" title={tokenTrouble.reason}>
            <p>{tokenTrouble.remedy}</p>
          </Notice>
        </div>
      )}
      {mode === 'practice' ? <p className={styles.above}>{words.practice}</p> : null}
      <CredentialsSection account={account} credentials={credentials} />
      <Section
        title={words.checks.title}
        intro={
          begun
            ? [who === '' ? '' : `${who}.`, tested].filter(Boolean).join(' ') || words.checks.under
            : words.checks.none
        }
      >
        {begun ? <CheckList checks={checks} coming={testing ? words.checks.coming : []} said={said} /> : null}
      </Section>
      <SenderSection account={account} />
      <TestTextSection account={account} />
      {account.sender !== null && (tunnel === 'none' || mode === 'practice') ? (
        <Section title={words.next.title} intro={mode === 'practice' ? words.next.practice : words.next.webhooks}>
          <Button className={styles.start} onClick={() => openSettings('webhooks')}>
            {words.next.toWebhooks}
          </Button>
        </Section>
      ) : null}
      <VaultSection />
    </>
  )
}
