import type { ConversationRow } from '../../db/conversations.ts'

/** Why a conversation cannot be texted, in words for its composer; null when it can. */
export function closedReason(conversation: Pick<ConversationRow, 'kind' | 'opted_out_at'>): string | null {
  if (conversation.opted_out_at !== null) {
    return 'This person replied STOP, so texts are blocked. Call instead; they can text START to hear from you again.'
  }
  switch (conversation.kind) {
    case 'withheld':
      return 'This sender hid their number, so there is nothing to reply to.'
    case 'alphanumeric':
      return 'This sender is a name, not a number, and cannot be texted back.'
    case 'phone':
    case 'shortcode':
      return null
  }
}
