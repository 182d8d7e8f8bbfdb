import { useId } from 'react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import styles from './segmented-radio.module.css'

export interface Segment<Value extends string> {
  readonly value: Value
  readonly label: string
  /** Beside the label: a count, an icon. */
  readonly aside?: ReactNode
  readonly disabled?: boolean
  /** Why it is disabled, or what it does; shown as a hint and read as the description. */
  readonly hint?: string
}

export interface SegmentedRadioProps<Value extends string> {
  /** Name of the radiogroup. */
  readonly label: string
  readonly value: Value
  readonly segments: readonly Segment<Value>[]
  readonly size?: 'normal' | 'small'
  readonly className?: string
  onValueChange(value: Value): void
}

/** A few choices side by side, of which one is taken. Native radios: arrows move, Tab enters and leaves. */
export function SegmentedRadio<Value extends string>({
  label,
  value,
  segments,
  size = 'normal',
  className,
  onValueChange,
}: SegmentedRadioProps<Value>) {
  const name = useId()
  return (
    <div role="radiogroup" aria-label={label} className={cx(styles.group, size === 'small' && styles.small, className)}>
      {segments.map((segment) => (
        <label key={segment.value} className={styles.segment} data-hint={segment.hint}>
          <input
            type="radio"
            name={name}
            className={styles.input}
            value={segment.value}
            checked={segment.value === value}
            disabled={segment.disabled}
            aria-describedby={segment.hint === undefined ? undefined : `${name}-${segment.value}`}
            onChange={() => onValueChange(segment.value)}
          />
          <span className={styles.face}>
            {segment.label}
            {segment.aside}
          </span>
          {segment.hint === undefined ? null : (
            <span id={`${name}-${segment.value}`} hidden>
              {segment.hint}
            </span>
          )}
        </label>
      ))}
    </div>
  )
}
