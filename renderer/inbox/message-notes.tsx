import { CopyCheck } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { MessageView } from '../../electron/ipc/contract/views.ts'
import { asHubError } from '../lib/data.ts'
import { releaseHeld } from '../lib/held.ts'
import { cancelText, decideText, retryText, sendTextNow } from '../lib/messages.ts'
import { Button } from '../ui/button.tsx'
import { heldWords } from '../words/held.ts'
import { inboxWords } from '../words/inbox.ts'
import { voiceWords } from '../words/voice.ts'
import { DoubtNote } from './message-doubt.tsx'
import { MessageDetails } from './message-details.tsx'
import styles from './message-notes.module.css'
import { ScheduledActions } from './message-scheduled.tsx'
import { canCancel, canRetry } from './state-display.ts'

interface MessageNotesProps {
  readonly message: MessageView
  readonly linkDown: boolean
  onEdit(message: MessageView): void
}

const words = inboxWords.message

/** Under a text of ours that needs a person, or can be withdrawn: why, and what can be done. */
export function MessageNotes({ message, linkDown, onEdit }: MessageNotesProps) {
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const run = (act: () => Promise<unknown>) => {
    // A hurried double click is one act.
    if (busy) return
    setBusy(true)
    setRefusal(null)
    act().then(
      () => setBusy(false),
      (error: unknown) => {
        setBusy(false)
        setRefusal(asHubError(error).message)
      },
    )
  }
  const why = whyOf(message)
  const actions = actionsOf(message, onEdit, run)
  return (
    <div className={styles.notes}>
      {message.mayHaveArrivedTwice ? (
        <p className={styles.twice}>
          <CopyCheck size={16} aria-hidden />
          {words.arrivedTwice}
        </p>
      ) : null}
      {why === null ? null : (
        <p className={styles.why} data-selectable>
          <span className={styles.reason}>{why.reason}</span> {why.remedy}
        </p>
      )}
      {message.doubt === null ? null : (
        <DoubtNote doubt={message.doubt} inVain={message.needsDecision} linkDown={linkDown} />
      )}
      {refusal === null ? null : (
        <p className={styles.refusal} role="alert">
          {words.actFailed} {refusal}
        </p>
      )}
      {hasDetails(message) ? (
        <MessageDetails message={message} actions={actions} />
      ) : actions.length === 0 ? null : (
        <div className={styles.actions}>{actions}</div>
      )}
    </div>
  )
}

/** A text that went its way has nothing to tell that its state does not say. */
function hasDetails(message: MessageView): boolean {
  return (
    message.state === 'failed' ||
    message.state === 'expired' ||
    message.state === 'uncertain' ||
    message.mayHaveArrivedTwice
  )
}

function whyOf(message: MessageView): { readonly reason: string; readonly remedy: string } | null {
  if (message.held !== null) return { reason: heldWords.why[message.held], remedy: '' }
  switch (message.state) {
    case 'failed':
      if (message.replacedBy !== null)
        return { reason: message.failure?.reason ?? words.failedUnknown.reason, remedy: words.replaced }
      return message.failure ?? words.failedUnknown
    case 'expired':
      return {
        reason: message.failure?.reason ?? words.expiredReason,
        remedy: message.replacedBy === null ? (message.failure?.remedy ?? '') : words.replaced,
      }
    case 'uncertain':
      // It changes while one reads: said by its own lines.
      return null
    case 'queued':
      return message.waitsBehind === null ? null : { reason: words.waitsBehind, remedy: '' }
    case 'canceled':
      return message.failure !== null && message.replacedBy !== null
        ? { reason: message.failure.reason, remedy: words.replaced }
        : message.failure
    case 'received':
    case 'scheduled':
    case 'sending':
    case 'sent':
    case 'delivered':
      return null
  }
}

function actionsOf(
  message: MessageView,
  onEdit: (message: MessageView) => void,
  run: (act: () => Promise<unknown>) => void,
): readonly ReactNode[] {
  const { id } = message
  if (message.held !== null) return heldActions(message, onEdit, run)
  if (message.state === 'scheduled' && message.call !== null) {
    return [
      <Button key="stop" size="small" onClick={() => run(() => cancelText(id))}>
        {voiceWords.stopCalling}
      </Button>,
    ]
  }
  if (message.state === 'scheduled') return [<ScheduledActions key="scheduled" message={message} run={run} />]
  const actions: ReactNode[] = []
  if (canRetry(message)) {
    actions.push(
      <Button key="edit" size="small" onClick={() => onEdit(message)}>
        {words.editAndResend}
      </Button>,
      <Button
        key="retry"
        size="small"
        variant="primary"
        hint={words.retryHint}
        onClick={() => run(() => retryText(id))}
      >
        {words.tryAgain}
      </Button>,
    )
  }
  if (message.state === 'uncertain') {
    actions.push(
      <Button key="again" size="small" onClick={() => run(() => decideText(id, 'send-again'))}>
        {words.sendAgain}
      </Button>,
      <Button key="leave" size="small" onClick={() => run(() => decideText(id, 'leave'))}>
        {words.leaveIt}
      </Button>,
    )
  }
  if (message.state === 'queued' && message.waitsBehind !== null) {
    actions.push(
      <Button key="now" size="small" onClick={() => run(() => sendTextNow(id))}>
        {words.sendNow}
      </Button>,
    )
  }
  if (canCancel(message)) {
    actions.push(
      <Button
        key="cancel"
        size="small"
        variant="quiet"
        hint={words.cancelHint}
        onClick={() => run(() => cancelText(id))}
      >
        {words.cancel}
      </Button>,
    )
  }
  return actions
}

/** A text that waits for a look: send it, change it, or let it be. */
function heldActions(
  message: MessageView,
  onEdit: (message: MessageView) => void,
  run: (act: () => Promise<unknown>) => void,
): readonly ReactNode[] {
  const { id } = message
  return [
    <Button
      key="drop"
      size="small"
      variant="quiet"
      aria-label={heldWords.dropThis}
      onClick={() => run(() => cancelText(id))}
    >
      {heldWords.drop}
    </Button>,
    <Button key="edit" size="small" aria-label={heldWords.editThis} onClick={() => onEdit(message)}>
      {heldWords.edit}
    </Button>,
    <Button
      key="send"
      size="small"
      aria-label={heldWords.sendThis}
      onClick={() => run(() => releaseHeld({ kind: 'text', messageId: id }))}
    >
      {heldWords.send}
    </Button>,
  ]
}
