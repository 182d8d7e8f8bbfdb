import { ArrowDown } from 'lucide-react'
import { memo, useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react'
import type { Ref } from 'react'
import type { MessageView } from '../../electron/ipc/contract/views.ts'
import { useHubMinute } from '../lib/data.ts'
import { isUnconfirmed } from '../lib/messages.ts'
import { threadStore } from '../lib/stores.ts'
import type { ThreadSnapshot } from '../lib/thread-store.ts'
import { windowSize } from '../lib/thread-store.ts'
import { dayName } from '../lib/time.ts'
import { inboxWords } from '../words/inbox.ts'
import styles from './message-log.module.css'
import { MessageRow } from './message-row.tsx'
import { firstWholeRow, lastVisibleRow, makeReadingPlace } from './reading-place.ts'
import type { ReadingPlace } from './reading-place.ts'
import { firstUnread, newestInbound, sameDay, sameRun, unseenBelow } from './thread-rows.ts'

export interface MessageLogHandle {
  /** Goes to the newest message and stays there. */
  toLatest(): void
  focus(): void
}

interface MessageLogProps {
  readonly conversationId: number
  readonly thread: ThreadSnapshot
  readonly name: string
  readonly linkDown: boolean
  /** Unread texts when the conversation was opened: they begin below a divider. */
  readonly unreadAtOpen: number
  onEdit(message: MessageView): void
  /** The newest inbound message that is, or was, wholly on screen. */
  onSeen(seq: number): void
  readonly ref?: Ref<MessageLogHandle>
}

/** Further away than this from an edge, nothing is read: about two screens. */
const readAhead = 1_400

const words = inboxWords.thread

export const MessageLog = memo(function MessageLog(props: MessageLogProps) {
  const { conversationId, thread, name, linkDown, unreadAtOpen, onEdit, onSeen, ref } = props
  const { messages, hasOlder, hasNewer } = thread
  const now = useHubMinute()
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const place = useRef<ReadingPlace | null>(null)
  const placed = useRef(-1)
  const newestId = useRef<string | null>(null)
  const seenSeq = useRef(0)
  const looked = useRef(false)
  const [startsNew, setStartsNew] = useState<string | null>(null)
  const [below, setBelow] = useState(0)
  const [away, setAway] = useState(false)

  /** Looks at what is in view: what was seen, how many wait below, whether an edge is near. */
  const look = useCallback(() => {
    const view = scroller.current
    const rows = content.current
    if (view === null || rows === null || place.current === null) return
    const snapshot = threadStore.snapshot(conversationId)
    const shown = snapshot.messages
    const last = lastVisibleRow(rows, view)
    const first = [...rows.children].indexOf(firstWholeRow(rows, view) ?? rows)
    const seen = newestInbound(shown, first, last)
    if (seen > seenSeq.current) seenSeq.current = seen
    if (seen > 0) onSeen(seen)
    const toEnd = view.scrollHeight - view.clientHeight - view.scrollTop
    setBelow(unseenBelow(shown, last, seenSeq.current) + snapshot.arrivedBeyond)
    setAway(snapshot.hasNewer || toEnd > 160)
    if (view.scrollTop < readAhead && snapshot.hasOlder) {
      const older = () => void threadStore.loadOlder(conversationId)
      // Nobody reads up there yet: the first frame, and the first key, go before.
      if (looked.current) older()
      else window.requestIdleCallback(older, { timeout: 500 })
    }
    looked.current = true
    if (toEnd < readAhead && snapshot.hasNewer) void threadStore.loadNewer(conversationId)
    if (place.current.pinned() && shown.length > windowSize) threadStore.trimOlder(conversationId)
  }, [conversationId, onSeen])

  const soon = useSoon(look)

  // After every change of the rows, before the browser paints.
  useLayoutEffect(() => {
    const view = scroller.current
    const rows = content.current
    if (view === null || rows === null || thread.status !== 'ready') return
    place.current ??= makeReadingPlace(view, rows)
    const newest = messages.at(-1)
    if (placed.current !== thread.placed) {
      // Only opening leads to what is unread; a later jump to the newest leads to the newest.
      const unread = placed.current === -1 ? unreadAtOpen : 0
      placed.current = thread.placed
      placeAnew(place.current, view, rows, thread, unread, (first) => {
        setStartsNew(first?.id ?? null)
        seenSeq.current = first === null ? newestInbound(messages, 0, messages.length - 1) : first.seq - 1
      })
    } else if (newest !== undefined && newest.id !== newestId.current && isUnconfirmed(newest)) {
      // What I send, I see; and I have answered what was new.
      place.current.pin()
      setStartsNew(null)
    } else {
      place.current.restore()
    }
    if (newest !== undefined && newest.id !== newestId.current) {
      if (newestId.current !== null && newest.direction === 'in' && !document.hasFocus())
        setStartsNew((before) => before ?? newest.id)
      newestId.current = newest.id
    }
    soon()
  }, [thread, messages, unreadAtOpen, startsNew, linkDown, name, now, soon])

  // What changes its height by itself (details, fonts, the window) is put right in the same frame.
  useEffect(() => {
    const view = scroller.current
    const rows = content.current
    if (view === null || rows === null) return undefined
    const observer = new ResizeObserver(() => {
      place.current?.restore()
      soon()
    })
    observer.observe(view)
    observer.observe(rows)
    return () => observer.disconnect()
  }, [soon])

  const toLatest = useCallback(() => {
    if (threadStore.snapshot(conversationId).hasNewer) void threadStore.jumpToNewest(conversationId)
    else place.current?.pin()
    soon()
  }, [conversationId, soon])

  useImperativeHandle(ref, () => ({ toLatest, focus: () => scroller.current?.focus() }), [toLatest])

  return (
    <div className={styles.pane}>
      <div
        ref={scroller}
        className={styles.scroller}
        role="log"
        aria-label={words.log}
        aria-live="off"
        aria-busy={thread.loadingOlder || thread.loadingNewer}
        tabIndex={0}
        onScroll={() => {
          place.current?.capture()
          soon()
        }}
        onWheel={() => place.current?.touched()}
        onTouchMove={() => place.current?.touched()}
        onPointerDown={() => place.current?.touched()}
        onKeyDown={() => place.current?.touched()}
      >
        <div className={styles.column}>
          <div className={styles.top}>
            {hasOlder ? words.loadingOlder : messages.length > 0 ? words.beginning : null}
          </div>
          <div ref={content}>
            {messages.map((message, index) => {
              const above = messages[index - 1]
              const next = messages[index + 1]
              const newDay = above === undefined ? !hasOlder : !sameDay(above, message)
              const joinsBelow = sameRun(message, next) && next?.id !== startsNew
              return (
                <MessageRow
                  key={message.id}
                  message={message}
                  name={name}
                  linkDown={linkDown && message.state === 'queued'}
                  startsRun={!sameRun(above, message) || message.id === startsNew}
                  endsRun={!joinsBelow}
                  day={newDay ? dayName(message.sortAt, now) : null}
                  startsNew={message.id === startsNew}
                  stateBelow={joinsBelow ? (next?.state ?? null) : null}
                  onEdit={onEdit}
                />
              )
            })}
          </div>
        </div>
      </div>
      {below > 0 || away || hasNewer ? (
        <button type="button" className={styles.latest} onClick={toLatest}>
          <ArrowDown size={16} aria-hidden />
          {below > 0 ? words.newMessages(below) : words.jumpToLatest}
        </button>
      ) : null}
    </div>
  )
})

/** Where reading begins: at a message looked for, at the first unread one, or at the newest. */
function placeAnew(
  place: ReadingPlace,
  view: HTMLElement,
  rows: HTMLElement,
  thread: ThreadSnapshot,
  unread: number,
  onUnread: (message: MessageView | null) => void,
): void {
  if (thread.around !== null) {
    const row = rowOf(rows, thread.around)
    onUnread(null)
    if (row !== null) {
      place.placeRow(row, 0.35)
      flash(row)
      return
    }
  }
  const first = thread.hasNewer ? null : firstUnread(thread.messages, unread)
  onUnread(first)
  place.pin()
  const row = first === null ? null : rowOf(rows, first.id)
  // Where not all that is unread fits the view, its beginning counts.
  if (row !== null && row.getBoundingClientRect().top < view.getBoundingClientRect().top) place.placeRow(row, 0.1)
}

function rowOf(rows: HTMLElement, id: string): HTMLElement | null {
  return rows.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)
}

function flash(row: HTMLElement): void {
  row.dataset['flash'] = ''
  setTimeout(() => {
    delete row.dataset['flash']
  }, 1_700)
}

/** Runs at most once a frame. */
function useSoon(run: () => void): () => void {
  const frame = useRef(0)
  useEffect(() => () => cancelAnimationFrame(frame.current), [])
  return useCallback(() => {
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(run)
  }, [run])
}
