import { useId } from 'react'
import type { ReactNode } from 'react'
import styles from './switch.module.css'

export interface SwitchProps {
  readonly label: string
  readonly help?: ReactNode
  readonly checked: boolean
  readonly disabled?: boolean
  readonly aside?: ReactNode
  onCheckedChange(checked: boolean): void
}

/** On or off, acting at once. The whole row is the target. */
export function Switch({ label, help, checked, disabled, aside, onCheckedChange }: SwitchProps) {
  const id = useId()
  return (
    <label className={styles.row}>
      <span className={styles.words}>
        <span className={styles.label} id={`${id}-label`}>
          {label}
        </span>
        {help === undefined ? null : (
          <span className={styles.help} id={`${id}-help`}>
            {help}
          </span>
        )}
      </span>
      {aside}
      <input
        type="checkbox"
        role="switch"
        className={styles.input}
        checked={checked}
        aria-checked={checked}
        disabled={disabled}
        aria-labelledby={`${id}-label`}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        onChange={(event) => onCheckedChange(event.currentTarget.checked)}
      />
    </label>
  )
}
