import styles from './check.module.css'

interface CheckProps {
  readonly label: string
  readonly help: string
  readonly checked: boolean
  readonly disabled?: boolean
  onChange(checked: boolean): void
}

/** Yes or no, with what it means. */
export function Check({ label, help, checked, disabled, onChange }: CheckProps) {
  return (
    <label className={styles.check}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        {label} <span className={styles.help}>{help}</span>
      </span>
    </label>
  )
}
