import type { CallInput, CallOutput } from '../../electron/ipc/contract/calls.ts'
import type { Change } from '../../electron/ipc/contract/changes.ts'
import type { ConversationView } from '../../electron/ipc/contract/views.ts'
import { asHubError } from './bridge.ts'
import type { HubError } from './bridge.ts'
import type { Follower } from './connect.ts'
import { belongs, compareConversations } from './conversation-order.ts'
import type { Show } from './conversation-order.ts'

export interface ListSnapshot {
  readonly show: Show
  readonly rows: readonly ConversationView[]
  readonly status: 'idle' | 'loading' | 'ready' | 'failed'
  readonly error: HubError | null
  readonly hasMore: boolean
  readonly loadingMore: boolean
}

export type ReadList = (input: CallInput<'conversations.list'>) => Promise<CallOutput<'conversations.list'>>

const pageSize = 60

/** The first reading of a window: the newest of all. */
export const firstList = { show: 'all', before: null, limit: pageSize } as const

/** The list of conversations under one filter, and every conversation known, kept true by the change feed. */
export function makeConversationStore(readList: ReadList) {
  let snapshot: ListSnapshot = {
    show: 'all',
    rows: [],
    status: 'idle',
    error: null,
    hasMore: false,
    loadingMore: false,
  }
  const known = new Map<number, ConversationView>()
  const listed = new Set<number>()
  const listeners = new Set<() => void>()
  /** Stays in the list although it no longer belongs: the conversation being looked at. */
  let kept: number | null = null
  /** While the pointer is on the list rows keep their places, so that a click meets the row it was aimed at. */
  let still = false
  let owed = false
  let version = 0
  /** Changes during a read, newer than what it returns. */
  let reads = 0
  const recent = new Map<number, ConversationView>()

  function publish(patch: Partial<ListSnapshot>): void {
    snapshot = { ...snapshot, ...patch }
    for (const listener of listeners) listener()
  }

  function wanted(conversation: ConversationView): boolean {
    return belongs(conversation, snapshot.show) || (conversation.id === kept && listed.has(conversation.id))
  }

  /** Whether it lies in the part of the list that was read. */
  function within(conversation: ConversationView): boolean {
    const last = snapshot.rows.at(-1)
    return !snapshot.hasMore || last === undefined || compareConversations(conversation, last) <= 0
  }

  /** Rows as they should stand, from everything known. */
  function settle(): readonly ConversationView[] {
    const rows: ConversationView[] = []
    for (const id of listed) {
      const conversation = known.get(id)
      if (conversation !== undefined && wanted(conversation)) rows.push(conversation)
      else listed.delete(id)
    }
    return rows.sort(compareConversations)
  }

  function put(conversations: readonly ConversationView[]): void {
    let reorder = false
    const replaced = new Map<number, ConversationView>()
    for (const conversation of conversations) {
      const before = known.get(conversation.id)
      if (before === conversation) continue
      known.set(conversation.id, conversation)
      if (reads > 0) recent.set(conversation.id, conversation)
      if (snapshot.status !== 'ready') continue
      if (listed.has(conversation.id)) {
        replaced.set(conversation.id, conversation)
        reorder ||= before === undefined || compareConversations(before, conversation) !== 0 || !wanted(conversation)
      } else if (belongs(conversation, snapshot.show) && within(conversation)) {
        listed.add(conversation.id)
        reorder = true
      }
    }
    if (reorder && !still) {
      publish({ rows: settle() })
    } else if (reorder || replaced.size > 0) {
      owed ||= reorder
      // One pass over the rows; those untouched keep their identity and do not render.
      publish({ rows: snapshot.rows.map((row) => replaced.get(row.id) ?? row) })
    } else {
      publish({})
    }
  }

  async function read(show: Show, count: number, again: boolean): Promise<void> {
    version += 1
    const mine = version
    reads += 1
    try {
      const items: ConversationView[] = []
      let hasMore = true
      while (hasMore && items.length < count) {
        const last = items.at(-1)
        const before = last === undefined ? null : { lastAt: last.lastAt, id: last.id }
        const page = await readList({ show, before, limit: Math.min(200, count - items.length) })
        if (mine !== version) return
        items.push(...page.items)
        hasMore = page.hasMore && page.items.length > 0
      }
      // Another filter starts with what belongs to it; the same one read again keeps what is looked at.
      const keptBefore = again && kept !== null && listed.has(kept) ? kept : null
      listed.clear()
      for (const item of items) {
        known.set(item.id, recent.get(item.id) ?? item)
        listed.add(item.id)
      }
      if (keptBefore !== null) listed.add(keptBefore)
      snapshot = { ...snapshot, show, rows: items, hasMore }
      for (const conversation of recent.values()) {
        if (belongs(conversation, show) && within(conversation)) listed.add(conversation.id)
      }
      owed = false
      publish({ rows: settle(), status: 'ready', error: null, loadingMore: false })
    } catch (error) {
      if (mine !== version) return
      if (snapshot.status === 'ready') publish({ loadingMore: false })
      else publish({ status: 'failed', error: asHubError(error) })
    } finally {
      reads -= 1
      if (reads === 0) recent.clear()
    }
  }

  return {
    snapshot: (): ListSnapshot => snapshot,
    conversation: (id: number): ConversationView | undefined => known.get(id),

    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },

    /** Reads the list the first time it is wanted. */
    async open(): Promise<void> {
      if (snapshot.status === 'idle' || snapshot.status === 'failed') {
        publish({ status: 'loading', error: null })
        await read(snapshot.show, pageSize, false)
      }
    },

    /** Shows another part of the inbox. The rows there stay until the new ones are read: it is a matter of milliseconds. */
    async setShow(show: Show): Promise<void> {
      if (show === snapshot.show) return
      publish({ show })
      await read(show, pageSize, false)
    },

    async loadMore(): Promise<void> {
      const last = snapshot.rows.at(-1)
      if (last === undefined || !snapshot.hasMore || snapshot.loadingMore || snapshot.status !== 'ready') return
      const mine = version
      publish({ loadingMore: true })
      reads += 1
      try {
        const page = await readList({
          show: snapshot.show,
          before: { lastAt: last.lastAt, id: last.id },
          limit: pageSize * 2,
        })
        if (mine !== version) return
        for (const item of page.items) {
          known.set(item.id, recent.get(item.id) ?? item)
          listed.add(item.id)
        }
        publish({ rows: settle(), hasMore: page.hasMore, loadingMore: false })
      } catch {
        if (mine === version) publish({ loadingMore: false })
      } finally {
        reads -= 1
        if (reads === 0) recent.clear()
      }
    },

    /** Which conversation is being looked at: it stays listed while it is. */
    keep(id: number | null): void {
      if (kept === id) return
      kept = id
      if (snapshot.show !== 'all' && snapshot.status === 'ready') publish({ rows: settle() })
    },

    /** Whether rows are to keep their places for now. */
    holdStill(hold: boolean): void {
      if (still === hold) return
      still = hold
      if (!hold && owed) {
        owed = false
        publish({ rows: settle() })
      }
    },

    /** A view returned by a call. */
    put: (conversation: ConversationView): void => put([conversation]),

    apply(changes: readonly Change[]): void {
      const conversations: ConversationView[] = []
      for (const change of changes) if (change.type === 'conversation') conversations.push(change.conversation)
      if (conversations.length > 0) put(conversations)
    },

    readAgain(fresh: boolean): void {
      if (snapshot.status === 'idle') return
      if (fresh) {
        known.clear()
        listed.clear()
        kept = null
        publish({ rows: [], status: 'loading', hasMore: false })
        void read(snapshot.show, pageSize, false)
      } else {
        void read(snapshot.show, Math.max(pageSize, Math.min(1_000, snapshot.rows.length)), true)
      }
    },
  } satisfies Follower & Record<string, unknown>
}
