import { CircleAlert, CircleHelp, Clock, PhoneOff, ScanEye } from 'lucide-react'
import { memo } from 'react'
import type { ConversationView, LastMessage } from '../../electron/ipc/contract/views.ts'
import { listTime } from '../lib/time.ts'
import { cx } from '../ui/cx.ts'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import { consentWords } from '../words/consent.ts'
import { heldWords } from '../words/held.ts'
import { inboxWords } from '../words/inbox.ts'
import { voiceWords } from '../words/voice.ts'
import { nameOf } from './conversation-name.ts'
import styles from './conversation-row.module.css'
import { PlayerMarks } from './player-marks.tsx'
import { lookOf, shownState, stateWord, toneOf, unheardWord } from './state-display.ts'
import { StateIcon } from './state-icon.tsx'

interface ConversationRowProps {
  readonly conversation: ConversationView
  readonly selected: boolean
  readonly linkDown: boolean
  /** The hub's time, for how the row's time is said. */
  readonly now: number
  onOpen(id: number): void
  onAim(id: number): void
}

const words = inboxWords.list

/** One conversation in the list: who, their players, the last words, and what needs somebody. */
export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { conversation, selected, linkDown, now, onOpen, onAim } = props
  const { id, lastMessage, unreadCount, failedCount, waitingCount, heldCount, players, nearStop, optedOut } =
    conversation
  const name = nameOf(conversation)
  const last = lastMessage?.preview ?? words.noTexts
  const unread = unreadCount > 0
  const flags = (
    <span className={styles.flags}>
      {failedCount > 0 ? (
        <span className={styles.failed}>
          <CircleAlert size={14} aria-hidden />
          {words.failed(failedCount)}
        </span>
      ) : heldCount > 0 ? (
        <span className={styles.attention}>
          <ScanEye size={14} aria-hidden />
          {heldWords.waiting(heldCount)}
        </span>
      ) : waitingCount > 0 ? (
        <span className={styles.waiting}>
          <Clock size={14} aria-hidden />
          {words.waiting(waitingCount)}
        </span>
      ) : nearStop !== null ? (
        <span className={styles.attention}>
          <CircleHelp size={14} aria-hidden />
          {consentWords.nearMark}
        </span>
      ) : optedOut !== null ? (
        <span>
          <PhoneOff size={14} aria-hidden />
          {consentWords.mark}
        </span>
      ) : null}
    </span>
  )
  return (
    <button
      type="button"
      className={cx(styles.row, selected && styles.selected, unread && styles.unread)}
      aria-describedby={`about-${id}`}
      aria-current={selected ? 'true' : undefined}
      data-conversation={id}
      onPointerDown={() => onAim(id)}
      onClick={() => onOpen(id)}
    >
      <VisuallyHidden>{words.rowName(name, unreadCount, last)}</VisuallyHidden>
      <span className={styles.top} aria-hidden>
        <span className={styles.name}>{name}</span>
        <time className={styles.time}>{lastMessage === null ? '' : listTime(lastMessage.at, now)}</time>
      </span>
      <span className={styles.middle} aria-hidden>
        <span className={styles.last}>
          {lastMessage === null || lastMessage.direction === 'in' ? null : (
            <LastState last={lastMessage} linkDown={linkDown} />
          )}
          <span className={styles.words}>{last}</span>
        </span>
        {players.length === 0 ? flags : null}
        {unread ? <span className={styles.count}>{unreadCount > 99 ? '99+' : unreadCount}</span> : null}
      </span>
      <span id={`about-${id}`} className={styles.bottom} aria-hidden hidden={players.length === 0}>
        <PlayerMarks players={players} plain />
        {players.length === 0 ? null : flags}
      </span>
    </button>
  )
})

function LastState({ last, linkDown }: { readonly last: LastMessage; readonly linkDown: boolean }) {
  const { callOutcome, channel } = last
  const state = lookOf(shownState(last.state, linkDown), callOutcome)
  const word =
    callOutcome !== null
      ? voiceWords.state({ progress: 'ended', outcome: callOutcome, answeredBy: null })
      : channel === 'voice'
        ? unheardWord(state)
        : stateWord(state)
  return (
    <span className={cx(styles.state, styles[toneOf(state)])} data-hint={word}>
      <StateIcon state={state} size={15} />
    </span>
  )
}
