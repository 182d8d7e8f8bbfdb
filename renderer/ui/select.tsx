import { ChevronDown } from 'lucide-react'
import type { SelectHTMLAttributes } from 'react'
import { cx } from './cx.ts'
import { FieldFrame } from './field.tsx'
import type { FieldFrameProps } from './field.tsx'
import styles from './field.module.css'

export interface SelectOption<Value extends string> {
  readonly value: Value
  readonly label: string
  /** Shown, and not to be chosen. */
  readonly disabled?: boolean
}

export interface SelectProps<Value extends string>
  extends
    FieldFrameProps,
    Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id' | 'value' | 'onChange' | 'children' | 'multiple'> {
  readonly value: Value
  readonly options: readonly SelectOption<Value>[]
  onValueChange(value: Value): void
}

/** The system's own list to choose from: every keyboard and screen reader knows it. */
export function Select<Value extends string>({
  label,
  hideLabel,
  help,
  error,
  aside,
  className,
  options,
  onValueChange,
  ...rest
}: SelectProps<Value>) {
  return (
    <FieldFrame label={label} hideLabel={hideLabel} help={help} error={error} aside={aside}>
      {(attributes) => (
        <div className={styles.selectFrame}>
          <select
            {...rest}
            {...attributes}
            className={cx(styles.control, className)}
            onChange={(event) => {
              const chosen = options.find((option) => option.value === event.currentTarget.value)
              if (chosen !== undefined) onValueChange(chosen.value)
            }}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown size={18} aria-hidden />
        </div>
      )}
    </FieldFrame>
  )
}
