import type { ReactNode } from 'react'
import styles from './section.module.css'

export interface SectionProps {
  readonly title?: string
  readonly intro?: ReactNode
  readonly children: ReactNode
}

/** A few settings that belong together. */
export function Section({ title, intro, children }: SectionProps) {
  return (
    <section className={styles.section} aria-label={title}>
      {title === undefined ? null : <h3 className={styles.title}>{title}</h3>}
      {intro === undefined ? null : <p className={styles.intro}>{intro}</p>}
      {children}
    </section>
  )
}

/** Facts that cannot be changed here: name and value. */
export function Facts({ facts }: { readonly facts: readonly { readonly name: string; readonly value: ReactNode }[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value }) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd data-selectable>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
