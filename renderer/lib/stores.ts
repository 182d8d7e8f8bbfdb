import { useCallback, useEffect, useSyncExternalStore } from 'react'
import type { ConversationView } from '../../electron/ipc/contract/views.ts'
import { asHubError, callHub } from './bridge.ts'
import type { HubError } from './bridge.ts'
import { makeConversationStore } from './conversation-store.ts'
import type { ListSnapshot } from './conversation-store.ts'
import { follow, readAtStart } from './connect.ts'
import { makeThreadStore, screenful } from './thread-store.ts'
import type { ThreadSnapshot } from './thread-store.ts'

/** The stores of this window, following the hub. */
export const conversationStore = makeConversationStore((input) => callHub('conversations.list', input))
export const threadStore = makeThreadStore(
  (input) => callHub('messages.page', input),
  () => screenful(window.innerHeight),
)
follow(conversationStore)
follow(threadStore)
readAtStart(() => conversationStore.open())

export function useConversationList(): ListSnapshot {
  return useSyncExternalStore(conversationStore.subscribe, conversationStore.snapshot)
}

/** One conversation, listed or not; undefined until it is known. */
export function useConversation(id: number | null): ConversationView | undefined {
  return useSyncExternalStore(
    conversationStore.subscribe,
    useCallback(() => (id === null ? undefined : conversationStore.conversation(id)), [id]),
  )
}

/** Reads a conversation that no list has brought; tells where it cannot be read. */
export function useReadConversation(id: number | null, onMissing: (error: HubError) => void): void {
  const known = useConversation(id) !== undefined
  useEffect(() => {
    if (id === null || known) return undefined
    let wanted = true
    callHub('conversations.get', { id }).then(
      (conversation) => conversationStore.put(conversation),
      (error: unknown) => {
        if (wanted) onMissing(asHubError(error))
      },
    )
    return () => {
      wanted = false
    }
  }, [id, known, onMissing])
}

export function useThread(conversationId: number): ThreadSnapshot {
  return useSyncExternalStore(
    useCallback((listener: () => void) => threadStore.subscribe(conversationId, listener), [conversationId]),
    useCallback(() => threadStore.snapshot(conversationId), [conversationId]),
  )
}
