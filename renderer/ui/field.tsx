import { useId } from 'react'
import type { ReactNode } from 'react'
import { CircleAlert } from 'lucide-react'
import styles from './field.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

export interface FieldFrameProps {
  readonly label: string
  /** The label is heard but not seen; the field must say what it is by itself. */
  readonly hideLabel?: boolean
  /** One line below the field that helps to fill it. */
  readonly help?: ReactNode
  /** What is wrong and how to put it right; replaces the help. */
  readonly error?: string | null
  /** Beside the label: "Saved". */
  readonly aside?: ReactNode
}

interface FieldAttributes {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

/** Label above, help or error below; hands the control its id and descriptions. */
export function FieldFrame({
  label,
  hideLabel = false,
  help,
  error,
  aside,
  children,
}: FieldFrameProps & { readonly children: (attributes: FieldAttributes) => ReactNode }) {
  const id = useId()
  const failed = error !== undefined && error !== null && error !== ''
  const below = failed || (help !== undefined && help !== null)
  const labelNode = (
    <label htmlFor={id} className={styles.label}>
      {label}
    </label>
  )
  return (
    <div className={styles.field}>
      {hideLabel ? (
        <VisuallyHidden>{labelNode}</VisuallyHidden>
      ) : (
        <div className={styles.top}>
          {labelNode}
          {aside}
        </div>
      )}
      {children({
        id,
        'aria-describedby': below ? `${id}-below` : undefined,
        'aria-invalid': failed ? true : undefined,
      })}
      {below ? (
        <div id={`${id}-below`} className={failed ? styles.error : styles.help}>
          {failed ? (
            <>
              <CircleAlert size={16} aria-hidden />
              <span>{error}</span>
            </>
          ) : (
            help
          )}
        </div>
      ) : null}
    </div>
  )
}
