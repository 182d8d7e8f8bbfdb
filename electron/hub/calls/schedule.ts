import { findMessage } from '../../../db/messages.ts'
import type { Handlers } from '../../ipc/contract/handlers.ts'
import type { MessageView } from '../../ipc/contract/views.ts'
import { countSegments } from '../carrier/segments.ts'
import { CallFailure } from '../failure.ts'
import { findScheduled, scheduleChoices, scheduledView } from '../schedule/listing.ts'
import { isHeldUntil } from '../schedule/hand-over.ts'
import {
  cancelScheduled,
  editScheduled,
  scheduleText,
  sendScheduledNow,
  takeBackCancel,
} from '../schedule/schedule-text.ts'
import { chooseInstant } from '../schedule/wall-clock.ts'
import { problemWords } from '../schedule/words.ts'
import { messageView } from '../views.ts'
import type { CallContext } from './context.ts'

type Names = Extract<keyof Handlers, `schedule.${string}`>

/** Texts that leave at a time by the camp's clock. @param now epoch ms by the hub's clock */
export function scheduleHandlers({
  shown,
  settings,
  now,
}: CallContext & { readonly now: () => number }): Pick<Handlers, Names> {
  function view(id: string): MessageView {
    const row = findMessage(shown().store.db, id)
    if (!row) throw new CallFailure('not-found', 'This text is not here any more.')
    return messageView(row)
  }
  /** Only a Messaging Service holds texts until their time. */
  const hasService = (): boolean => (shown().line?.account.messagingServiceSid ?? null) !== null
  return {
    'schedule.list': () => scheduledView(shown().store.db, settings().timeZone, settings().defaultCountry),
    'schedule.get': ({ messageId }) => {
      const found = findScheduled(shown().store.db, messageId, settings().defaultCountry)
      if (!found) throw new CallFailure('conflict', 'Too late: this text does not wait for its time any more.')
      return found
    },
    'schedule.choices': () => scheduleChoices(now(), settings().timeZone),
    'schedule.check': (clock) => {
      const chosen = chooseInstant(clock, settings().timeZone, now())
      if (chosen.kind !== 'at') return { ok: false, reason: problemWords(chosen) }
      return { ok: true, at: chosen.at, holds: hasService() && isHeldUntil(chosen.at, now()) }
    },
    'schedule.create': ({ id, conversationId, body, replaces, ...plan }) => {
      const { line, store } = shown()
      if (!line)
        throw new CallFailure('unavailable', 'No text can go out before Twilio is set up. Settings → Twilio says how.')
      const text = {
        id,
        conversationId,
        body,
        replaces,
        author: settings().staffName || null,
        origin: 'person',
        ourNumber: line.account.number,
        segments: countSegments(body).segments,
      } as const
      store.write((write) => scheduleText(write, text, plan, hasService()))
      return view(id)
    },
    'schedule.edit': ({ requestId, messageId, body, ...plan }) => {
      const text = { body, segments: countSegments(body).segments }
      shown().store.write((write) => editScheduled(write, requestId, messageId, text, plan))
      return view(messageId)
    },
    'schedule.sendNow': ({ requestId, messageId }) => {
      shown().store.write((write) => sendScheduledNow(write, requestId, messageId))
      return view(messageId)
    },
    'schedule.cancel': ({ messageId }) => {
      shown().store.write((write) => cancelScheduled(write, messageId))
      return view(messageId)
    },
    'schedule.takeBack': ({ requestId, messageId }) => {
      shown().store.write((write) => takeBackCancel(write, requestId, messageId))
      return view(messageId)
    },
  }
}
