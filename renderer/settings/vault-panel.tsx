import { useState } from 'react'
import { useVault, runVault, unlockVault } from '../lib/account.ts'
import { Button } from '../ui/button.tsx'
import { SegmentedRadio } from '../ui/segmented-radio.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useAction } from '../ui/use-action.ts'
import { credentialWords as words } from '../words/credentials.ts'
import { ForgetButton } from './forget-button.tsx'
import { NewPassphrase } from './new-passphrase.tsx'
import { Notice } from './notice.tsx'
import styles from './vault.module.css'

type Way = 'passphrase' | 'session'
const ways: readonly Way[] = ['passphrase', 'session']

/** What has to be done before a credential can be kept or used: unlock, choose, or start anew. Nothing otherwise. */
export function VaultPanel({ onReady = () => undefined }: { onReady?(): void }) {
  const vault = useVault()
  switch (vault?.kind) {
    case 'locked':
      return <Locked onReady={onReady} />
    case 'needs-choice':
      return <Choice reason={vault.reason} hasStored={vault.hasStored} onReady={onReady} />
    case 'unreadable':
      return (
        <Notice meaning="failed" title={words.kept.unreadable} actions={<ForgetButton />}>
          <p>{vault.reason}</p>
        </Notice>
      )
    case undefined:
    case 'closed':
    case 'environment':
    case 'keychain':
    case 'passphrase':
    case 'session':
      return null
  }
}

function Locked({ onReady }: { onReady(): void }) {
  const [typed, setTyped] = useState('')
  const unlock = useAction(async () => {
    await unlockVault(typed)
    onReady()
  })
  return (
    <Notice meaning="attention" title={words.locked.title}>
      <p>{words.locked.what}</p>
      <div className={styles.unlock}>
        <TextField
          role="textbox"
          type="password"
          label={words.locked.passphrase}
          error={unlock.error}
          value={typed}
          maxLength={1000}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && typed !== '') unlock.run()
          }}
        />
        <Button
          variant="primary"
          className={styles.unlockButton}
          disabled={unlock.busy || typed === ''}
          onClick={() => unlock.run()}
        >
          {words.locked.unlock}
        </Button>
      </div>
      <p className={styles.note}>{words.locked.forgotten}</p>
    </Notice>
  )
}

interface ChoiceProps {
  readonly reason: string
  readonly hasStored: boolean
  onReady(): void
}

function Choice({ reason, hasStored, onReady }: ChoiceProps) {
  const [way, setWay] = useState<Way>('passphrase')
  const session = useAction(async () => {
    await runVault('vault.useSessionOnly')
    onReady()
  })
  const keychain = useAction(async () => {
    await runVault('vault.useKeychain')
    onReady()
  })
  const tryKeychain = (
    <Button variant="quiet" disabled={keychain.busy} onClick={() => keychain.run()}>
      {words.choice.tryKeychain}
    </Button>
  )
  return (
    <section aria-label={words.choice.title}>
      <Notice meaning="attention" title={words.choice.title}>
        <p>{reason}</p>
        {hasStored ? <p>{words.choice.hasStored}</p> : null}
        <div className={styles.choice}>
          <SegmentedRadio
            label={words.choice.name}
            className={styles.ways}
            value={way}
            segments={ways.map((value) => ({ value, label: words.choice.ways[value] }))}
            onValueChange={(next) => setWay(next)}
          />
          <p className={styles.note}>{way === 'passphrase' ? words.choice.passphraseHelp : words.choice.sessionHelp}</p>
          {way === 'passphrase' ? (
            <NewPassphrase onDone={onReady} actions={tryKeychain} />
          ) : (
            <div className={styles.buttons}>
              <Button variant="primary" disabled={session.busy} onClick={() => session.run()}>
                {words.choice.useSession}
              </Button>
              {tryKeychain}
            </div>
          )}
          {session.error === null ? null : <p className={styles.error}>{session.error}</p>}
          {keychain.error === null ? null : <p className={styles.error}>{keychain.error}</p>}
        </div>
      </Notice>
    </section>
  )
}
