import { findConversation } from '../../../db/conversations.ts'
import { findMessageBySeq } from '../../../db/messages.ts'
import { searchConversationsByAddress, searchConversationsByName, searchMessages, toMatch } from '../../../db/search.ts'
import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { ConversationView, MessageHit } from '../../ipc/contract/views.ts'
import { digitsOf } from '../people/digits.ts'
import { conversationView, messageView } from '../views.ts'
import type { CallContext } from './context.ts'

/** Conversations are few and named first; more of them than this is a sign to type on. */
const mostConversations = 8

export function searchHandlers({ shown, settings }: CallContext): Pick<Handlers, 'search.query'> {
  return {
    'search.query': ({ text, limit }) => {
      const { db } = shown().store
      const match = toMatch(text)
      if (!match) return { conversations: [], messages: [] }
      const country = settings().defaultCountry
      const digits = digitsOf(text)
      const ids = new Set([
        ...searchConversationsByName(db, match, mostConversations),
        ...(digits === null ? [] : searchConversationsByAddress(db, digits, mostConversations)),
      ])
      const conversations: ConversationView[] = []
      for (const id of ids) {
        const row = findConversation(db, id)
        if (row) conversations.push(conversationView(row, country))
      }
      const names = new Map<number, string>()
      const messages: MessageHit[] = []
      for (const hit of searchMessages(db, match, limit)) {
        const message = findMessageBySeq(db, hit.seq)
        if (!message) continue
        let name = names.get(message.conversation_id)
        if (name === undefined) {
          const row = findConversation(db, message.conversation_id)
          const view = row && conversationView(row, country)
          name = view ? (view.name ?? view.displayAddress) : ''
          names.set(message.conversation_id, name)
        }
        messages.push({ message: messageView(message), conversationName: name, snippet: hit.snippet })
      }
      return { conversations, messages }
    },
  }
}
