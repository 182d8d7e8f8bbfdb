import { expect, test } from 'vitest'
import type { HeldConversation, HeldText, HeldView } from '../../electron/ipc/contract/held-views.ts'
import { addToLook } from './held-look.ts'

const text = (seq: number): HeldText => ({
  messageId: `text-${seq}`,
  seq,
  conversationId: 1,
  body: `body ${seq}`,
  because: 'waited',
  origin: 'person',
  author: null,
  writtenAt: seq,
  sendAt: null,
  noUseAfter: 9_000,
})

const conversation = (conversationId: number, ...seqs: readonly number[]): HeldConversation => ({
  conversationId,
  name: `conversation ${conversationId}`,
  closedReason: null,
  count: seqs.length,
  texts: seqs.map(text),
})

const held = (...conversations: readonly HeldConversation[]): HeldView => ({
  count: 0,
  conversationCount: conversations.length,
  conversations,
  throughSeq: 0,
})

const places = (look: ReturnType<typeof addToLook>) =>
  look.conversations.map(({ conversationId, texts }) => [conversationId, ...texts.map(({ seq }) => seq)])

test('a look begins with what waits, in its order', () => {
  expect(places(addToLook(null, held(conversation(2, 5, 6), conversation(1, 3))))).toEqual([
    [2, 5, 6],
    [1, 3],
  ])
  expect(places(addToLook(null, null))).toEqual([])
})

test('what has gone keeps its place; what comes stands in its order, other conversations at the end', () => {
  const begun = addToLook(null, held(conversation(2, 5, 7), conversation(1, 3)))
  const later = addToLook(begun, held(conversation(3, 9), conversation(2, 6, 7)))
  expect(places(later)).toEqual([
    [2, 5, 6, 7],
    [1, 3],
    [3, 9],
  ])
  expect(later.ids).toEqual(new Set(['text-3', 'text-5', 'text-6', 'text-7', 'text-9']))
})
