import { useEffect } from 'react'
import type { ReactNode } from 'react'
import type { AwayText, AwayTexts, AwayView, AwayWriter } from '../../electron/ipc/contract/away-views.ts'
import { linkIsDown, shownState, stateWord, toneOf } from '../inbox/state-display.ts'
import { StateIcon } from '../inbox/state-icon.tsx'
import { dismissAway, readAway, useAway, useAwayError } from '../lib/away.ts'
import { useConnection, useHubMinute } from '../lib/data.ts'
import { spokenTime } from '../lib/time.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { Dialog } from '../ui/dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { awayWords as words } from '../words/away.ts'
import styles from './away-dialog.module.css'
import { useUi } from './ui-state.ts'

/** "While you were away": who wrote, and what became of our texts. Each row opens its conversation. */
export function AwayDialog() {
  const away = useAway()
  const error = useAwayError()
  useEffect(() => void readAway(), [])
  const close = () => {
    if (away !== null && !away.dismissed) dismissAway()
    useUi.getState().closeDialog()
  }
  return (
    <Dialog
      open
      title={words.title}
      onOpenChange={(open) => {
        if (!open) close()
      }}
      actions={
        <Button variant="primary" onClick={close}>
          {words.done}
        </Button>
      }
    >
      {error !== null ? (
        <ErrorNotice title={words.unreadable.title} details={error.details} onRetry={() => void readAway()}>
          {words.unreadable.meaning}
        </ErrorNotice>
      ) : away === null ? (
        <EmptyState headingLevel={3} title={words.never.title}>
          {words.never.body}
        </EmptyState>
      ) : (
        <Happened away={away} />
      )}
    </Dialog>
  )
}

function Happened({ away }: { readonly away: AwayView }) {
  const now = useHubMinute()
  const { from, to, cause, complete, writers, failed, expired, willGoOut, held, wentOut, people } = away
  const waiting = writers.filter((writer) => writer.needsReply)
  const answered = writers.filter((writer) => !writer.needsReply)
  const isEmpty = people + failed.count + expired.count + willGoOut.count + held.count + wentOut.count === 0
  return (
    <div className={styles.groups}>
      <p className={styles.span}>
        {words.span[cause](spokenTime(from, now), spokenTime(to, now))}
        {complete ? null : ` ${words.incomplete}`}
      </p>
      {isEmpty ? (
        <EmptyState headingLevel={3} title={words.nothing.title}>
          {words.nothing.body}
        </EmptyState>
      ) : null}
      <Group title={words.groups.waiting} count={waiting.length + people - writers.length} listed={waiting.length}>
        {waiting.map((writer) => (
          <WriterRow key={writer.conversationId} writer={writer} now={now} />
        ))}
      </Group>
      <TextGroup title={words.groups.failed} texts={failed} now={now} />
      <TextGroup title={words.groups.expired} texts={expired} now={now} />
      <TextGroup title={words.groups.held} texts={held} now={now} isHeld />
      <TextGroup title={words.groups.willGoOut} texts={willGoOut} now={now} />
      <TextGroup title={words.groups.wentOut} texts={wentOut} now={now} />
      <Group title={words.groups.answered} count={answered.length} listed={answered.length}>
        {answered.map((writer) => (
          <WriterRow key={writer.conversationId} writer={writer} now={now} />
        ))}
      </Group>
    </div>
  )
}

interface GroupProps {
  readonly title: string
  readonly count: number
  readonly listed: number
  readonly children: ReactNode
}

function Group({ title, count, listed, children }: GroupProps) {
  if (count === 0) return null
  return (
    <section>
      <h3 className={styles.heading}>
        {title} <span className={styles.count}>{count}</span>
      </h3>
      <ul className={styles.list} aria-label={title}>
        {children}
      </ul>
      {count > listed ? <p className={styles.more}>{words.more(count - listed)}</p> : null}
    </section>
  )
}

interface TextGroupProps {
  readonly title: string
  readonly texts: AwayTexts
  readonly now: number
  /** They wait for somebody's look. */
  readonly isHeld?: boolean
}

function TextGroup({ title, texts, now, isHeld = false }: TextGroupProps) {
  const linkDown = linkIsDown(useConnection().link)
  return (
    <Group title={title} count={texts.count} listed={texts.texts.length}>
      {texts.texts.map((text) => (
        <TextRow key={text.messageId} text={text} linkDown={linkDown} isHeld={isHeld} now={now} />
      ))}
    </Group>
  )
}

function WriterRow({ writer, now }: { readonly writer: AwayWriter; readonly now: number }) {
  const { conversationId, name, texts, preview, firstAt } = writer
  const when = spokenTime(firstAt, now)
  const about = texts === 1 ? '' : words.texts(texts)
  return (
    <Row conversationId={conversationId} label={words.row(name, about, preview, when)}>
      <span className={styles.top}>
        <span className={styles.name}>{name}</span>
        {about === '' ? null : <span className={styles.about}>{about}</span>}
        <time className={styles.time}>{when}</time>
      </span>
      <span className={styles.preview}>{preview}</span>
    </Row>
  )
}

interface TextRowProps {
  readonly text: AwayText
  readonly linkDown: boolean
  readonly isHeld: boolean
  readonly now: number
}

function TextRow({ text, linkDown, isHeld, now }: TextRowProps) {
  const { conversationId, name, preview, state, at, failure } = text
  const shown = shownState(state, linkDown, isHeld)
  const when = spokenTime(at, now)
  const about = failure === null ? stateWord(shown) : failure.reason
  return (
    <Row conversationId={conversationId} label={words.row(name, about, preview, when)}>
      <span className={styles.top}>
        <span className={styles.name}>{name}</span>
        <time className={styles.time}>{when}</time>
      </span>
      <span className={styles.preview}>{preview}</span>
      <span className={cx(styles.state, styles[toneOf(shown)])}>
        <StateIcon state={shown} size={15} />
        <span>{about}</span>
      </span>
    </Row>
  )
}

interface RowProps {
  readonly conversationId: number
  readonly label: string
  readonly children: ReactNode
}

function Row({ conversationId, label, children }: RowProps) {
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        aria-label={label}
        onClick={() => useUi.getState().openConversation(conversationId)}
      >
        {children}
      </button>
    </li>
  )
}
