import { ChevronRight, ExternalLink } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { AccountView, CredentialField } from '../../electron/ipc/contract/account-views.ts'
import { useVault } from '../lib/account.ts'
import { useHubMinute } from '../lib/data.ts'
import { spokenTime } from '../lib/time.ts'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { twilioWords } from '../words/twilio.ts'
import { Notice } from './notice.tsx'
import { SaveOutcomeNotice } from './save-outcome.tsx'
import { SecretField } from './secret-field.tsx'
import { Section } from './section.tsx'
import styles from './twilio-tab.module.css'
import type { Credentials } from './use-credentials.ts'
import { VaultPanel } from './vault-panel.tsx'

const words = twilioWords.signIn
const covered: ReadonlySet<CredentialField> = new Set(['authToken', 'apiSecret'])
const oldTokenChoices = Object.entries(words.oldTokenHours).map(([value, label]) => ({ value, label }))

interface CredentialsSectionProps {
  readonly account: AccountView
  readonly credentials: Credentials
}

/** Paste, "Save and test": the way in to a Twilio account. */
export function CredentialsSection({ account, credentials }: CredentialsSectionProps) {
  const now = useHubMinute()
  const { typed, removesKey, busy, outcome } = credentials
  const fromEnvironment = account.source === 'environment'
  const vault = useVault()
  const isLocked = vault?.kind === 'locked'
  const isBlocked = !fromEnvironment && (vault?.kind === 'needs-choice' || vault?.kind === 'locked')
  const panel = useRef<HTMLDivElement>(null)
  const fields = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Pressed, and something has to be done first: that is where the eye and the keys go.
    if (outcome?.kind === 'blocked') panel.current?.querySelector<HTMLElement>('input, button')?.focus()
    if (outcome?.kind === 'invalid') fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [outcome])

  const field = (name: CredentialField) => (
    <SecretField
      label={words.fields[name]}
      help={words.helps[name]}
      error={credentials.faults[name] ?? null}
      stored={account.secrets[name]}
      value={typed[name]}
      covered={covered.has(name)}
      fixed={fromEnvironment || isLocked}
      onValueChange={(value) => credentials.type(name, value)}
      onEnter={() => credentials.save()}
    />
  )
  const hasKey = account.secrets.apiKey.set
  const replacesToken = account.secrets.authToken.set && typed.authToken !== null && typed.authToken !== ''

  return (
    <Section title={words.title}>
      {fromEnvironment ? (
        <Notice meaning="info" title={words.environment} />
      ) : (
        <p className={styles.intro}>
          {words.intro}{' '}
          <a href={words.consoleUrl} target="_blank" rel="noreferrer" className={styles.link}>
            {words.console}
            <ExternalLink size={14} aria-hidden />
          </a>
        </p>
      )}
      {isLocked ? <VaultPanel /> : null}
      <div ref={fields} className={styles.fields}>
        {field('accountSid')}
        {field('authToken')}
        {account.oldTokenUntil === null ? null : (
          <p className={styles.note}>{words.oldTokenUntil(spokenTime(account.oldTokenUntil, now))}</p>
        )}
        {replacesToken ? (
          <Select
            label={words.oldToken}
            help={words.oldTokenHelp}
            value={String(credentials.oldTokenHours)}
            options={oldTokenChoices}
            onValueChange={(hours) => credentials.setOldTokenHours(Number(hours))}
          />
        ) : null}
        <details className={styles.more} open>
          <summary>
            <ChevronRight size={18} aria-hidden className={styles.chevron} />
            {words.withKey}
          </summary>
          <div className={styles.moreBody}>
            <p className={styles.note}>{words.keyIntro}</p>
            {removesKey ? (
              <p>{words.keyRemoved}</p>
            ) : (
              <>
                {field('apiKey')}
                {field('apiSecret')}
              </>
            )}
            {hasKey && !fromEnvironment ? (
              <Button className={styles.start} onClick={() => credentials.setRemovesKey(!removesKey)}>
                {removesKey ? words.keepKey : words.removeKey}
              </Button>
            ) : null}
          </div>
        </details>
      </div>
      <div className={styles.save}>
        <Button
          variant={isBlocked ? 'secondary' : 'primary'}
          disabled={busy || account.testing || isLocked}
          onClick={() => credentials.save()}
        >
          {twilioWords.save}
        </Button>
        <SaveOutcomeNotice
          account={account}
          busy={busy || account.testing}
          outcome={outcome?.kind === 'blocked' && isBlocked ? null : outcome}
          onKeep={() => credentials.save(true)}
        />
      </div>
      {isLocked ? null : (
        <div ref={panel} className={styles.panel}>
          <VaultPanel
            onReady={() => {
              if (outcome?.kind === 'blocked') credentials.save()
            }}
          />
        </div>
      )}
    </Section>
  )
}
