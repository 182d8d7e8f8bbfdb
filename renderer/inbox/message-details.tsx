import { useQuery } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import type { ReactNode } from 'react'
import type { AttemptView, MessageView } from '../../electron/ipc/contract/views.ts'
import { callHub } from '../lib/data.ts'
import { clockTime } from '../lib/time.ts'
import { inboxWords } from '../words/inbox.ts'
import styles from './message-details.module.css'

const words = inboxWords.message

/** What can be done, and one click away the carrier's code and words, and every attempt that was made. */
export function MessageDetails({
  message,
  actions,
}: {
  readonly message: MessageView
  readonly actions: readonly ReactNode[]
}) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <div className={styles.details}>
      <div className={styles.line}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          <ChevronDown size={16} aria-hidden className={open ? styles.turned : undefined} />
          {words.details}
        </button>
        {actions}
      </div>
      <div id={id} hidden={!open}>
        {open ? <Facts message={message} /> : null}
      </div>
    </div>
  )
}

function Facts({ message }: { readonly message: MessageView }) {
  const { failure } = message
  const attempts = useQuery({
    // The state is part of the key: a new outcome means new attempts to read.
    queryKey: ['attempts', message.id, message.state],
    queryFn: () => callHub('messages.attempts', { messageId: message.id }),
  })
  return (
    <dl className={styles.facts} data-selectable>
      {failure === null ? null : (
        <>
          <dt>{words.code}</dt>
          <dd>{failure.code ?? words.noCode}</dd>
          {failure.details === null ? null : (
            <>
              <dt>{words.carrierSaid}</dt>
              <dd>{failure.details}</dd>
            </>
          )}
        </>
      )}
      <dt>{words.attempts}</dt>
      <dd>
        {attempts.isError ? (
          words.attemptsFailed
        ) : attempts.data === undefined ? (
          words.attemptsLoading
        ) : (
          <Attempts attempts={attempts.data} />
        )}
      </dd>
    </dl>
  )
}

function Attempts({ attempts }: { readonly attempts: readonly AttemptView[] }) {
  if (attempts.length === 0) return words.attemptsNone
  return (
    <ol className={styles.attempts}>
      {attempts.map((attempt) => (
        <li key={attempt.id}>
          <time>{clockTime(attempt.startedAt)}</time> {words.outcomes[attempt.outcome]}
          {attempt.errorCode === null ? '' : ` (${attempt.errorCode})`}
          {attempt.errorText === null ? '' : `: ${attempt.errorText}`}
          {attempt.sid === null ? null : <code className={styles.sid}>{attempt.sid}</code>}
        </li>
      ))}
    </ol>
  )
}
