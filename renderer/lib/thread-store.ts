import type { Change } from '../../electron/ipc/contract/changes.ts'
import type { CallInput, CallOutput } from '../../electron/ipc/contract/calls.ts'
import type { MessageView } from '../../electron/ipc/contract/views.ts'
import { asHubError } from './bridge.ts'
import type { HubError } from './bridge.ts'
import type { Follower } from './connect.ts'
import { emptyWindow, joinPage, patchWindow, trimWindow, without } from './thread-window.ts'
import type { ThreadWindow } from './thread-window.ts'

export interface ThreadSnapshot extends ThreadWindow {
  readonly status: 'idle' | 'loading' | 'ready' | 'failed'
  readonly error: HubError | null
  readonly loadingOlder: boolean
  readonly loadingNewer: boolean
  /** Inbound texts that arrived behind a window that does not reach the newest. */
  readonly arrivedBeyond: number
  /** Counts up when the window was replaced by another part of the thread, so that the reading position starts anew. */
  readonly placed: number
  /** The message the last replacement was made around; null for the newest. */
  readonly around: string | null
}

export const idleThread: ThreadSnapshot = {
  ...emptyWindow,
  status: 'idle',
  error: null,
  loadingOlder: false,
  loadingNewer: false,
  arrivedBeyond: 0,
  placed: 0,
  around: null,
}

interface Thread {
  snapshot: ThreadSnapshot
  readonly shown: Map<string, MessageView>
  /** Made here and not yet confirmed by the hub. */
  readonly unconfirmed: Map<string, MessageView>
  /** Changes that arrived while a page was being read: newer than what the page may say. */
  readonly recent: Map<string, MessageView>
  /** When the feed last brought each message; guards against an answer that is older than the feed. */
  readonly patchedAt: Map<string, number>
  loads: number
  /** Makes the answer to an overtaken replacement void. */
  version: number
  readonly listeners: Set<() => void>
}

export type ReadPage = (input: CallInput<'messages.page'>) => Promise<CallOutput<'messages.page'>>

/** Messages of a page, and of the whole window: about ten screens. Beyond that the far end is let go. */
export const pageSize = 50
export const windowSize = 300
const threadsKept = 24

/** No row is lower, in pixels. */
const lowestRow = 36

/** How many messages fill a window so high (pixels), at most a page. What is above follows when they stand. */
export const screenful = (height: number): number => Math.min(pageSize, Math.max(16, Math.ceil(height / lowestRow)))

/** What the first frame of a start shows of a thread. */
export const startPage = (conversationId: number): CallInput<'messages.page'> => ({
  conversationId,
  at: { where: 'newest' },
  limit: screenful(window.innerHeight),
})

/**
 * The messages of the conversations looked at lately, kept true by the change feed.
 * @param firstLook how many messages a conversation opens with; more follow where somebody reads on
 */
