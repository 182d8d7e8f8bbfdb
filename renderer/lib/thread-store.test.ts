import { describe, expect, test, vi } from 'vitest'
import type { MessageView } from '../../electron/ipc/contract/views.ts'
import { messageView as view } from './test-views.ts'
import { makeThreadStore, pageSize, windowSize } from './thread-store.ts'
import type { ReadPage } from './thread-store.ts'

type Page = Awaited<ReturnType<ReadPage>>

/** A hub with `count` messages in conversation 1, whose answers wait until they are let through. */
function setUp(count: number) {
  const stored: MessageView[] = Array.from({ length: count }, (_, index) => view(index + 1))
  const waiting: (() => void)[] = []
  const read = vi.fn<ReadPage>(({ at, limit }) => {
    const answer = page(at, limit)
    return new Promise<Page>((resolve) => waiting.push(() => resolve(answer)))
  })
  function page(at: Parameters<ReadPage>[0]['at'], limit: number): Page {
    const slice = (from: number, to: number): Page => {
      const start = Math.max(0, from)
      const end = Math.min(stored.length, to)
      return { items: stored.slice(start, end), hasOlder: start > 0, hasNewer: end < stored.length }
    }
    switch (at.where) {
      case 'newest':
        return slice(stored.length - limit, stored.length)
      case 'before': {
        const end = stored.findIndex((message) => message.seq >= at.seq)
        return slice(end - limit, end)
      }
      case 'after': {
        const start = stored.findIndex((message) => message.seq > at.seq)
        return slice(start, start + limit)
      }
      case 'around': {
        const middle = stored.findIndex((message) => message.id === at.messageId)
        return slice(middle - limit / 2, middle + limit / 2)
      }
    }
  }
  const store = makeThreadStore(read)
  const answer = async () => {
    for (const resolve of waiting.splice(0)) resolve()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const open = async () => {
    void store.open(1)
    await answer()
  }
  const change = (...messages: MessageView[]) =>
    store.apply(messages.map((message) => ({ type: 'message', message }) as const))
  const shown = () => store.snapshot(1).messages.map((message) => message.id)
  return { stored, read, store, answer, open, change, shown }
}

const outgoing = (seq: number, patch: Partial<MessageView> = {}) =>
  view(seq, { direction: 'out', state: 'queued', ...patch })

describe('the thread store', () => {
  test('opens with the newest page and does not ask again', async () => {
    const { store, open, read, shown } = setUp(120)
    await open()
    expect(shown()).toHaveLength(pageSize)
    expect(shown().at(-1)).toBe('m120')
    await store.open(1)
    expect(read).toHaveBeenCalledTimes(1)
  })

  test('a page wide enough for what is unread', async () => {
    const { store, answer, shown } = setUp(300)
    void store.open(1, 120)
    await answer()
    expect(shown().length).toBeGreaterThanOrEqual(120)
  })

  test('reads on at both ends and lets the far end go', async () => {
    const { store, open, answer, shown } = setUp(1_000)
    await open()
    for (let turn = 0; turn < 8; turn += 1) {
      void store.loadOlder(1)
      void store.loadOlder(1)
      await answer()
    }
    expect(shown()).toHaveLength(windowSize)
    expect(store.snapshot(1).hasNewer).toBe(true)
    const oldest = shown()[0]
    for (let turn = 0; turn < 8; turn += 1) {
      void store.loadNewer(1)
      await answer()
    }
    expect(shown().at(-1)).toBe('m1000')
    expect(shown()).not.toContain(oldest)
    expect(store.snapshot(1).hasNewer).toBe(false)
  })

  test('off the screen it is kept short, however much arrives', async () => {
    const { store, open, change, shown } = setUp(120)
    await open()
    for (let seq = 121; seq <= 400; seq++) change(view(seq))
    expect(shown().length).toBeLessThanOrEqual(pageSize * 3)
    expect(shown().at(-1)).toBe(view(400).id)
    expect(store.snapshot(1).hasOlder).toBe(true)
  })

  test('one batch, one notification', async () => {
    const { store, open, change } = setUp(3)
    await open()
    const listener = vi.fn()
    store.subscribe(1, listener)
    change(view(4), view(5), view(2, { body: 'changed' }))
    expect(listener).toHaveBeenCalledTimes(1)
  })

  test('what the feed brings during a read outranks the read', async () => {
    const { store, answer, change, shown } = setUp(3)
    void store.open(1)
    change(view(3, { body: 'newer' }), view(4))
    await answer()
    expect(shown()).toEqual(['m1', 'm2', 'm3', 'm4'])
    expect(store.snapshot(1).messages[2]?.body).toBe('newer')
  })

  test('a text of ours is there at once, and becomes the hub’s by its id', async () => {
    const { store, open, change, shown } = setUp(2)
    await open()
    const startedAt = store.now()
    store.addUnconfirmed(outgoing(Number.MAX_SAFE_INTEGER, { id: 'mine', sortAt: 9_000 }))
    expect(shown()).toEqual(['m1', 'm2', 'mine'])
    change(view(3, { sortAt: 8_000 }))
    expect(shown()).toEqual(['m1', 'm2', 'm3', 'mine'])
    change(outgoing(4, { id: 'mine', sortAt: 8_500, state: 'sending' }))
    store.confirm(outgoing(4, { id: 'mine', sortAt: 8_500, state: 'queued' }), startedAt)
    expect(shown()).toEqual(['m1', 'm2', 'm3', 'mine'])
    expect(store.snapshot(1).messages[3]?.state).toBe('sending')
  })

  test('an answer is taken where the feed said nothing yet', async () => {
    const { store, open } = setUp(1)
    await open()
    const startedAt = store.now()
    store.addUnconfirmed(outgoing(Number.MAX_SAFE_INTEGER, { id: 'mine', sortAt: 9_000 }))
    store.confirm(outgoing(2, { id: 'mine', sortAt: 2_000 }), startedAt)
    expect(store.snapshot(1).messages.at(-1)).toMatchObject({ id: 'mine', seq: 2 })
  })

  test('a refused text leaves the thread', async () => {
    const { store, open, shown } = setUp(2)
    await open()
    store.addUnconfirmed(outgoing(Number.MAX_SAFE_INTEGER, { id: 'mine', sortAt: 9_000 }))
    store.withdraw(1, 'mine')
    expect(shown()).toEqual(['m1', 'm2'])
  })

  test('away from the newest, arrivals are counted and a text of ours leads back', async () => {
    const { store, open, answer, change, shown, stored } = setUp(400)
    await open()
    void store.jumpTo(1, 'm50')
    await answer()
    expect(store.snapshot(1)).toMatchObject({ hasNewer: true, around: 'm50' })
    stored.push(view(401))
    change(view(401))
    expect(shown()).not.toContain('m401')
    expect(store.snapshot(1).arrivedBeyond).toBe(1)
    store.addUnconfirmed(outgoing(Number.MAX_SAFE_INTEGER, { id: 'mine', sortAt: 999_999_999 }))
    await answer()
    expect(shown().slice(-2)).toEqual(['m401', 'mine'])
    expect(store.snapshot(1)).toMatchObject({ hasNewer: false, arrivedBeyond: 0, around: null })
  })

  test('read again, it keeps its place and its unconfirmed text', async () => {
    const { store, open, answer, shown, stored } = setUp(60)
    await open()
    store.subscribe(1, () => undefined)
    store.addUnconfirmed(outgoing(Number.MAX_SAFE_INTEGER, { id: 'mine', sortAt: 999_999_999 }))
    const { placed } = store.snapshot(1)
    stored.push(view(61))
    store.readAgain(false)
    await answer()
    expect(shown().slice(-2)).toEqual(['m61', 'mine'])
    expect(store.snapshot(1).placed).toBe(placed)
  })

  test('a failed read says so and can be tried again', async () => {
    const read = vi.fn<ReadPage>().mockRejectedValueOnce(new Error('gone'))
    const store = makeThreadStore(read)
    await store.open(1)
    expect(store.snapshot(1).status).toBe('failed')
    read.mockResolvedValueOnce({ items: [view(1)], hasOlder: false, hasNewer: false })
    await store.retryOpen(1)
    expect(store.snapshot(1)).toMatchObject({ status: 'ready', error: null })
  })
})
