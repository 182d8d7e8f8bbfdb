import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { MessageHit } from '../../electron/ipc/contract/views.ts'
import { asHubError, callHub, useConnection, useHubMinute } from '../lib/data.ts'
import { conversationStore } from '../lib/stores.ts'
import { listTime, spokenTime } from '../lib/time.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { VisuallyHidden } from '../ui/visually-hidden.tsx'
import { inboxWords } from '../words/inbox.ts'
import { ConversationRow } from './conversation-row.tsx'
import { markedParts, plainSnippet } from './marks.ts'
import styles from './search-results.module.css'
import { linkIsDown } from './state-display.ts'
import type { ThreadTarget } from './thread-pane.tsx'

interface SearchResultsProps {
  readonly text: string
  readonly selectedId: number | null
  onOpen(id: number): void
  onOpenMessage(target: ThreadTarget): void
  /** The results of what was typed last are there. */
  onSettled(): void
}

const words = inboxWords.search
/** Between two keys of someone typing: nobody waits for it, and the hub is not asked for every letter. */
const pause = 80

/** People and numbers first, then the texts themselves with the words found marked. */
export function SearchResults({ text, selectedId, onOpen, onOpenMessage, onSettled }: SearchResultsProps) {
  const asked = usePaused(text)
  const now = useHubMinute()
  const linkDown = linkIsDown(useConnection().link)
  const query = useQuery({
    queryKey: ['search', asked],
    queryFn: () => callHub('search.query', { text: asked, limit: 50 }),
    // What is being typed changes with every key: the last results stay until the next are there.
    placeholderData: keepPreviousData,
    // Texts arrive all the time: a search is asked anew each time it is made.
    staleTime: 0,
    gcTime: 0,
  })
  const { data } = query
  const settled = asked === text && !query.isFetching && data !== undefined
  useEffect(() => {
    if (settled) onSettled()
  }, [settled, onSettled])

  if (query.isError) {
    const error = asHubError(query.error)
    return (
      <div className={styles.state}>
        <ErrorNotice
          title={words.unreadable.title}
          details={error.details ?? error.message}
          onRetry={() => void query.refetch()}
        >
          {words.unreadable.meaning}
        </ErrorNotice>
      </div>
    )
  }
  if (data === undefined) return <div className={styles.state} aria-busy />
  if (data.conversations.length === 0 && data.messages.length === 0) {
    return (
      <div className={styles.state}>
        <EmptyState icon={<SearchX size={28} />} title={words.none(asked)}>
          {words.noneBody}
        </EmptyState>
      </div>
    )
  }
  return (
    <div className={styles.results} role="region" aria-label={words.results} aria-busy={!settled} onKeyDown={walk}>
      {data.conversations.length === 0 ? null : (
        <>
          <h2 className={styles.heading}>{words.conversations}</h2>
          <ul aria-label={words.conversations}>
            {data.conversations.map((conversation) => (
              <li key={conversation.id} className={styles.item}>
                <ConversationRow
                  // The list may know it newer than the search does.
                  conversation={conversationStore.conversation(conversation.id) ?? conversation}
                  selected={conversation.id === selectedId}
                  linkDown={linkDown && conversation.lastMessage?.state === 'queued'}
                  now={now}
                  onOpen={onOpen}
                  onAim={noAim}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      {data.messages.length === 0 ? null : (
        <>
          <h2 className={styles.heading}>{words.messages}</h2>
          <ul aria-label={words.messages}>
            {data.messages.map((hit) => (
              <li key={hit.message.id} className={styles.item}>
                <Hit hit={hit} now={now} onOpenMessage={onOpenMessage} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function noAim(): void {
  // Results are few: nothing to prepare.
}

function Hit({
  hit,
  now,
  onOpenMessage,
}: {
  readonly hit: MessageHit
  readonly now: number
  onOpenMessage(target: ThreadTarget): void
}) {
  const { message, conversationName, snippet } = hit
  return (
    <button
      type="button"
      className={styles.hit}
      onClick={() => onOpenMessage({ conversationId: message.conversationId, messageId: message.id })}
    >
      <VisuallyHidden>
        {words.hitName(conversationName, spokenTime(message.sortAt, now), plainSnippet(snippet))}
      </VisuallyHidden>
      <span className={styles.hitTop} aria-hidden>
        <span className={styles.hitName}>{conversationName}</span>
        <time className={styles.hitTime}>{listTime(message.sortAt, now)}</time>
      </span>
      <span className={styles.snippet} aria-hidden>
        {message.direction === 'out' ? `${words.you}: ` : ''}
        {markedParts(snippet).map((part, index) => (part.marked ? <mark key={index}>{part.text}</mark> : part.text))}
      </span>
    </button>
  )
}

function usePaused(text: string): string {
  const [paused, setPaused] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), pause)
    return () => clearTimeout(timer)
  }, [text])
  return paused
}

/** Arrows walk through all results, whatever their kind. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0 || event.altKey || event.ctrlKey || event.metaKey) return
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('li button')]
  const at = buttons.indexOf(document.activeElement as HTMLElement)
  if (at < 0) return
  event.preventDefault()
  buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus()
}
