import type { MessageView } from '../../electron/ipc/contract/views.ts'
import type { CallInput } from '../../electron/ipc/contract/calls.ts'
import { callHub } from './bridge.ts'
import { threadStore } from './stores.ts'
import { uuidV7 } from './uuid.ts'

/** When a text goes out, by the camp's clock. */
export type Plan = Pick<CallInput<'schedule.create'>, 'day' | 'minutes' | 'useMinutes' | 'cancelOnReply' | 'byCarrier'>

async function act(run: () => Promise<MessageView>): Promise<MessageView> {
  const startedAt = threadStore.now()
  const message = await run()
  threadStore.confirm(message, startedAt)
  return message
}

/** Plans a text; a refusal is thrown with its words. */
export const scheduleText = (
  conversationId: number,
  body: string,
  replaces: string | null,
  plan: Plan,
): Promise<MessageView> =>
  act(() => callHub('schedule.create', { id: uuidV7(), conversationId, body, replaces, ...plan }))

export const editScheduled = (messageId: string, body: string, plan: Plan): Promise<MessageView> =>
  act(() => {
    const { day, minutes, useMinutes, cancelOnReply } = plan
    return callHub('schedule.edit', { requestId: uuidV7(), messageId, body, day, minutes, useMinutes, cancelOnReply })
  })

export const sendScheduledNow = (messageId: string): Promise<MessageView> =>
  act(() => callHub('schedule.sendNow', { requestId: uuidV7(), messageId }))

export const cancelScheduled = (messageId: string): Promise<MessageView> =>
  act(() => callHub('schedule.cancel', { requestId: uuidV7(), messageId }))

/** "Undo" of a cancel. */
export const takeBackCancel = (messageId: string): Promise<MessageView> =>
  act(() => callHub('schedule.takeBack', { requestId: uuidV7(), messageId }))
