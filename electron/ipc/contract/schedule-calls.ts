import { z } from 'zod'
import { call } from './define.ts'
import type { ScheduleCheck, ScheduleChoices, ScheduledText, ScheduledView } from './schedule-views.ts'
import type { MessageView } from './views.ts'

const nothing = z.object({}).strict()
const uuid = z.uuid({ version: 'v7' })
const conversationId = z.number().int().positive()
/** Twilio refuses bodies over 1600 characters (21617). */
const body = z
  .string()
  .min(1)
  .max(1600)
  .refine((text) => text.trim() !== '', 'Write something first.')
/** A day that is one: '2027-02-30' is not. */
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((text) => new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true, 'Choose a day.')
const wallClock = { day, minutes: z.number().int().min(0).max(1439) }
const plan = {
  ...wallClock,
  /** Minutes after its time during which it is of use. */
  useMinutes: z.number().int().min(5).max(10_000),
  /** A text from the same number cancels it. */
  cancelOnReply: z.boolean(),
}
const act = z.object({ requestId: uuid, messageId: uuid }).strict()

/** Texts that leave at a time by the camp's clock. */
export const scheduleCalls = {
  'schedule.list': call(() => nothing).returns<ScheduledView>(),
  'schedule.get': call(() => z.object({ messageId: uuid }).strict()).returns<ScheduledText>(),
  /** Times that are offered at a press, by the camp's clock. */
  'schedule.choices': call(() => nothing).returns<ScheduleChoices>(),
  /** Whether there is such a time, and whether it is yet to come. */
  'schedule.check': call(() => z.object(wallClock).strict()).returns<ScheduleCheck>(),
  /** Plans a text. `id` is made by the screen: a repeat of the call returns the first result. */
  'schedule.create': call(() =>
    z
      .object({
        id: uuid,
        conversationId,
        body,
        /** The text this one was edited from. */
        replaces: uuid.nullable(),
        /** Twilio holds it until its time: only where a Messaging Service sends, and never with `cancelOnReply`. */
        byCarrier: z.boolean().optional(),
        ...plan,
      })
      .strict(),
  ).returns<MessageView>(),
  /** Other words or another time for a text that still waits. A repeat of the call changes nothing. */
  'schedule.edit': call(() =>
    z.object({ requestId: uuid, messageId: uuid, body, ...plan }).strict(),
  ).returns<MessageView>(),
  'schedule.sendNow': call(() => act).returns<MessageView>(),
  'schedule.cancel': call(() => act).returns<MessageView>(),
  /** "Undo" of a cancel. */
  'schedule.takeBack': call(() => act).returns<MessageView>(),
} as const
