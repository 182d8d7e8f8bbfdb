import { useId } from 'react'
import type { ReactNode } from 'react'
import styles from './template-check.module.css'

interface PartProps {
  readonly title: string
  readonly icon?: ReactNode
  readonly tone?: 'plain' | 'failed' | 'attention'
  readonly children: ReactNode
}

/** One thing that is looked at, as a list of what there is to say of it. */
export function Part({ title, icon, tone = 'plain', children }: PartProps) {
  const id = useId()
  return (
    <div className={styles.part} data-tone={tone}>
      <h3 id={id} className={styles.title}>
        {icon}
        {title}
      </h3>
      <ul className={styles.items} aria-labelledby={id}>
        {children}
      </ul>
    </div>
  )
}

export function Item({ says, children }: { readonly says: ReactNode; readonly children?: ReactNode }) {
  return (
    <li className={styles.item}>
      <span className={styles.says}>{says}</span>
      {children}
    </li>
  )
}
