import type { InputHTMLAttributes, Ref } from 'react'
import { cx } from './cx.ts'
import { FieldFrame } from './field.tsx'
import type { FieldFrameProps } from './field.tsx'
import styles from './field.module.css'

export interface TextFieldProps
  extends FieldFrameProps, Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'aria-describedby' | 'aria-invalid'> {
  readonly ref?: Ref<HTMLInputElement>
}

/** One line of text with its label. `type="search"` makes it a search box. */
export function TextField({ label, hideLabel, help, error, aside, className, ...rest }: TextFieldProps) {
  return (
    <FieldFrame label={label} hideLabel={hideLabel} help={help} error={error} aside={aside}>
      {(attributes) => (
        <input
          type="text"
          autoComplete="off"
          spellCheck={false}
          {...rest}
          {...attributes}
          className={cx(styles.control, className)}
        />
      )}
    </FieldFrame>
  )
}
