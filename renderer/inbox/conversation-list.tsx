import { useVirtualizer } from '@tanstack/react-virtual'
import { Inbox as InboxIcon } from 'lucide-react'
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { useConnection, useHubMinute } from '../lib/data.ts'
import { conversationStore, threadStore, useConversationList } from '../lib/stores.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { inboxWords } from '../words/inbox.ts'
import styles from './conversation-list.module.css'
import { ConversationRow } from './conversation-row.tsx'
import { shiftOf } from './list-shift.ts'
import { linkIsDown } from './state-display.ts'
import { useStillUnderPointer } from './use-still-under-pointer.ts'

const rowHeight = 64
const words = inboxWords.list

interface ConversationListProps {
  readonly selectedId: number | null
  onOpen(id: number): void
}

/** The conversations under the chosen filter, newest first. Only the rows in view are in the page. */
export function ConversationList({ selectedId, onOpen }: ConversationListProps) {
  const list = useConversationList()
  const linkDown = linkIsDown(useConnection().link)
  const now = useHubMinute()
  const scroller = useRef<HTMLDivElement>(null)
  const { rows, status, show } = list
  useStillUnderPointer(scroller)

  useEffect(() => {
    void conversationStore.open()
  }, [])
  useEffect(() => conversationStore.keep(selectedId), [selectedId])

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 6,
    initialRect: { width: 320, height: 640 },
  })
  const items = virtualizer.getVirtualItems()
  const lastIndex = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (lastIndex >= rows.length - 20) void conversationStore.loadMore()
  }, [lastIndex, rows.length])

  // Scrolled down, what one reads stays where it is while others move past it to the top.
  const before = useRef(rows)
  const scrolled = useRef(0)
  useLayoutEffect(() => {
    const view = scroller.current
    // Known from the last scroll: asking the element would lay out the page once more for every text that arrives.
    if (view !== null && before.current !== rows && scrolled.current > 0) {
      const shift = shiftOf(
        before.current,
        rows,
        Math.floor(scrolled.current / rowHeight),
        Math.ceil(view.clientHeight / rowHeight),
      )
      if (shift !== 0) view.scrollTop += shift * rowHeight
    }
    before.current = rows
  }, [rows])

  // Another filter begins at its top.
  useLayoutEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = 0
  }, [show])

  // The chosen conversation is brought into view when the choice changes, not when the list does.
  const selectedIndex = rows.findIndex((row) => row.id === selectedId)
  const indexNow = useRef(selectedIndex)
  useLayoutEffect(() => {
    indexNow.current = selectedIndex
  })
  useEffect(() => {
    if (indexNow.current >= 0) virtualizer.scrollToIndex(indexNow.current, { align: 'auto' })
  }, [selectedId, virtualizer])

  const aim = useCallback(
    (id: number) => void threadStore.open(id, conversationStore.conversation(id)?.unreadCount ?? 0),
    [],
  )

  /** Arrows walk through the rows; Tab enters and leaves the list. */
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || event.altKey || event.ctrlKey || event.metaKey) return
    const from = (event.target as HTMLElement).closest<HTMLElement>('[data-index]')?.dataset['index']
    if (from === undefined) return
    const next = Math.min(rows.length - 1, Math.max(0, Number(from) + step))
    event.preventDefault()
    virtualizer.scrollToIndex(next, { align: 'auto' })
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"] button`)?.focus())
  }

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      onScroll={(event) => {
        scrolled.current = event.currentTarget.scrollTop
      }}
    >
      {status === 'failed' ? (
        <div className={styles.state}>
          <ErrorNotice
            title={words.unreadable.title}
            details={list.error?.details ?? list.error?.message}
            onRetry={() => void conversationStore.open()}
          >
            {words.unreadable.meaning}
          </ErrorNotice>
        </div>
      ) : status !== 'ready' ? (
        <div className={styles.waiting}>
          <Skeleton shape="row" rows={8} />
        </div>
      ) : rows.length === 0 ? (
        <div className={styles.state}>
          <EmptyState icon={<InboxIcon size={28} />} title={words.empty[show].title}>
            {words.empty[show].body}
          </EmptyState>
        </div>
      ) : null}
      <ul
        className={styles.rows}
        aria-label={words.label}
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {items.map((item) => {
          const conversation = rows[item.index]
          if (conversation === undefined) return null
          return (
            <li
              key={item.key}
              data-index={item.index}
              className={styles.item}
              aria-setsize={list.hasMore ? -1 : rows.length}
              aria-posinset={item.index + 1}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <ConversationRow
                conversation={conversation}
                selected={conversation.id === selectedId}
                linkDown={linkDown && conversation.lastMessage?.state === 'queued'}
                now={now}
                onOpen={onOpen}
                onAim={aim}
              />
            </li>
          )
        })}
      </ul>
    </div>
  )
}
