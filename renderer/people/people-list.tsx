import { useInfiniteQuery } from '@tanstack/react-query'
import { Search, Upload } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import type { PeoplePage } from '../../electron/ipc/contract/people-views.ts'
import { asHubError, callHub } from '../lib/data.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { peopleWords as words } from '../words/people.ts'
import { LastImport } from './last-import.tsx'
import styles from './people-list.module.css'
import { PlayerRow } from './player-row.tsx'

const page = 100

function usePeople(text: string) {
  return useInfiniteQuery({
    queryKey: ['people', text],
    initialPageParam: null as { lastName: string; firstName: string; id: number } | null,
    queryFn: ({ pageParam }) => callHub('people.list', { text, after: pageParam, limit: page }),
    getNextPageParam: (last: PeoplePage) => {
      const end = last.players.at(-1)
      return last.hasMore && end ? { lastName: end.lastName, firstName: end.firstName, id: end.id } : null
    },
    // What stood there stays until the next letters are answered.
    placeholderData: (before) => before,
  })
}

/** Players by name, with whoever is reached about them. */
export function PeopleList({ onImport }: { onImport(): void }) {
  const [text, setText] = useState('')
  const searched = useDeferredValue(text.trim())
  const people = usePeople(searched)
  const pages = people.data?.pages ?? []
  const players = pages.flatMap((one) => one.players)
  const total = pages[0]?.total ?? 0
  const isEmpty = people.data !== undefined && total === 0
  return (
    <section className={styles.screen} aria-label={words.title}>
      <header className={styles.head}>
        <h1 className={styles.title}>{words.title}</h1>
        <div className={styles.search}>
          <Search size={16} aria-hidden />
          <input
            type="search"
            className={styles.box}
            aria-label={words.search}
            placeholder={words.search}
            data-hint={words.searchHint}
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </div>
        <span className={styles.total} role="status">
          {people.data === undefined || isEmpty ? '' : words.total(total)}
        </span>
        <Button variant="primary" icon={<Upload size={16} aria-hidden />} onClick={onImport}>
          {words.import}
        </Button>
      </header>
      <LastImport />
      {people.error !== null ? (
        <ErrorNotice
          title={words.unreadable.title}
          details={asHubError(people.error).details ?? asHubError(people.error).message}
          onRetry={() => void people.refetch()}
        >
          {words.unreadable.meaning}
        </ErrorNotice>
      ) : isEmpty ? (
        <EmptyState title={words.none.title}>
          <p>{words.none.body}</p>
        </EmptyState>
      ) : people.data !== undefined && players.length === 0 ? (
        <EmptyState title={words.notFound.title(searched)}>
          <p>{words.notFound.body}</p>
        </EmptyState>
      ) : (
        <div className={styles.scroll} aria-busy={people.isPending}>
          <table className={styles.table} aria-label={words.table}>
            <thead>
              <tr>
                <th scope="col">{words.columns.player}</th>
                <th scope="col">{words.columns.camp}</th>
                <th scope="col">{words.columns.guardians}</th>
              </tr>
            </thead>
            <tbody>
              {players.map((player) => (
                <PlayerRow key={player.id} player={player} />
              ))}
            </tbody>
          </table>
          {people.hasNextPage ? (
            <div className={styles.more}>
              <span>{words.showing(players.length, total)}</span>
              <Button disabled={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
                {words.more}
              </Button>
            </div>
          ) : null}
        </div>
      )}
    </section>
  )
}
