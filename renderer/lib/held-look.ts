import type { HeldConversation, HeldText, HeldView } from '../../electron/ipc/contract/held-views.ts'

/** A conversation as it is looked at: its texts keep their places until the look is over. */
export interface LookConversation {
  readonly conversationId: number
  readonly name: string
  readonly texts: readonly HeldText[]
}

/** Everything that was shown since somebody began to look. */
export interface Look {
  readonly conversations: readonly LookConversation[]
  readonly ids: ReadonlySet<string>
}

/** Adds what waits now to what was shown before: nothing goes away or changes its place under a hand that is about to press. */
export function addToLook(look: Look | null, held: HeldView | null): Look {
  const before = look?.conversations ?? []
  const now = new Map((held?.conversations ?? []).map((conversation) => [conversation.conversationId, conversation]))
  const known = new Set(before.map(({ conversationId }) => conversationId))
  const conversations = [
    ...before.map((conversation) => merge(conversation, now.get(conversation.conversationId))),
    ...[...now.values()].filter(({ conversationId }) => !known.has(conversationId)).map((one) => merge(null, one)),
  ]
  return {
    conversations,
    ids: new Set(conversations.flatMap(({ texts }) => texts.map(({ messageId }) => messageId))),
  }
}

function merge(before: LookConversation | null, now: HeldConversation | undefined): LookConversation {
  const texts = new Map((before?.texts ?? []).map((text) => [text.messageId, text]))
  for (const text of now?.texts ?? []) texts.set(text.messageId, text)
  return {
    conversationId: now?.conversationId ?? before?.conversationId ?? 0,
    name: now?.name ?? before?.name ?? '',
    texts: [...texts.values()].sort((a, b) => a.seq - b.seq),
  }
}
