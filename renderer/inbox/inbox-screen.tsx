import { MessagesSquare, SquarePen } from 'lucide-react'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { useCommand } from '../keys/use-command.ts'
import type { HubError } from '../lib/data.ts'
import { readAtStart } from '../lib/connect.ts'
import { openConversationWith } from '../lib/messages.ts'
import {
  conversationStore,
  threadStore,
  useConversation,
  useConversationList,
  useReadConversation,
} from '../lib/stores.ts'
import { pageSize } from '../lib/thread-store.ts'
import { useUi } from '../shell/ui-state.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { inboxWords } from '../words/inbox.ts'
import { FamilyPanel } from './family-panel.tsx'
import styles from './inbox-screen.module.css'
import { ListPane } from './list-pane.tsx'
import { neighbour } from './neighbour.ts'
import { useFamilyShown } from './use-family-shown.ts'
import { ThreadPane } from './thread-pane.tsx'
import type { ThreadTarget } from './thread-pane.tsx'

const NewMessageDialog = lazy(() =>
  import('./new-message-dialog.tsx').then((module) => ({ default: module.NewMessageDialog })),
)

// The thread that was open last is read with the first question to the hub.
readAtStart(() => {
  const { screen, conversationId } = useUi.getState()
  if (screen !== 'inbox' || conversationId === null) return undefined
  return threadStore
    .openAtStart(conversationId)
    .then(() => threadStore.open(conversationId, conversationStore.conversation(conversationId)?.unreadCount ?? 0))
})

/** The inbox: conversations, the chosen thread, and its family. */
export function InboxScreen() {
  const selectedId = useUi((ui) => ui.conversationId)
  const select = useUi((ui) => ui.setConversationId)
  const openNewMessage = useUi((ui) => ui.openNewMessage)
  const writing = useUi((ui) => ui.dialog === 'new-message')
  const conversation = useConversation(selectedId)
  const { rows, status } = useConversationList()
  const [target, setTarget] = useState<ThreadTarget | null>(null)

  const open = useCallback(
    (id: number) => {
      setTarget(null)
      select(id)
    },
    [select],
  )
  const openMessage = useCallback(
    (next: ThreadTarget) => {
      setTarget(next)
      select(next.conversationId)
    },
    [select],
  )
  const missing = useCallback(
    (error: HubError) => {
      if (error.code === 'not-found' || error.code === 'invalid') select(null)
    },
    [select],
  )
  useReadConversation(status === 'ready' ? selectedId : null, missing)

  // With nothing chosen the newest conversation stands open: the next key can be a word to a parent.
  const firstId = rows[0]?.id
  useEffect(() => {
    if (selectedId === null && firstId !== undefined && status === 'ready') select(firstId)
  }, [selectedId, firstId, status, select])

  // The conversations above and below are read ahead: the key that leads to one shows its texts in the same frame.
  useEffect(() => {
    if (selectedId === null || status !== 'ready') return undefined
    const handle = window.requestIdleCallback(() => {
      const listed = conversationStore.snapshot().rows
      for (const step of [1, -1] as const) {
        const id = neighbour(listed, selectedId, step, false)
        // With much unread it is read when it is opened, from the first unread text on.
        const unread = (id === null ? undefined : conversationStore.conversation(id)?.unreadCount) ?? 0
        if (id !== null && id !== selectedId && unread < pageSize) void threadStore.open(id, unread)
      }
    })
    return () => window.cancelIdleCallback(handle)
  }, [selectedId, status])

  const go = (step: 1 | -1, unreadOnly: boolean) => {
    const next = neighbour(conversationStore.snapshot().rows, useUi.getState().conversationId, step, unreadOnly)
    if (next !== null) open(next)
  }
  useCommand('conversation.next', () => go(1, false))
  useCommand('conversation.previous', () => go(-1, false))
  useCommand('conversation.nextUnread', () => go(1, true))
  useCommand('conversation.previousUnread', () => go(-1, true))
  const family = useFamilyShown()
  useCommand('family.toggle', family.toggle, conversation !== undefined)

  const openAddress = useCallback(
    (address: string) => {
      void openConversationWith(address).then(
        ({ id }) => open(id),
        () => undefined,
      )
    },
    [open],
  )
  const withFamily = family.shown && conversation !== undefined

  return (
    <div className={cx(styles.screen, withFamily && styles.withFamily)}>
      <ListPane selectedId={selectedId} onOpen={open} onOpenMessage={openMessage} />
      {conversation === undefined ? (
        <div className={styles.none}>
          {selectedId === null && status === 'ready' ? (
            <EmptyState
              icon={<MessagesSquare size={28} />}
              title={inboxWords.thread.none.title}
              action={
                <Button variant="primary" icon={<SquarePen size={18} aria-hidden />} onClick={() => openNewMessage()}>
                  {inboxWords.list.newMessage}
                </Button>
              }
            >
              {inboxWords.thread.none.body}
            </EmptyState>
          ) : null}
        </div>
      ) : (
        <ErrorBoundary pane={inboxWords.pane.thread} resetKey={conversation.id}>
          <ThreadPane
            key={conversation.id}
            conversation={conversation}
            target={target}
            familyShown={family.shown}
            onToggleFamily={family.toggle}
          />
        </ErrorBoundary>
      )}
      {withFamily ? (
        <ErrorBoundary pane={inboxWords.pane.family} resetKey={conversation.id}>
          <FamilyPanel conversation={conversation} onClose={family.toggle} onOpenAddress={openAddress} />
        </ErrorBoundary>
      ) : null}
      {writing ? (
        <Suspense fallback={null}>
          <NewMessageDialog onSent={open} />
        </Suspense>
      ) : null}
    </div>
  )
}
