import type { Ref, TextareaHTMLAttributes } from 'react'
import { cx } from './cx.ts'
import { FieldFrame } from './field.tsx'
import type { FieldFrameProps } from './field.tsx'
import styles from './field.module.css'

export interface TextAreaProps
  extends
    FieldFrameProps,
    Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id' | 'aria-describedby' | 'aria-invalid'> {
  readonly ref?: Ref<HTMLTextAreaElement>
}

/** Several lines of text with their label. */
export function TextArea({ label, hideLabel, help, error, aside, className, rows = 3, ...rest }: TextAreaProps) {
  return (
    <FieldFrame label={label} hideLabel={hideLabel} help={help} error={error} aside={aside}>
      {(attributes) => (
        <textarea {...rest} {...attributes} rows={rows} className={cx(styles.control, styles.area, className)} />
      )}
    </FieldFrame>
  )
}
