import { attemptsOf } from '../../../db/attempts.ts'
import { setCallAfter } from '../../../db/call-after.ts'
import { findMessage, messagesAfter, messagesBefore } from '../../../db/messages.ts'
import type { MessageRow, ThreadKey } from '../../../db/messages.ts'
import { languageOf } from '../../../db/voice.ts'
import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { AttemptView, MessageView, Settings } from '../../ipc/contract/views.ts'
import { countSegments } from '../carrier/segments.ts'
import { CallFailure } from '../failure.ts'
import { announcementTwiml, longestSpoken } from '../voice/announcement.ts'
import { cancelMessage, decideUncertain, passEarlierTexts, queueText, retryMessage } from '../outbox/compose.ts'
import { messageView } from '../views.ts'
import type { Line } from '../line.ts'
import type { CallContext } from './context.ts'

type Names =
  | 'messages.page'
  | 'messages.send'
  | 'messages.retry'
  | 'messages.sendNow'
  | 'messages.cancel'
  | 'messages.dontCall'
  | 'messages.decide'
  | 'messages.attempts'

export function messageHandlers({
  shown,
  settings,
  callsClosed,
}: CallContext & { readonly callsClosed: () => string | null }): Pick<Handlers, Names> {
  function row(id: string): MessageRow {
    const found = findMessage(shown().store.db, id)
    if (!found) throw new CallFailure('not-found', 'This text is not here any more.')
    return found
  }
  const view = (id: string): MessageView => messageView(row(id))
  function line(): Line {
    const ready = shown().line
    if (!ready)
      throw new CallFailure('unavailable', 'No text can go out before Twilio is set up. Settings → Twilio says how.')
    return ready
  }
  return {
    'messages.page': ({ conversationId, at, limit }) => {
      const { db } = shown().store
      switch (at.where) {
        case 'newest':
          return older(messagesBefore(db, conversationId, null, limit + 1), limit, false)
        case 'before':
          return older(messagesBefore(db, conversationId, at, limit + 1), limit, true)
        case 'after':
          return newer(messagesAfter(db, conversationId, at, limit + 1), limit)
        case 'around': {
          const middle = row(at.messageId)
          if (middle.conversation_id !== conversationId)
            throw new CallFailure('not-found', 'This text is not here any more.')
          const key: ThreadKey = { sortAt: middle.sort_at, seq: middle.seq }
          const half = Math.floor(limit / 2)
          const before = older(messagesBefore(db, conversationId, key, half + 1), half, true)
          const after = newer(messagesAfter(db, conversationId, key, half + 1), half)
          return {
            items: [...before.items, messageView(middle), ...after.items],
            hasOlder: before.hasOlder,
            hasNewer: after.hasNewer,
          }
        }
      }
    },
    'messages.send': ({ id, conversationId, channel, body, language, thenCall, replaces, noUseAfter, repeats }) => {
      const ourNumber = line().account.number
      const isSpoken = channel === 'voice'
      const closed = isSpoken || thenCall ? callsClosed() : null
      if (closed !== null) throw new CallFailure('unavailable', closed)
      if (isSpoken && body.length > longestSpoken)
        throw new CallFailure(
          'invalid',
          `A call says ${longestSpoken} characters at most. Shorten it, or text it instead.`,
        )
      const itsLanguage = isSpoken ? (language ?? languageOf(shown().store.db, conversationId)) : ''
      if (isSpoken && !fitsCall(body, itsLanguage, settings()))
        throw new CallFailure(
          'invalid',
          'It is too long for a call, where signs such as & and quotes count several times. Shorten it, or text it instead.',
        )
      shown().store.write((write) =>
        queueText(write, {
          id,
          conversationId,
          body,
          author: settings().staffName || null,
          origin: 'person',
          replaces,
          noUseAfter,
          repeats: repeats ?? null,
          ourNumber,
          segments: isSpoken ? 0 : countSegments(body).segments,
          ...(thenCall && !isSpoken ? { thenCall: { ...thenCall, callId: thenCall.id } } : {}),
          ...(isSpoken ? { call: { language: itsLanguage, mostCalls: settings().callTries } } : {}),
        }),
      )
      return view(id)
    },
    'messages.retry': ({ requestId, messageId }) => {
      line()
      shown().store.write((write) => retryMessage(write, requestId, messageId))
      return view(messageId)
    },
    'messages.sendNow': ({ requestId, messageId }) => {
      shown().store.write((write) => passEarlierTexts(write, requestId, messageId))
      return view(messageId)
    },
    'messages.cancel': ({ messageId }) => {
      shown().store.write((write) => cancelMessage(write, messageId))
      return view(messageId)
    },
    'messages.dontCall': ({ messageId }) => {
      const { seq } = row(messageId)
      shown().store.write((write) => {
        setCallAfter(write.db, seq, 'not-needed')
        write.message(seq)
      })
      return view(messageId)
    },
    'messages.decide': ({ requestId, messageId, decision }) => {
      shown().store.write((write) => decideUncertain(write, requestId, messageId, decision))
      return view(messageId)
    },
    'messages.attempts': ({ messageId }) =>
      attemptsOf(shown().store.db, row(messageId).seq).map((attempt): AttemptView => ({
        id: attempt.id,
        sid: attempt.sid,
        startedAt: attempt.started_at,
        phase: attempt.phase,
        outcome: attempt.outcome,
        carrierStatus: attempt.carrier_status,
        errorCode: attempt.error_code,
        errorText: attempt.error_text,
      })),
  }
}

/** As long as a public address, with the path of a step, is at most. */
const longestAddress = 'https://'.padEnd(200, 'x')

/** Whether the words fit into what Twilio takes along with a call: some of them are written longer there than they read. */
function fitsCall(text: string, language: string, { callVoice: voice, campName: camp }: Settings): boolean {
  try {
    announcementTwiml({ text, language, voice, camp, keysUrl: longestAddress })
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

interface Page {
  items: MessageView[]
  hasOlder: boolean
  hasNewer: boolean
}

/** A page from rows newest first, one more than asked for. */
function older(rows: readonly MessageRow[], limit: number, hasNewer: boolean): Page {
  return { items: rows.slice(0, limit).reverse().map(messageView), hasOlder: rows.length > limit, hasNewer }
}

/** A page from rows oldest first, one more than asked for. */
function newer(rows: readonly MessageRow[], limit: number): Page {
  return { items: rows.slice(0, limit).map(messageView), hasOlder: true, hasNewer: rows.length > limit }
}
