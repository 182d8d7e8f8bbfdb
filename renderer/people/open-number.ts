import { reportError } from '../lib/data.ts'
import { openConversationWith } from '../lib/messages.ts'
import { useUi } from '../shell/ui-state.ts'

/** Shows the conversation with a number. */
export function openNumber(address: string): void {
  openConversationWith(address).then(
    (conversation) => useUi.getState().openConversation(conversation.id),
    (error: unknown) => reportError('conversations.open', error),
  )
}
