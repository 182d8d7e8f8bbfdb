import type { CallInput } from '../../electron/ipc/contract/calls.ts'
import type { ConversationView } from '../../electron/ipc/contract/views.ts'

export type Show = CallInput<'conversations.list'>['show']

export const shows: readonly Show[] = ['all', 'unread', 'needs-reply', 'failed']

/** Newest first; the id settles a tie, as in the hub's list. */
export function compareConversations(left: ConversationView, right: ConversationView): number {
  return right.lastAt - left.lastAt || right.id - left.id
}

/** Whether a conversation belongs under a filter. */
export function belongs(conversation: ConversationView, show: Show): boolean {
  switch (show) {
    case 'all':
      return true
    case 'unread':
      return conversation.unreadCount > 0
    case 'needs-reply':
      return conversation.needsReply
    case 'failed':
      return conversation.failedCount > 0
  }
}
