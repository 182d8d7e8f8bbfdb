import type { ConversationView, MessageView } from '../../electron/ipc/contract/views.ts'
import { appStore } from './app-store.ts'
import { callHub } from './bridge.ts'
import { hubNow } from './clock.ts'
import { conversationStore, threadStore } from './stores.ts'
import { uuidV7 } from './uuid.ts'

export interface ThenCall {
  readonly unless: 'answered' | 'delivered'
  readonly minutes: number
}

export interface Outgoing {
  readonly conversationId: number
  readonly body: string
  /** The message this one was edited from. */
  readonly replaces: string | null
  /** After this time it must not go out (epoch ms); null: the hub's usual. */
  readonly noUseAfter: number | null
  /** It is spoken on a call. */
  readonly spoken?: boolean
  /** Of what is spoken: in which language (ISO 639-1), where that is not the family's. */
  readonly language?: string
  /** Spoken so many minutes later, unless the text was answered, or arrived. */
  readonly thenCall?: ThenCall
  /** The earlier text with the same words that staff were asked about and send again nevertheless. */
  readonly repeats?: string
}

/**
 * Sends a text: its bubble is in the thread before this returns, the hub hears of it afterwards.
 * The promise settles with the hub's answer; where the hub refuses, the bubble is gone and the caller has the words back.
 */
export function sendText(text: Outgoing): Promise<MessageView> {
  const { conversationId, body, replaces, noUseAfter, repeats = null } = text
  const channel = text.spoken === true ? 'voice' : 'sms'
  const id = uuidV7()
  const startedAt = threadStore.now()
  threadStore.addUnconfirmed(bubbleOf(id, text))
  return callHub('messages.send', {
    id,
    conversationId,
    channel,
    body,
    replaces,
    noUseAfter,
    repeats,
    ...(text.language === undefined ? {} : { language: text.language }),
    ...(text.thenCall === undefined ? {} : { thenCall: { id: uuidV7(), ...text.thenCall } }),
  }).then(
    (message) => {
      threadStore.confirm(message, startedAt)
      return message
    },
    (error: unknown) => {
      threadStore.withdraw(conversationId, id)
      throw error
    },
  )
}

/** Far above any place the store gives, so that a bubble of ours stands last until it is confirmed. */
const firstUnconfirmedSeq = Number.MAX_SAFE_INTEGER - 1_000_000
let unconfirmedSeq = firstUnconfirmedSeq

function bubbleOf(id: string, { conversationId, body, replaces, noUseAfter, spoken = false }: Outgoing): MessageView {
  const now = hubNow()
  const last = threadStore.snapshot(conversationId).messages.at(-1)
  unconfirmedSeq += 1
  return {
    id,
    seq: unconfirmedSeq,
    conversationId,
    direction: 'out',
    channel: spoken ? 'voice' : 'sms',
    body,
    // The hub queues first: the words on the bubble then only move forward.
    state: 'queued',
    origin: 'person',
    author: appStore.getState().state?.settings.staffName ?? null,
    createdAt: now,
    sortAt: Math.max(now, (last?.sortAt ?? 0) + 1),
    sentAt: null,
    deliveredAt: null,
    sendAt: null,
    noUseAfter,
    segments: 1,
    failure: null,
    mayHaveArrivedTwice: false,
    replaces,
    replacedBy: null,
    waitsBehind: null,
    held: null,
    needsDecision: false,
    doubt: null,
    arrivedWhileAway: false,
    media: [],
    call: null,
    thenCall: null,
  }
}

async function act(run: () => Promise<MessageView>): Promise<MessageView> {
  const startedAt = threadStore.now()
  const message = await run()
  threadStore.confirm(message, startedAt)
  return message
}

/** "Try again": a new attempt of the same message. */
export const retryText = (messageId: string): Promise<MessageView> =>
  act(() => callHub('messages.retry', { requestId: uuidV7(), messageId }))

/** "Send now anyway": do not wait behind an earlier text. */
export const sendTextNow = (messageId: string): Promise<MessageView> =>
  act(() => callHub('messages.sendNow', { requestId: uuidV7(), messageId }))

/** Withdraws a text that has not left this laptop. */
export const cancelText = (messageId: string): Promise<MessageView> =>
  act(() => callHub('messages.cancel', { messageId }))

/** A person's word on a text nobody knows the fate of. */
export const decideText = (messageId: string, decision: 'send-again' | 'leave'): Promise<MessageView> =>
  act(() => callHub('messages.decide', { requestId: uuidV7(), messageId, decision }))

/** Fetches a picture or other media again, now. */
export const retryMedia = (id: string): Promise<MessageView> => act(() => callHub('media.retry', { id }))

/** The feed brings what changed; only a conversation nobody has heard of is taken from the answer. */
function kept(conversation: ConversationView): ConversationView {
  if (conversationStore.conversation(conversation.id) === undefined) conversationStore.put(conversation)
  return conversation
}

/** Everything up to and including `throughSeq` was seen on screen. */
export async function markRead(id: number, throughSeq: number): Promise<ConversationView> {
  return kept(await callHub('conversations.markRead', { id, throughSeq }))
}

export async function markUnread(id: number): Promise<ConversationView> {
  return kept(await callHub('conversations.markUnread', { id }))
}

/** The conversation with an address, made where there is none. */
export async function openConversationWith(address: string): Promise<ConversationView> {
  return kept(await callHub('conversations.open', { address }))
}

/** Whether a message was made here and the hub has not answered yet. */
export function isUnconfirmed(message: MessageView): boolean {
  return message.seq >= firstUnconfirmedSeq
}

/** Rings a number and says the words to whoever picks up. */
export async function callNumber(number: string, body: string): Promise<void> {
  const { id } = await callHub('conversations.open', { address: number })
  await callHub('messages.send', {
    id: uuidV7(),
    conversationId: id,
    channel: 'voice',
    body,
    replaces: null,
    noUseAfter: null,
  })
}

/** No call is to follow this text any more. */
export function dontCall(messageId: string): Promise<MessageView> {
  return act(() => callHub('messages.dontCall', { messageId }))
}
