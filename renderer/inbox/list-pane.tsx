import { Search, SquarePen, X } from 'lucide-react'
import { useCallback, useDeferredValue, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useKeysFor } from '../keys/bindings.ts'
import { useCommand } from '../keys/use-command.ts'
import { useCounts } from '../lib/data.ts'
import { shows } from '../lib/conversation-order.ts'
import type { Show } from '../lib/conversation-order.ts'
import { conversationStore, useConversationList } from '../lib/stores.ts'
import { useUi } from '../shell/ui-state.ts'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { SegmentedRadio } from '../ui/segmented-radio.tsx'
import { inboxWords } from '../words/inbox.ts'
import { ConversationList } from './conversation-list.tsx'
import styles from './list-pane.module.css'
import { SearchResults } from './search-results.tsx'
import type { ThreadTarget } from './thread-pane.tsx'

interface ListPaneProps {
  readonly selectedId: number | null
  onOpen(id: number): void
  onOpenMessage(target: ThreadTarget): void
}

const words = inboxWords.list

/** Left: search, filters, and the conversations. */
export function ListPane({ selectedId, onOpen, onOpenMessage }: ListPaneProps) {
  const { show } = useConversationList()
  const openNewMessage = useUi((ui) => ui.openNewMessage)
  const newKeys = useKeysFor('message.new')
  const searchKeys = useKeysFor('search.focus')
  const box = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const searched = useDeferredValue(text.trim())

  useCommand('search.focus', () => {
    box.current?.focus()
    box.current?.select()
  })

  const wanted = useRef<'focus' | 'open' | null>(null)
  const takeFirst = useCallback(() => {
    const first = box.current?.closest('section')?.querySelector<HTMLElement>('li button')
    const act = wanted.current
    wanted.current = null
    if (act === 'focus') first?.focus()
    if (act === 'open') first?.click()
  }, [])

  const leave = useCallback(() => {
    setText('')
    box.current?.blur()
  }, [])

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape' && text !== '') {
      event.preventDefault()
      setText('')
    } else if (event.key === 'ArrowDown' || (event.key === 'Enter' && text !== '')) {
      event.preventDefault()
      wanted.current = event.key === 'Enter' ? 'open' : 'focus'
      // What was typed a moment ago is still being looked for: the first result of that is meant, not of what stands there.
      const region = box.current?.closest('section')
      if (searched === text.trim() && region?.querySelector('[aria-busy="true"]') == null) takeFirst()
    } else {
      wanted.current = null
    }
  }

  return (
    <section className={styles.pane} aria-label={words.label}>
      <div className={styles.head}>
        <div className={styles.searchLine}>
          <div className={styles.search}>
            <Search size={16} aria-hidden />
            <input
              ref={box}
              type="search"
              className={styles.searchBox}
              aria-label={words.search}
              placeholder={words.search}
              data-hint={words.searchHint}
              data-hint-keys={searchKeys}
              autoComplete="off"
              spellCheck={false}
              maxLength={200}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              onKeyDown={onKeyDown}
            />
            {text === '' ? null : (
              <button type="button" className={styles.clear} aria-label={words.leaveSearch} onClick={leave}>
                <X size={16} aria-hidden />
              </button>
            )}
          </div>
          <IconButton
            label={words.newMessage}
            hintKeys={newKeys}
            icon={<SquarePen size={20} aria-hidden />}
            className={styles.newMessage}
            onClick={() => openNewMessage()}
          />
        </div>
        {searched === '' ? <Filters show={show} /> : null}
      </div>
      {searched === '' ? (
        <ErrorBoundary pane={inboxWords.pane.list}>
          <ConversationList selectedId={selectedId} onOpen={onOpen} />
        </ErrorBoundary>
      ) : (
        <ErrorBoundary pane={inboxWords.pane.search} resetKey={searched}>
          <SearchResults
            text={searched}
            selectedId={selectedId}
            onOpen={onOpen}
            onOpenMessage={onOpenMessage}
            onSettled={takeFirst}
          />
        </ErrorBoundary>
      )}
    </section>
  )
}

function Filters({ show }: { readonly show: Show }) {
  const counts = useCounts()
  const countOf: Readonly<Record<Show, number>> = {
    all: 0,
    unread: counts.unread,
    'needs-reply': counts.needsReply,
    failed: counts.failed,
  }
  return (
    <SegmentedRadio
      label={words.show}
      size="small"
      className={styles.filters}
      value={show}
      segments={shows.map((value) => ({
        value,
        label: words.shows[value],
        // The place of the number stays when there is none: nothing moves when the first one comes.
        aside:
          value === 'all' ? undefined : (
            <span className={styles.filterCount} aria-hidden data-numeric>
              {countOf[value] === 0 ? '' : countOf[value] > 99 ? '99+' : countOf[value]}
            </span>
          ),
        hint: countOf[value] > 0 ? words.showCount(countOf[value]) : undefined,
      }))}
      onValueChange={(value) => void conversationStore.setShow(value)}
    />
  )
}
