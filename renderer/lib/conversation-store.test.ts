import { describe, expect, test, vi } from 'vitest'
import type { ConversationView } from '../../electron/ipc/contract/views.ts'
import { belongs, compareConversations } from './conversation-order.ts'
import { makeConversationStore } from './conversation-store.ts'
import type { ReadList } from './conversation-store.ts'
import { conversationView as view } from './test-views.ts'

function setUp(count: number) {
  const stored = new Map<number, ConversationView>()
  for (let id = 1; id <= count; id += 1) stored.set(id, view(id, { unreadCount: id % 2 }))
  const read = vi.fn<ReadList>(({ show, before, limit }) => {
    const all = [...stored.values()].filter((one) => belongs(one, show)).sort(compareConversations)
    const start =
      before === null
        ? 0
        : all.findIndex((one) => one.lastAt < before.lastAt || (one.lastAt === before.lastAt && one.id < before.id))
    const items = start < 0 ? [] : all.slice(start, start + limit)
    return Promise.resolve({
      items,
      hasMore: start >= 0 && start + limit < all.length,
      counts: { unread: 0, needsReply: 0, failed: 0 },
    })
  })
  const store = makeConversationStore(read)
  const change = (...conversations: ConversationView[]) => {
    for (const conversation of conversations) stored.set(conversation.id, conversation)
    store.apply(conversations.map((conversation) => ({ type: 'conversation', conversation }) as const))
  }
  const ids = () => store.snapshot().rows.map((row) => row.id)
  return { store, read, change, ids }
}

describe('the conversation store', () => {
  test('reads page by page, newest first', async () => {
    const { store, ids } = setUp(300)
    await store.open()
    expect(ids()[0]).toBe(300)
    expect(store.snapshot().hasMore).toBe(true)
    await store.loadMore()
    await store.loadMore()
    expect(ids()).toHaveLength(300)
    expect(store.snapshot().hasMore).toBe(false)
  })

  test('a new text brings its conversation to the top; others keep their identity', async () => {
    const { store, change, ids } = setUp(5)
    await store.open()
    const before = store.snapshot().rows[0]
    change(view(2, { lastAt: 99_000, unreadCount: 1 }))
    expect(ids()).toEqual([2, 5, 4, 3, 1])
    expect(store.snapshot().rows[1]).toBe(before)
  })

  test('a conversation nobody had read yet joins the list', async () => {
    const { store, change, ids } = setUp(2)
    await store.open()
    change(view(9, { lastAt: 99_000 }))
    expect(ids()).toEqual([9, 2, 1])
  })

  test('what lies beyond the part that was read waits for its page', async () => {
    const { store, change, ids } = setUp(300)
    await store.open()
    change(view(1, { failedCount: 1 }))
    expect(ids()).not.toContain(1)
    expect(store.conversation(1)?.failedCount).toBe(1)
  })

  test('under the pointer rows change but keep their places', async () => {
    const { store, change, ids } = setUp(3)
    await store.open()
    store.holdStill(true)
    change(view(1, { lastAt: 99_000, unreadCount: 4 }), view(7, { lastAt: 98_000 }))
    expect(ids()).toEqual([3, 2, 1])
    expect(store.snapshot().rows[2]?.unreadCount).toBe(4)
    store.holdStill(false)
    expect(ids()).toEqual([1, 7, 3, 2])
  })

  test('read while being looked at, a conversation stays under “Unread” until another is chosen', async () => {
    const { store, change, ids } = setUp(5)
    await store.open()
    await store.setShow('unread')
    expect(ids()).toEqual([5, 3, 1])
    store.keep(3)
    change(view(3, { unreadCount: 0 }))
    expect(ids()).toEqual([5, 3, 1])
    store.keep(5)
    expect(ids()).toEqual([5, 1])
  })

  test('another filter starts with what belongs to it', async () => {
    const { store, ids } = setUp(4)
    await store.open()
    store.keep(4)
    await store.setShow('unread')
    expect(ids()).toEqual([3, 1])
  })

  test('a change during a read outranks the read', async () => {
    const { store, change } = setUp(2)
    const opening = store.open()
    change(view(2, { name: 'Newer' }))
    await opening
    expect(store.conversation(2)?.name).toBe('Newer')
  })
})
