import { Bot, Megaphone, Phone, Smartphone } from 'lucide-react'
import { memo } from 'react'
import type { MessageView } from '../../electron/ipc/contract/views.ts'
import { clockTime, fullTime } from '../lib/time.ts'
import { cx } from '../ui/cx.ts'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import { inboxWords } from '../words/inbox.ts'
import { voiceWords } from '../words/voice.ts'
import { CallLine } from './call-line.tsx'
import { CancelText } from './cancel-text.tsx'
import { ThenCallNote } from './then-call-note.tsx'
import { shownWord } from './message-word.ts'
import { MessageMedia } from './message-media.tsx'
import { MessageNotes } from './message-notes.tsx'
import styles from './message-row.module.css'
import { DueAt } from './message-scheduled.tsx'
import { StateIcon } from './state-icon.tsx'
import { canCancel, lastTimeOf, lookOf, needsNotes, shownState, toneOf } from './state-display.ts'

export interface MessageRowProps {
  readonly message: MessageView
  /** Name of the other side, for who wrote what. */
  readonly name: string
  readonly linkDown: boolean
  readonly startsRun: boolean
  readonly endsRun: boolean
  /** "Today", above the first message of a day. */
  readonly day: string | null
  /** The first unread message when the conversation was opened. */
  readonly startsNew: boolean
  /** State of the message below in the same run: said once, under the last. */
  readonly stateBelow: MessageView['state'] | null
  onEdit(message: MessageView): void
}

/** One message with what belongs above it. Memoised: a thread renders only the rows that changed. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message, name, linkDown, startsRun, endsRun, day, startsNew, stateBelow, onEdit } = props
  const own = message.direction === 'out'
  const state = shownState(message.state, linkDown, message.held !== null)
  const { call } = message
  const look = lookOf(state, call?.outcome ?? null)
  const word = shownWord(message, linkDown)
  const time = clockTime(message.sortAt)
  const who = own ? (message.author ?? inboxWords.message.you) : name
  const notes = needsNotes(message)
  const cancelable = !notes && canCancel(message)
  const lastTime = lastTimeOf(message)
  const origin = inboxWords.message.origins[message.origin]
  return (
    <div className={cx(styles.row, startsRun && styles.startsRun)} data-row={message.id}>
      {day === null ? null : (
        <div className={styles.day} role="separator" aria-label={day}>
          <span>{day}</span>
        </div>
      )}
      {startsNew ? (
        <div className={styles.new} role="separator" aria-label={inboxWords.thread.newDivider}>
          <span>{inboxWords.thread.newDivider}</span>
        </div>
      ) : null}
      <article
        className={cx(styles.message, own ? styles.own : styles.theirs)}
        aria-label={inboxWords.message.name(who, time, word)}
        data-state={message.state}
      >
        {origin === null ? null : (
          <div className={styles.origin}>
            {message.origin === 'broadcast' ? (
              <Megaphone size={14} aria-hidden />
            ) : message.origin === 'automation' ? (
              <Bot size={14} aria-hidden />
            ) : (
              <Smartphone size={14} aria-hidden />
            )}
            {origin}
          </div>
        )}
        {own || call === null ? null : (
          <div className={cx(styles.bubble, styles.theirBubble)} title={fullTime(message.sortAt)}>
            <CallLine message={message} call={call} />
          </div>
        )}
        {message.media.length === 0 ? null : (
          <MessageMedia media={message.media} name={name} time={time} isVoicemail={call !== null} />
        )}
        {message.body === '' && (message.media.length > 0 || call !== null) ? null : (
          <div className={styles.line}>
            {own && !endsRun && !notes && (message.state !== stateBelow || cancelable) ? (
              <span className={styles.aside}>
                {cancelable ? <CancelText message={message} /> : null}
                <span className={cx(styles.state, styles[toneOf(look)])} aria-hidden>
                  <StateIcon state={look} />
                  {word}
                </span>
              </span>
            ) : null}
            <div
              className={cx(
                styles.bubble,
                own ? styles.ownBubble : styles.theirBubble,
                startsRun && styles.first,
                endsRun && styles.last,
                message.state === 'failed' && styles.failedBubble,
                message.state === 'canceled' && styles.canceledBubble,
              )}
              title={fullTime(message.sortAt)}
              data-selectable
              dir="auto"
            >
              {message.channel === 'voice' ? (
                <Phone size={16} className={styles.call} aria-label={inboxWords.message.voiceCall} />
              ) : null}
              {message.body}
            </div>
          </div>
        )}
        {endsRun || notes ? (
          <div className={styles.meta}>
            {own ? (
              <>
                {cancelable ? <CancelText message={message} /> : null}
                <span className={cx(styles.state, styles[toneOf(look)])} aria-hidden>
                  <StateIcon state={look} />
                  {word}
                  {message.state === 'scheduled' && message.sendAt !== null ? <DueAt at={message.sendAt} /> : null}
                </span>
                {lastTime === null || message.state === 'scheduled' ? null : (
                  <span>{inboxWords.message.goesOutBy(clockTime(lastTime))}</span>
                )}
                {message.author === null || message.author === '' ? null : (
                  <span className={styles.author} aria-hidden>
                    {message.author}
                  </span>
                )}
              </>
            ) : null}
            <time aria-hidden>{time}</time>
          </div>
        ) : (
          <VisuallyHidden>{word}</VisuallyHidden>
        )}
        {own && call !== null && voiceWords.meaning(call) !== null ? (
          <p className={styles.away}>{voiceWords.meaning(call)}</p>
        ) : null}
        {message.thenCall === null ? null : <ThenCallNote messageId={message.id} plan={message.thenCall} />}
        {own && notes ? <MessageNotes message={message} linkDown={linkDown} onEdit={onEdit} /> : null}
        {!own && message.arrivedWhileAway ? <p className={styles.away}>{inboxWords.message.arrivedWhileAway}</p> : null}
      </article>
    </div>
  )
})
