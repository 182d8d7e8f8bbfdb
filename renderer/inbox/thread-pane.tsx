import { MessagesSquare } from 'lucide-react'
import { lazy, memo, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import type { ConversationView, MessageView } from '../../electron/ipc/contract/views.ts'
import { useCommand } from '../keys/use-command.ts'
import { useConnection, useMode } from '../lib/data.ts'
import { markUnread } from '../lib/messages.ts'
import { threadStore, useThread } from '../lib/stores.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { inboxWords } from '../words/inbox.ts'
import { isMissedCall } from './call-line.tsx'
import { Composer } from './composer.tsx'
import type { ComposerHandle } from './composer.tsx'
import { nameOf } from './conversation-name.ts'
import { textToEdit, useEditRequest } from './edit-request.ts'
import { MessageLog } from './message-log.tsx'
import type { MessageLogHandle } from './message-log.tsx'
import { ReplyAsParent } from './reply-as-parent.tsx'
import { linkIsDown } from './state-display.ts'
import { ThreadAnnouncer } from './thread-announcer.tsx'
import { ThreadHeader } from './thread-header.tsx'
import styles from './thread-pane.module.css'
import { useMarkRead } from './use-mark-read.ts'

// Nobody waits for it: the texts stand first.
const ProposalStrip = lazy(() => import('./proposal-strip.tsx').then((module) => ({ default: module.ProposalStrip })))

const NearStopStrip = lazy(() => import('./near-stop-strip.tsx').then((module) => ({ default: module.NearStopStrip })))

/** A message to be shown, asked for from outside the thread: a search hit. */
export interface ThreadTarget {
  readonly conversationId: number
  readonly messageId: string
}

interface ThreadPaneProps {
  readonly conversation: ConversationView
  readonly target: ThreadTarget | null
  readonly familyShown: boolean
  /** The composer takes the focus, so that typing can begin at once; false beside a board, whose search box keeps it. */
  readonly takesFocus?: boolean
  /** Beside a board: back to it. */
  onClose?(): void
  onToggleFamily(): void
}

/** One conversation: header, messages, composer. Mounted anew for each conversation. */
export const ThreadPane = memo(function ThreadPane({
  conversation,
  target,
  familyShown,
  takesFocus = true,
  onClose,
  onToggleFamily,
}: ThreadPaneProps) {
  const { id } = conversation
  const thread = useThread(id)
  const connection = useConnection()
  const practice = useMode() === 'practice'
  const [unreadAtOpen] = useState(conversation.unreadCount)
  const [replying, setReplying] = useState(false)
  const composer = useRef<ComposerHandle>(null)
  const log = useRef<MessageLogHandle>(null)
  const linkDown = linkIsDown(connection.link)
  const name = nameOf(conversation)
  const { onSeen, setAside } = useMarkRead(conversation)

  const wanted = target?.conversationId === id ? target : null
  useEffect(() => {
    if (wanted === null) void threadStore.open(id, unreadAtOpen)
    else void threadStore.jumpTo(id, wanted.messageId)
  }, [id, wanted, unreadAtOpen])
  useEffect(() => () => threadStore.leave(id), [id])

  // Typing can begin at once; a search hit is for reading first.
  const reading = wanted !== null
  useEffect(() => {
    if (takesFocus && !reading && !isTyping()) composer.current?.focus()
  }, [reading, takesFocus])

  // A text that is to be edited, chosen outside its thread.
  const toEdit = useEditRequest(({ wanted: text }) => (text?.conversationId === id ? text : null))
  const { messages, status } = thread
  useEffect(() => {
    // Whether it is a call is known once it is here.
    if (toEdit === null || status === 'idle' || status === 'loading') return
    const message = messages.find((one) => one.id === toEdit.id)
    composer.current?.edit(message === undefined ? { ...toEdit, spoken: null } : textToEdit(message))
    useEditRequest.setState({ wanted: null })
  }, [toEdit, messages, status])

  const setUnread = () => {
    setAside()
    void markUnread(id).catch(() => undefined)
  }
  useCommand('conversation.markUnread', setUnread)
  useCommand('thread.latest', () => log.current?.toLatest())
  useCommand('composer.focus', () => {
    if (composer.current?.hasFocus() === true) log.current?.focus()
    else composer.current?.focus()
  })

  const missed = conversation.closedReason === null && messages.some(isMissedCall)
  useCommand('message.textBack', () => composer.current?.textBack(), missed)

  const edit = useCallback((message: MessageView) => composer.current?.edit(textToEdit(message)), [])

  return (
    <section className={styles.pane} aria-label={name}>
      <ThreadHeader
        conversation={conversation}
        practice={practice}
        replying={replying}
        familyOpen={familyShown}
        onToggleReply={() => setReplying(!replying)}
        onMarkUnread={setUnread}
        onToggleFamily={onToggleFamily}
        onClose={onClose}
      />
      {practice && replying ? <ReplyAsParent conversationId={id} onClose={() => setReplying(false)} /> : null}
      {thread.status === 'failed' ? (
        <div className={styles.middle}>
          <ErrorNotice
            title={inboxWords.thread.unreadable.title}
            details={thread.error?.details ?? thread.error?.message}
            onRetry={() => void threadStore.retryOpen(id)}
          >
            {inboxWords.thread.unreadable.meaning}
          </ErrorNotice>
        </div>
      ) : thread.status !== 'ready' ? (
        <div className={styles.loading}>
          <Skeleton shape="bubble" rows={6} />
        </div>
      ) : thread.messages.length === 0 ? (
        <div className={styles.middle} role="log" aria-label={inboxWords.thread.log} aria-live="off">
          <EmptyState icon={<MessagesSquare size={28} />} title={inboxWords.thread.empty.title}>
            {inboxWords.thread.empty.body}
          </EmptyState>
        </div>
      ) : (
        <MessageLog
          ref={log}
          conversationId={id}
          thread={thread}
          name={name}
          linkDown={linkDown}
          unreadAtOpen={unreadAtOpen}
          onEdit={edit}
          onSeen={onSeen}
        />
      )}
      <Suspense fallback={null}>
        <ProposalStrip conversationId={id} />
        {conversation.nearStop === null ? null : <NearStopStrip conversationId={id} />}
      </Suspense>
      <Composer ref={composer} conversation={conversation} name={name} linkDown={linkDown} />
      <ThreadAnnouncer conversationId={id} name={name} />
    </section>
  )
})

/** Whether the focus is where words are being typed (search, a dialog): it is not taken from there. */
function isTyping(): boolean {
  const { activeElement } = document
  if (activeElement === null || activeElement.closest('[role="dialog"]') !== null) return activeElement !== null
  return activeElement instanceof HTMLInputElement && activeElement.type === 'search' && activeElement.value !== ''
}
