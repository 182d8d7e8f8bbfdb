import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from '../ui/cx.ts'
import styles from './banner.module.css'

export interface BannerProps {
  readonly meaning: 'attention' | 'failed' | 'waiting'
  readonly icon: LucideIcon
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
}

/** One line across the window that pushes the rest down. */
export function Banner({ meaning, icon: Icon, title, children, actions }: BannerProps) {
  return (
    <div className={cx(styles.banner, styles[meaning])}>
      <Icon size={18} aria-hidden className={styles.icon} />
      <p className={styles.words}>
        <strong className={styles.title}>{title}</strong>
        {children === undefined ? null : <span>{children}</span>}
      </p>
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
