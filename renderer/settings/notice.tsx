import { CircleAlert, CircleCheck, Info } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from '../ui/cx.ts'
import styles from './notice.module.css'

export interface NoticeProps {
  readonly meaning: 'ok' | 'attention' | 'failed' | 'info'
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
}

const icons: Readonly<Record<NoticeProps['meaning'], LucideIcon>> = {
  ok: CircleCheck,
  attention: CircleAlert,
  failed: CircleAlert,
  info: Info,
}

/** A word in place about what was just done, or has to be done first. */
export function Notice({ meaning, title, children, actions }: NoticeProps) {
  const Icon = icons[meaning]
  return (
    <div className={cx(styles.notice, styles[meaning])}>
      <Icon size={20} aria-hidden className={styles.icon} />
      <div className={styles.body}>
        <p className={styles.title}>{title}</p>
        {children}
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </div>
    </div>
  )
}