export function makeThreadStore(readPage: ReadPage, firstLook: () => number = () => pageSize) {
  /** In order of use, the last used last. */
  const threads = new Map<number, Thread>()
  let tick = 0

  function threadOf(conversationId: number): Thread {
    let thread = threads.get(conversationId)
    if (thread === undefined) {
      thread = {
        snapshot: idleThread,
        shown: new Map(),
        unconfirmed: new Map(),
        recent: new Map(),
        patchedAt: new Map(),
        loads: 0,
        version: 0,
        listeners: new Set(),
      }
      threads.set(conversationId, thread)
    }
    return thread
  }

  function publish(thread: Thread, patch: Partial<ThreadSnapshot>): void {
    thread.snapshot = { ...thread.snapshot, ...patch }
    for (const listener of thread.listeners) listener()
  }

  function forgetOld(): void {
    for (const [id, thread] of threads) {
      if (threads.size <= threadsKept) return
      if (thread.listeners.size === 0 && thread.unconfirmed.size === 0 && thread.loads === 0) threads.delete(id)
    }
  }

  /** Lays what the feed brought during a read, and what the hub does not know yet, over what was read. */
  function overlay(thread: Thread, window: ThreadWindow): ThreadWindow {
    const later = [...thread.recent.values(), ...thread.unconfirmed.values()]
    return later.length === 0 ? window : patchWindow(window, thread.shown, later).window
  }

  async function whileLoading<Value>(thread: Thread, run: () => Promise<Value>): Promise<Value> {
    thread.loads += 1
    try {
      return await run()
    } finally {
      thread.loads -= 1
      if (thread.loads === 0) thread.recent.clear()
    }
  }

  /** Replaces the window by another part of the thread. */
  async function replace(
    conversationId: number,
    at: CallInput<'messages.page'>['at'],
    limit: number,
    keepPlace: boolean,
  ): Promise<void> {
    const thread = threadOf(conversationId)
    thread.version += 1
    const mine = thread.version
    if (thread.snapshot.status !== 'ready') publish(thread, { status: 'loading', error: null })
    await whileLoading(thread, async () => {
      try {
        const page = await readPage({ conversationId, at, limit })
        if (mine !== thread.version) return
        thread.shown.clear()
        for (const message of page.items) {
          thread.shown.set(message.id, message)
          thread.unconfirmed.delete(message.id)
        }
        const window = overlay(thread, { messages: page.items, hasOlder: page.hasOlder, hasNewer: page.hasNewer })
        publish(thread, {
          ...window,
          status: 'ready',
          error: null,
          loadingOlder: false,
          loadingNewer: false,
          arrivedBeyond: window.hasNewer ? thread.snapshot.arrivedBeyond : 0,
          placed: thread.snapshot.placed + (keepPlace ? 0 : 1),
          around: at.where === 'around' ? at.messageId : null,
        })
      } catch (error) {
        if (mine !== thread.version) return
        // What is on screen stays on screen; only an empty pane shows the error.
        if (thread.snapshot.status === 'ready') publish(thread, { loadingOlder: false, loadingNewer: false })
        else publish(thread, { status: 'failed', error: asHubError(error) })
      }
    })
  }

  async function extend(conversationId: number, end: 'older' | 'newer'): Promise<void> {
    const thread = threadOf(conversationId)
    const { snapshot } = thread
    const edge = end === 'older' ? snapshot.messages[0] : snapshot.messages.at(-1)
    const more = end === 'older' ? snapshot.hasOlder : snapshot.hasNewer
    const busy = end === 'older' ? snapshot.loadingOlder : snapshot.loadingNewer
    if (edge === undefined || !more || busy || snapshot.status !== 'ready') return
    const mine = thread.version
    publish(thread, end === 'older' ? { loadingOlder: true } : { loadingNewer: true })
    await whileLoading(thread, async () => {
      try {
        const where = end === 'older' ? 'before' : 'after'
        const page = await readPage({
          conversationId,
          at: { where, sortAt: edge.sortAt, seq: edge.seq },
          limit: pageSize,
        })
        if (mine !== thread.version) return
        const joined = overlay(thread, joinPage(thread.snapshot, thread.shown, page, end))
        const window = trimWindow(joined, thread.shown, windowSize, end === 'older' ? 'newer' : 'older')
        publish(thread, {
          ...window,
          loadingOlder: false,
          loadingNewer: false,
          arrivedBeyond: window.hasNewer ? thread.snapshot.arrivedBeyond : 0,
        })
      } catch {
        // The edge stays where it is; coming near it again asks again.
        if (mine === thread.version) publish(thread, { loadingOlder: false, loadingNewer: false })
      }
    })
  }

  function patch(thread: Thread, messages: readonly MessageView[]): void {
    if (thread.loads > 0) for (const message of messages) thread.recent.set(message.id, message)
    if (thread.snapshot.status !== 'ready') return
    const { window, beyond } = patchWindow(thread.snapshot, thread.shown, messages)
    if (window === thread.snapshot && beyond === 0) return
    publish(thread, { messages: window.messages, arrivedBeyond: thread.snapshot.arrivedBeyond + beyond })
    // Off the screen it is kept for a quick return only, however much arrives meanwhile.
    if (thread.listeners.size === 0 && !thread.snapshot.hasNewer && thread.snapshot.messages.length > pageSize * 3)
      publish(thread, trimWindow(thread.snapshot, thread.shown, pageSize * 2, 'older'))
  }

  return {
    snapshot: (conversationId: number): ThreadSnapshot => threads.get(conversationId)?.snapshot ?? idleThread,

    subscribe(conversationId: number, listener: () => void): () => void {
      const thread = threadOf(conversationId)
      thread.listeners.add(listener)
      return () => {
        thread.listeners.delete(listener)
      }
    },

    /** Reads the newest messages unless they are there already; `unread` widens the page to the first unread one. */
    async open(conversationId: number, unread = 0): Promise<void> {
      const thread = threadOf(conversationId)
      // Used now: moves to the end of the line of those to forget.
      threads.delete(conversationId)
      threads.set(conversationId, thread)
      forgetOld()
      const { status, messages, hasOlder, hasNewer } = thread.snapshot
      const reaches = !hasOlder || messages.length > unread
      if (status === 'loading' || (status === 'ready' && !hasNewer && reaches)) return
      await replace(conversationId, { where: 'newest' }, Math.min(200, Math.max(firstLook(), unread + 10)), false)
    },

    /** Reads what the first frame of a start shows. */
    async openAtStart(conversationId: number): Promise<void> {
      const { at, limit } = startPage(conversationId)
      await replace(conversationId, at, limit, false)
    },

    /** Left the screen: keeps the newest page for a quick return, forgets a reading position far up. */
    leave(conversationId: number): void {
      const thread = threads.get(conversationId)
      if (thread === undefined || thread.snapshot.status !== 'ready') return
      if (thread.snapshot.hasNewer) {
        thread.version += 1
        thread.shown.clear()
        thread.snapshot = { ...idleThread, placed: thread.snapshot.placed }
      } else {
        publish(thread, trimWindow(thread.snapshot, thread.shown, pageSize * 2, 'older'))
      }
    },

    loadOlder: (conversationId: number): Promise<void> => extend(conversationId, 'older'),
    loadNewer: (conversationId: number): Promise<void> => extend(conversationId, 'newer'),

    /** Pinned to the newest, a long evening of texts is not kept whole. */
    trimOlder(conversationId: number): void {
      const thread = threads.get(conversationId)
      if (thread === undefined || thread.snapshot.messages.length <= windowSize + pageSize) return
      publish(thread, trimWindow(thread.snapshot, thread.shown, windowSize - pageSize, 'older'))
    },

    /** Shows the part of the thread around a message. */
    jumpTo: (conversationId: number, messageId: string): Promise<void> =>
      replace(conversationId, { where: 'around', messageId }, pageSize, false),

    jumpToNewest: (conversationId: number): Promise<void> =>
      replace(conversationId, { where: 'newest' }, pageSize, false),

    retryOpen: (conversationId: number): Promise<void> => replace(conversationId, { where: 'newest' }, pageSize, false),

    /** A text as it will look, at once; `confirm` or `withdraw` follows. */
    addUnconfirmed(message: MessageView): void {
      const thread = threadOf(message.conversationId)
      thread.unconfirmed.set(message.id, message)
      if (thread.snapshot.status === 'ready' && thread.snapshot.hasNewer) {
        void replace(message.conversationId, { where: 'newest' }, pageSize, false)
        return
      }
      patch(thread, [message])
    },

    /** The hub refused the text: it leaves the thread. */
    withdraw(conversationId: number, id: string): void {
      const thread = threads.get(conversationId)
      if (thread === undefined || !thread.unconfirmed.delete(id)) return
      thread.recent.delete(id)
      publish(thread, { messages: without(thread.snapshot, thread.shown, id).messages })
    },

    /** A mark to hand back with the answer of a call started now. */
    now: (): number => tick,

    /** A view returned by a call; ignored where the feed has brought a newer one since `startedAt`. */
    confirm(message: MessageView, startedAt: number): void {
      const thread = threads.get(message.conversationId)
      if (thread === undefined) return
      thread.unconfirmed.delete(message.id)
      if ((thread.patchedAt.get(message.id) ?? -1) > startedAt) return
      patch(thread, [message])
    },

    apply(changes: readonly Change[]): void {
      tick += 1
      const byThread = new Map<Thread, MessageView[]>()
      for (const change of changes) {
        if (change.type !== 'message') continue
        const { message } = change
        const thread = threads.get(message.conversationId)
        if (thread === undefined) continue
        thread.unconfirmed.delete(message.id)
        thread.patchedAt.set(message.id, tick)
        const list = byThread.get(thread)
        if (list === undefined) byThread.set(thread, [message])
        else list.push(message)
      }
      for (const [thread, messages] of byThread) patch(thread, messages)
    },

    readAgain(fresh: boolean): void {
      for (const [id, thread] of threads) {
        thread.patchedAt.clear()
        if (thread.listeners.size === 0 && thread.unconfirmed.size === 0) {
          threads.delete(id)
          continue
        }
        const { messages, hasNewer, status } = thread.snapshot
        const middle = messages[messages.length >>> 1]
        if (fresh || !hasNewer || middle === undefined || status !== 'ready') {
          const limit = fresh ? pageSize : Math.min(200, Math.max(pageSize, messages.length))
          void replace(id, { where: 'newest' }, limit, !fresh && status === 'ready')
        } else {
          void replace(id, { where: 'around', messageId: middle.id }, Math.min(200, messages.length), true)
        }
      }
    },
  } satisfies Follower & Record<string, unknown>
}
