import { useState } from 'react'
import type { ProtectionView } from '../../electron/ipc/contract/account-views.ts'
import { runVault, useAccount, useVault } from '../lib/account.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { credentialWords } from '../words/credentials.ts'
import { ForgetButton } from './forget-button.tsx'
import { NewPassphrase } from './new-passphrase.tsx'
import { Section } from './section.tsx'
import styles from './vault.module.css'

const words = credentialWords.kept

/** Which of the protections it is, and what can be done about it. */
export function VaultSection() {
  const vault = useVault()
  const fromEnvironment = useAccount()?.source === 'environment'
  const [choosing, setChoosing] = useState(false)
  const [rotated, setRotated] = useState(false)
  const rotate = useAction(async () => {
    await runVault('vault.rotateKey')
    setRotated(true)
  })
  const keychain = useAction(() => runVault('vault.useKeychain'))
  if (vault === null) return null
  const { kind } = vault
  const open = kind === 'keychain' || kind === 'passphrase' || kind === 'session'
  const error = rotate.error ?? keychain.error
  return (
    <Section title={words.title}>
      {fromEnvironment ? <p>{words.environment}</p> : null}
      <p>{protectionWords(vault)}</p>
      {choosing ? (
        <NewPassphrase
          onDone={() => setChoosing(false)}
          actions={<Button onClick={() => setChoosing(false)}>{words.cancel}</Button>}
        />
      ) : null}
      {!open || choosing ? null : (
        <div className={styles.buttons}>
          <Button onClick={() => setChoosing(true)}>
            {kind === 'passphrase' ? words.changePassphrase : words.usePassphrase}
          </Button>
          {kind === 'keychain' ? null : (
            <Button disabled={keychain.busy} onClick={() => keychain.run()}>
              {words.useKeychain}
            </Button>
          )}
          {kind === 'session' ? null : (
            <Button disabled={rotate.busy} hint={words.rotateHelp} onClick={() => rotate.run()}>
              {words.rotate}
            </Button>
          )}
          <ForgetButton />
        </div>
      )}
      {open ? null : kind === 'locked' ? (
        <div className={styles.buttons}>
          <ForgetButton />
        </div>
      ) : null}
      <p className={error === null ? styles.note : styles.error} role="status">
        {error ?? (rotated ? words.rotated : '')}
      </p>
    </Section>
  )
}

function protectionWords(vault: ProtectionView): string {
  switch (vault.kind) {
    case 'environment':
    case 'closed':
      return words.closed
    case 'keychain':
      return words.keychain
    case 'passphrase':
      return words.passphrase
    case 'session':
      return words.session
    case 'locked':
      return words.locked
    case 'needs-choice':
      return words.needsChoice
    case 'unreadable':
      return words.unreadable
  }
}
