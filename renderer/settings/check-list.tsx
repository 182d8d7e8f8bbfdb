import { CircleAlert, CircleCheck, CircleDashed, CircleHelp, LoaderCircle } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { CheckState, CheckView } from '../../electron/ipc/contract/account-views.ts'
import { cx } from '../ui/cx.ts'
import { twilioWords } from '../words/twilio.ts'
import { uiWords } from '../words/ui.ts'
import styles from './check-list.module.css'

const words = twilioWords.checks

type ShownState = CheckState | 'waiting'

const icons: Readonly<Record<ShownState, LucideIcon>> = {
  running: LoaderCircle,
  ok: CircleCheck,
  problem: CircleAlert,
  unknown: CircleHelp,
  waiting: CircleDashed,
}

export interface CheckListProps {
  readonly checks: readonly CheckView[]
  /** What is still to be checked: its lines stand there already, so that nothing moves when it comes. */
  readonly coming?: readonly (readonly [id: string, name: string])[]
  /** Words that stand on the page already, and are not said again here. */
  readonly said?: string | null
  /** Words beside the name instead of below it: for a long list. */
  readonly dense?: boolean
  /** What can be done about a check, beside its words. */
  actionOf?(id: string): ReactNode
}

/** What was found, line by line: an icon, a word, what it means, and the other side's own words under Details. */
export function CheckList({ checks, coming = [], said = null, dense = false, actionOf }: CheckListProps) {
  const missing = coming.filter(([id]) => !checks.some((check) => check.id === id))
  return (
    <ul className={cx(styles.list, dense && styles.dense)} aria-label={words.title}>
      {checks.map((check) => (
        <Line
          key={check.id}
          name={check.name}
          state={check.state}
          words={check.words === said ? '' : check.words}
          details={check.details}
          action={actionOf?.(check.id)}
        />
      ))}
      {missing.map(([id, name]) => (
        <Line key={id} name={name} state="waiting" words="" details={null} />
      ))}
    </ul>
  )
}

interface LineProps {
  readonly name: string
  readonly state: ShownState
  readonly words: string
  readonly details: string | null
  readonly action?: ReactNode
}

function Line({ name, state, words: found, details, action }: LineProps) {
  const Icon = icons[state]
  const word = state === 'waiting' ? words.waiting : words.states[state]
  return (
    <li className={cx(styles.line, styles[state])}>
      <Icon size={18} aria-hidden className={styles.icon} />
      <div className={styles.body}>
        <p>
          <strong className={styles.name}>{name}</strong>
          {': '}
          <span className={styles.word}>{word}</span>
        </p>
        {found === '' ? null : (
          <p className={styles.found} data-selectable>
            {found}
          </p>
        )}
        {details === null || details === '' ? null : (
          <details className={styles.details}>
            <summary>{uiWords.details}</summary>
            <p data-selectable>{details}</p>
          </details>
        )}
      </div>
      {action === undefined || action === null ? null : <div className={styles.action}>{action}</div>}
    </li>
  )
}
