import { useAccount, useAccountError, readAccount } from '../lib/account.ts'
import { useHubMinute, useMode } from '../lib/data.ts'
import { spokenTime } from '../lib/time.ts'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { twilioWords as words } from '../words/twilio.ts'
import { CheckList } from './check-list.tsx'
import { CredentialsSection } from './credentials-section.tsx'
import { Notice } from './notice.tsx'
import { Section } from './section.tsx'
import { SenderSection } from './sender-section.tsx'
import { TestTextSection } from './test-text-section.tsx'
import { useCredentials } from './use-credentials.ts'
import { VaultSection } from './vault-section.tsx'

/** From pasted credentials to a delivered text, top to bottom. */
export function TwilioTab() {
  const account = useAccount()
  const error = useAccountError()
  const mode = useMode()
  const now = useHubMinute()
  const credentials = useCredentials()
  if (account === null) {
    if (error === null) return null
    return <ErrorNotice title={error.message} details={error.details} onRetry={() => void readAccount()} />
  }
  const { name, kind, testedAt, testing, checks, tokenTrouble } = account
  const begun = testing || checks.length > 0
  const who = words.checks.account(name, kind)
  const tested = testedAt === null || testing ? '' : words.checks.at(spokenTime(testedAt, now))
  return (
    <>
      {tokenTrouble === null ? null : (
        <Notice meaning="failed" title={tokenTrouble.reason}>
          <p>{tokenTrouble.remedy}</p>
        </Notice>
      )}
      {mode === 'practice' ? <p>{words.practice}</p> : null}
      <CredentialsSection account={account} credentials={credentials} />
      <Section
        title={words.checks.title}
        intro={
          begun
            ? [who === '' ? '' : `${who}.`, tested].filter(Boolean).join(' ') || words.checks.under
            : words.checks.none
        }
      >
        {begun ? <CheckList checks={checks} coming={testing ? words.checks.coming : []} /> : null}
      </Section>
      <SenderSection account={account} />
      <TestTextSection account={account} />
      <VaultSection />
    </>
  )
}
