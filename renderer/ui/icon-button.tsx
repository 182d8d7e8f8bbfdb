import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { cx } from './cx.ts'
import styles from './icon-button.module.css'

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label' | 'children'> {
  /** The accessible name, and the hint. */
  readonly label: string
  /** Keys shown with the hint, as `keysFor` gives them. */
  readonly hintKeys?: string
  readonly icon: ReactNode
  /** A toggle that is on. */
  readonly pressed?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

/** A square of 44 px that holds one icon. */
export function IconButton({ label, hintKeys, icon, pressed, className, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-label={label}
      aria-pressed={pressed}
      className={cx(styles.button, className)}
      data-hint={label}
      data-hint-keys={hintKeys === '' ? undefined : hintKeys}
    >
      {icon}
    </button>
  )
}
