import { useRef } from 'react'
import { flushSync } from 'react-dom'
import type { SecretMarkView } from '../../electron/ipc/contract/account-views.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { credentialWords as words } from '../words/credentials.ts'
import styles from './secret-field.module.css'

export interface SecretFieldProps {
  readonly label: string
  readonly help: string
  readonly error?: string | null
  readonly stored: SecretMarkView
  /** What is typed; null while the stored one stays as it is. */
  readonly value: string | null
  /** Dots in place of what is typed. */
  readonly covered?: boolean
  /** It can be seen to be stored and not changed here. */
  readonly fixed?: boolean
  onValueChange(value: string | null): void
  onEnter?(): void
}

/** A credential: typed or pasted, never read back. A stored one shows its last four characters until it is replaced. */
export function SecretField(props: SecretFieldProps) {
  const { label, help, error, stored, value, covered = false, fixed = false, onValueChange, onEnter } = props
  const field = useRef<HTMLInputElement>(null)
  const showsStored = (stored.set && value === null) || fixed
  const replace = (next: string | null) => {
    flushSync(() => onValueChange(next))
    field.current?.focus()
  }
  return (
    <div className={styles.row}>
      <TextField
        ref={field}
        label={label}
        help={help}
        error={error ?? null}
        // A password field has no role of its own to be found by.
        role={covered && !showsStored ? 'textbox' : undefined}
        type={covered && !showsStored ? 'password' : 'text'}
        readOnly={showsStored}
        value={showsStored ? (stored.set ? words.stored(stored.lastFour) : '') : (value ?? '')}
        maxLength={300}
        autoCapitalize="off"
        data-secret=""
        onChange={(event) => onValueChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter') onEnter?.()
          if (event.key === 'Escape' && stored.set && !showsStored) {
            event.preventDefault()
            replace(null)
          }
        }}
      />
      {!stored.set || fixed ? null : (
        <Button
          className={styles.side}
          aria-label={showsStored ? words.replaceOne(label) : words.keepOne(label)}
          onClick={() => replace(showsStored ? '' : null)}
        >
          {showsStored ? words.replace : words.keep}
        </Button>
      )}
    </div>
  )
}
