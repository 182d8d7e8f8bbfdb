import { findConversation } from '../../../db/conversations.ts'
import type { Db } from '../../../db/open.ts'
import { countScheduled, findScheduledRow, listScheduled, scheduledBroadcasts } from '../../../db/schedules.ts'
import type { ScheduledRow } from '../../../db/schedules.ts'
import type {
  ScheduleChoice,
  ScheduleChoices,
  ScheduledText,
  ScheduledView,
} from '../../ipc/contract/schedule-views.ts'
import { addDays, localTimeAt } from '../local-time.ts'
import { conversationView } from '../views.ts'
import { chooseInstant } from './wall-clock.ts'
import type { WallClock } from './wall-clock.ts'

/** Texts that are listed; more are counted. */
const most = 300

/** What waits for its time. @param zone IANA time zone of the camp @param country decides how numbers are written */
export function scheduledView(db: Db, zone: string, country: string): ScheduledView {
  return {
    zone,
    texts: listScheduled(db, most).flatMap((row) => textOf(db, row, country)),
    broadcasts: scheduledBroadcasts(db).map(({ id, name, send_at, no_use_after, author, recipients }) => ({
      id,
      name,
      sendAt: send_at,
      noUseAfter: no_use_after,
      author,
      recipients,
    })),
    count: countScheduled(db),
  }
}

/** One of them; null where it waits no more. */
export function findScheduled(db: Db, messageId: string, country: string): ScheduledText | null {
  const row = findScheduledRow(db, messageId)
  return (row && textOf(db, row, country)[0]) ?? null
}

function textOf(db: Db, row: ScheduledRow, country: string): readonly ScheduledText[] {
  const found = findConversation(db, row.conversation_id)
  if (!found) return []
  const conversation = conversationView(found, country)
  return [
    {
      messageId: row.id,
      conversationId: row.conversation_id,
      to: conversation.name ?? conversation.displayAddress,
      players: conversation.players,
      body: row.body,
      origin: row.origin,
      author: row.author,
      day: row.day,
      minutes: row.minutes,
      sendAt: row.send_at,
      noUseAfter: row.no_use_after,
      useMinutes: row.use_minutes,
      cancelOnReply: row.cancel_on_reply === 1,
      byCarrier: row.by_carrier === 1,
      isCanceling: row.cancel_wanted !== null,
      held: row.held_because,
      closedReason: conversation.closedReason,
    },
  ]
}

const hour = 3_600_000
const evening = 18 * 60
const morning = 8 * 60

/** Times that are offered at a press: those of them that are yet to come. */
export function scheduleChoices(now: number, zone: string): ScheduleChoices {
  const today = localTimeAt(now, zone)
  const wanted: readonly (readonly [ScheduleChoice['key'], WallClock])[] = [
    ['in-an-hour', localTimeAt(now + hour, zone)],
    ['this-evening', { day: today.day, minutes: evening }],
    ['tomorrow-morning', { day: addDays(today.day, 1), minutes: morning }],
  ]
  return {
    zone,
    now: { day: today.day, minutes: today.minutes },
    choices: wanted.flatMap(([key, { day, minutes }]) => {
      const chosen = chooseInstant({ day, minutes }, zone, now)
      return chosen.kind === 'at' ? [{ key, day, minutes, at: chosen.at }] : []
    }),
  }
}
