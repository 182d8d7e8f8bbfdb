import type { ConversationView, MessageView } from '../../electron/ipc/contract/views.ts'

/** A message for tests: inbound and received unless told otherwise; `sortAt` follows `seq`. */
export function messageView(seq: number, patch: Partial<MessageView> = {}): MessageView {
  return {
    id: `m${seq}`,
    seq,
    conversationId: 1,
    direction: 'in',
    channel: 'sms',
    body: `Text ${seq}`,
    state: 'received',
    origin: 'person',
    author: null,
    createdAt: seq * 1_000,
    sortAt: seq * 1_000,
    sentAt: null,
    deliveredAt: null,
    sendAt: null,
    noUseAfter: null,
    segments: 1,
    failure: null,
    mayHaveArrivedTwice: false,
    replaces: null,
    replacedBy: null,
    waitsBehind: null,
    held: null,
    needsDecision: false,
    doubt: null,
    arrivedWhileAway: false,
    media: [],
    call: null,
    thenCall: null,
    ...patch,
  }
}

/** A conversation for tests: read, with a later id standing higher. */
export function conversationView(id: number, patch: Partial<ConversationView> = {}): ConversationView {
  return {
    id,
    kind: 'phone',
    address: `+1555010${id}`,
    displayAddress: `(555) 010-${id}`,
    name: `Parent ${id}`,
    players: [],
    lastMessage: null,
    lastAt: id * 1_000,
    unreadCount: 0,
    needsReply: false,
    failedCount: 0,
    waitingCount: 0,
    heldCount: 0,
    draft: '',
    draftUse: null,
    closedReason: null,
    optedOut: null,
    nearStop: null,
    ...patch,
  }
}
