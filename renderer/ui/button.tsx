import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import styles from './button.module.css'
import { cx } from './cx.ts'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** One primary button per view; danger for what cannot be undone; quiet inside rows and bars. */
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger'
  /** `small` looks slimmer inside banners and bubbles; the target stays 44 px high. */
  readonly size?: 'normal' | 'small'
  readonly icon?: ReactNode
  /** Shown by pointer and focus after a moment; the name of the button says it too. */
  readonly hint?: string
  /** Keys shown with the hint, as `keysFor` gives them. */
  readonly hintKeys?: string
  readonly ref?: Ref<HTMLButtonElement>
}

export function Button({
  variant = 'secondary',
  size = 'normal',
  icon,
  hint,
  hintKeys,
  className,
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={cx(styles.button, styles[variant], size === 'small' && styles.small, className)}
      data-hint={hint}
      data-hint-keys={hintKeys === '' ? undefined : hintKeys}
    >
      {icon}
      <span className={styles.label}>{children}</span>
    </button>
  )
}
