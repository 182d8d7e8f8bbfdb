import { useId, useState } from 'react'
import type { ReactNode } from 'react'
import { choosePassphrase } from '../lib/account.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { TextField } from '../ui/text-field.tsx'
import { useAction } from '../ui/use-action.ts'
import { credentialWords } from '../words/credentials.ts'
import { passphraseStrength } from './passphrase-strength.ts'
import styles from './vault.module.css'

const words = credentialWords.passphrase

interface NewPassphraseProps {
  onDone(): void
  readonly actions?: ReactNode
  /** What the passphrase is for; absent: it protects the credentials. */
  choose?(passphrase: string): Promise<unknown>
  readonly labels?: { readonly label: string; readonly repeat: string }
}

/** A new passphrase, typed twice, with a hint how good it is. */
export function NewPassphrase({
  onDone,
  actions,
  choose: chosen = choosePassphrase,
  labels = words,
}: NewPassphraseProps) {
  const [typed, setTyped] = useState('')
  const [repeated, setRepeated] = useState('')
  const [wrong, setWrong] = useState<'short' | 'differs' | null>(null)
  const meter = useId()
  const strength = passphraseStrength(typed)
  const choose = useAction(async () => {
    if (strength === 0) return setWrong('short')
    if (typed !== repeated) return setWrong('differs')
    await chosen(typed)
    onDone()
  })
  const onEnter = (event: { readonly key: string }) => {
    if (event.key === 'Enter') choose.run()
  }
  return (
    <div className={styles.form}>
      <TextField
        role="textbox"
        type="password"
        label={labels.label}
        help={
          <span className={styles.strength} id={meter}>
            <span className={styles.bars} data-strength={typed === '' ? -1 : strength} aria-hidden>
              <span />
              <span />
              <span />
            </span>
            <span role="status">{typed === '' ? words.help : words.strengths[strength]}</span>
          </span>
        }
        error={wrong === 'short' ? words.strengths[0] : null}
        value={typed}
        maxLength={1000}
        autoComplete="new-password"
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setWrong(null)
        }}
        onKeyDown={onEnter}
      />
      <TextField
        role="textbox"
        type="password"
        label={labels.repeat}
        error={wrong === 'differs' ? words.differs : choose.error}
        value={repeated}
        maxLength={1000}
        autoComplete="new-password"
        onChange={(event) => {
          setRepeated(event.currentTarget.value)
          setWrong(null)
        }}
        onKeyDown={onEnter}
      />
      <div className={cx(styles.buttons)}>
        <Button variant="primary" disabled={choose.busy} onClick={() => choose.run()}>
          {words.use}
        </Button>
        {actions}
      </div>
    </div>
  )
}
