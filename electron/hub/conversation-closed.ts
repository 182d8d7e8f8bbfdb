import type { ConversationRow } from '../../db/conversations.ts'
import type { ConsentSource } from '../../db/consent.ts'

const optedOutReasons: Readonly<Record<ConsentSource, string>> = {
  text: 'This person replied STOP, so texts are blocked. Call instead; they can text START to hear from you again.',
  carrier:
    'This person told the carrier STOP, so texts are blocked. Call instead; they can text START to hear from you again.',
  staff: 'This person asked us in person not to be texted. Call instead.',
  import: 'The registration says that this person wants no texts. Call instead.',
}

/** Why a conversation cannot be texted, in words for its composer; null when it can. */
export function closedReason(
  conversation: Pick<ConversationRow, 'kind' | 'opted_out_at' | 'opted_out_source'>,
): string | null {
  if (conversation.opted_out_at !== null) return optedOutReasons[conversation.opted_out_source ?? 'text']
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

/** Why a conversation cannot be called; null when it can. Whoever wants no texts may be called. */
export function closedToCalls({ kind }: Pick<ConversationRow, 'kind'>): string | null {
  switch (kind) {
    case 'withheld':
      return 'This caller hid their number, so it cannot be called back.'
    case 'alphanumeric':
    case 'shortcode':
      return 'This sender cannot be called.'
    case 'phone':
      return null
  }
}
