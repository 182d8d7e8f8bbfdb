import type { ReactNode } from 'react'
import styles from './frame.module.css'
import { Rail } from './rail.tsx'

export interface FrameProps {
  readonly banner?: ReactNode
  readonly unread?: number
  readonly status: ReactNode
  readonly children?: ReactNode
}

/** Banner on top, rail and screen in the middle, status line below. Paints without any data. */
export function Frame({ banner, unread = 0, status, children }: FrameProps) {
  return (
    <div className={styles.frame}>
      <div className={styles.banner}>{banner}</div>
      <Rail unread={unread} />
      <main className={styles.main}>{children}</main>
      {status}
    </div>
  )
}
