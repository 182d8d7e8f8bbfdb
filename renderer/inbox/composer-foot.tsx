import type { ReactNode } from 'react'
import type { ConnectionView } from '../../electron/ipc/contract/views.ts'
import { useConnection, useHubMinute } from '../lib/data.ts'
import { spokenTime } from '../lib/time.ts'
import { inboxWords } from '../words/inbox.ts'
import { aboutSpan } from '../words/spans.ts'
import styles from './composer.module.css'
import { linkIsDown } from './state-display.ts'

const words = inboxWords.leaving

/** What leaves sooner than this is not worth a line, in milliseconds. */
const worthSaying = 10_000

/** Under the composer, in room that is always kept: how long the text is, and what the label of its button cannot say. */
export function ComposerFoot({ children }: { readonly children: ReactNode }) {
  const connection = useConnection()
  const now = useHubMinute()
  return (
    <div className={styles.foot}>
      <span className={styles.note}>{children}</span>
      <span className={styles.leaving}>{footWords(connection, now)}</span>
    </div>
  )
}

/** Offline: the last contact, and how much waits. Online: how much is still leaving, where that takes a while. */
export function footWords(
  { link, lastContactAt, leaving, paused }: Pick<ConnectionView, 'link' | 'lastContactAt' | 'leaving' | 'paused'>,
  now: number,
): string | null {
  const { count, takes } = leaving
  if (linkIsDown(link)) {
    const contact = lastContactAt === null ? words.noContact : words.lastContact(spokenTime(lastContactAt, now))
    if (count === 0 || paused !== null) return contact
    return `${contact} · ${words.waiting(count, takes === null ? null : aboutSpan(takes))}`
  }
  if (paused !== null || takes === null || takes <= worthSaying) return null
  return words.going(count, aboutSpan(takes))
}
