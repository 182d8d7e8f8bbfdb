import type { Doubt } from '../../electron/ipc/contract/views.ts'
import { hubNow } from '../lib/clock.ts'
import { useHubMinute } from '../lib/data.ts'
import { spokenTime } from '../lib/time.ts'
import { inboxWords } from '../words/inbox.ts'
import styles from './message-notes.module.css'

const words = inboxWords.message

interface DoubtNoteProps {
  readonly doubt: Doubt
  /** The carrier's list was looked through in vain. */
  readonly inVain: boolean
  readonly linkDown: boolean
}

/** Why nobody knows whether a text arrived, when it is asked about next, and what sending it again risks. */
export function DoubtNote({ doubt, inVain, linkDown }: DoubtNoteProps) {
  useHubMinute()
  const next = nextLookWords(doubt, linkDown, hubNow())
  return (
    <p className={styles.why} data-selectable>
      <span className={styles.reason}>{words.doubt[doubt.reason]}</span> {inVain ? `${words.notFound} ` : ''}
      {next === '' ? '' : `${next} `}
      {words.twiceRisk}
    </p>
  )
}

/** When the carrier is asked next: a look that is overdue comes as soon as the link lets it. */
export function nextLookWords({ nextLookAt }: Doubt, linkDown: boolean, now: number): string {
  if (nextLookAt === null) return ''
  if (linkDown) return words.nextLook.online
  return nextLookAt - now <= 60_000 ? words.nextLook.soon : words.nextLook.at(spokenTime(nextLookAt, now))
}
