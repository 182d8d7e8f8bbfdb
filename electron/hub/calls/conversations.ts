import { isDeepStrictEqual } from 'node:util'
import {
  ensureConversation,
  findConversationByAddress,
  listConversations,
  markRead,
  markUnread,
  saveDraft,
} from '../../../db/conversations.ts'
import { languageOf } from '../../../db/voice.ts'
import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { ConversationView } from '../../ipc/contract/views.ts'
import { CallFailure } from '../failure.ts'
import { checkNumber, toAddress } from '../people/number.ts'
import { conversationView, findConversationView } from '../views.ts'
import { spokenLanguage, spokenLanguages } from '../voice/speech.ts'
import type { CallContext } from './context.ts'

type Names =
  | 'conversations.list'
  | 'conversations.get'
  | 'conversations.open'
  | 'conversations.markRead'
  | 'conversations.markUnread'
  | 'conversations.saveDraft'
  | 'conversations.spokenIn'

export function conversationHandlers({ shown, settings }: CallContext): Pick<Handlers, Names> {
  const country = (): string => settings().defaultCountry
  function view(id: number): ConversationView {
    const found = findConversationView(shown().store.db, id, country())
    if (!found) throw new CallFailure('not-found', 'This conversation is not here any more.')
    return found
  }
  return {
    'conversations.list': ({ show, before, limit }) => {
      const { store, counts } = shown()
      // One more than asked for tells whether there are more.
      const rows = listConversations(store.db, show, before, limit + 1)
      return {
        items: rows.slice(0, limit).map((row) => conversationView(row, country())),
        hasMore: rows.length > limit,
        counts: counts(),
      }
    },
    'conversations.get': ({ id }) => view(id),
    'conversations.spokenIn': ({ id }) => ({
      language: spokenLanguage(languageOf(shown().store.db, id), settings().callVoice).code,
      languages: spokenLanguages.map(({ code }) => code),
    }),
    'conversations.open': ({ address: typed }) => {
      const { store, line } = shown()
      const short = toAddress(typed)
      if (short.kind === 'shortcode') {
        const known = findConversationByAddress(store.db, short.kind, short.address)
        if (known !== undefined) return view(known)
      }
      const number = checkNumber(typed, country())
      if (!number.ok) throw new CallFailure('invalid', number.reason)
      if (number.address === line?.account.number) {
        throw new CallFailure('invalid', 'This is our own number. Choose a parent’s number.')
      }
      const known = findConversationByAddress(store.db, 'phone', number.address)
      if (known !== undefined) return view(known)
      const id = store.write((write) => {
        const made = ensureConversation(write.db, 'phone', number.address, null, write.now)
        write.conversation(made)
        return made
      })
      return view(id)
    },
    'conversations.markRead': ({ id, throughSeq }) => {
      const before = view(id)
      if (before.unreadCount === 0) return before
      shown().store.write((write) => {
        markRead(write.db, id, throughSeq, write.now)
        write.conversation(id)
      })
      return view(id)
    },
    'conversations.markUnread': ({ id }) => {
      view(id)
      shown().store.write((write) => {
        markUnread(write.db, id)
        write.conversation(id)
      })
      return view(id)
    },
    'conversations.saveDraft': ({ id, body, use = null }) => {
      const before = view(id)
      if (before.draft === body && isDeepStrictEqual(before.draftUse, use)) return null
      shown().store.write((write) => {
        saveDraft(write.db, id, body, write.now, {
          minutes: use?.kind === 'for' ? use.minutes : null,
          until: use?.kind === 'until' ? use.at : null,
        })
        write.conversation(id)
      })
      return null
    },
  }
}
