import { useCallback, useEffect, useState } from 'react'
import type { ConversationView } from '../../electron/ipc/contract/views.ts'
import { markRead } from '../lib/messages.ts'
import { useFocused } from './use-focused.ts'

/** So long the newest unread text must be on screen, in a focused window, to count as read. */
const readAfter = 1_000

/** Marks a conversation read once its texts were seen, unless it was just marked unread by hand. */
export function useMarkRead(conversation: ConversationView): {
  readonly onSeen: (seq: number) => void
  /** Leaves it unread until it is opened again. */
  readonly setAside: () => void
} {
  const { id } = conversation
  const unread = conversation.unreadCount > 0
  const focused = useFocused()
  const [seen, setSeen] = useState(0)
  const [aside, setAsideState] = useState(false)
  const ready = unread && focused && !aside && seen > 0

  useEffect(() => {
    if (!ready) return undefined
    const timer = setTimeout(() => {
      // Failing, it stays unread: the next look marks it.
      void markRead(id, seen).catch(() => undefined)
    }, readAfter)
    return () => clearTimeout(timer)
  }, [ready, id, seen])

  const onSeen = useCallback((seq: number) => setSeen((before) => Math.max(before, seq)), [])
  const setAside = useCallback(() => setAsideState(true), [])
  return { onSeen, setAside }
}
