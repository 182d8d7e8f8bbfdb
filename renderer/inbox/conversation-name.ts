import type { ConversationView } from '../../electron/ipc/contract/views.ts'
import { inboxWords } from '../words/inbox.ts'

/** What a conversation is called: its people, else its number as people read it. */
export function nameOf(conversation: ConversationView): string {
  if (conversation.name !== null) return conversation.name
  return conversation.kind === 'withheld' ? inboxWords.list.unknownNumber : conversation.displayAddress
}
