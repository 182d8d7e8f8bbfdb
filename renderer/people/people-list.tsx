import { useInfiniteQuery } from '@tanstack/react-query'
import { CopyCheck, Search, Upload, UserPlus } from 'lucide-react'
import { useCallback, useDeferredValue, useState } from 'react'
import type { PeoplePage } from '../../electron/ipc/contract/people-views.ts'
import { useKeysFor } from '../keys/bindings.ts'
import { asHubError, callHub } from '../lib/data.ts'
import { useUi } from '../shell/ui-state.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { peopleEditWords } from '../words/people-edit.ts'
import { peopleWords as words } from '../words/people.ts'
import { BulkBar } from './bulk-bar.tsx'
import { FamilyPane } from './family-pane.tsx'
import { LastActBar } from './last-act.tsx'
import { LastImport } from './last-import.tsx'
import { noFilter, PeopleFilter } from './people-filter.tsx'
import type { Filter } from './people-filter.tsx'
import styles from './people-list.module.css'
import { PlayerRow } from './player-row.tsx'
import { useChosen } from './use-chosen.ts'

const page = 100

function usePeople(text: string, filter: Filter) {
  return useInfiniteQuery({
    queryKey: ['people', 'list', text, filter],
    initialPageParam: null as { lastName: string; firstName: string; id: number } | null,
    queryFn: ({ pageParam }) => callHub('people.list', { text, after: pageParam, limit: page, filter }),
    getNextPageParam: (last: PeoplePage) => {
      const end = last.players.at(-1)
      return last.hasMore && end ? { lastName: end.lastName, firstName: end.firstName, id: end.id } : null
    },
    // What stood there stays until the next letters are answered.
    placeholderData: (before) => before,
  })
}

interface PeopleListProps {
  onImport(): void
  onDuplicates(): void
}

/** Players by name, with whoever is reached about them; beside it the family that is looked at. */
export function PeopleList({ onImport, onDuplicates }: PeopleListProps) {
  const [text, setText] = useState('')
  const [filter, setFilter] = useState<Filter>(noFilter)
  const [familyId, setFamilyId] = useState<number | null>(null)
  const searched = useDeferredValue(text.trim())
  const people = usePeople(searched, filter)
  const walkUpKeys = useKeysFor('people.walkUp')
  const pages = people.data?.pages ?? []
  const players = pages.flatMap((one) => one.players)
  const total = pages[0]?.total ?? 0
  const isEmpty = people.data !== undefined && total === 0
  const { chosen, choose, clear, onKeyDown } = useChosen()
  const closeFamily = useCallback(() => setFamilyId(null), [])
  return (
    <div className={styles.beside}>
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
          {isEmpty ? null : (
            <Button variant="quiet" icon={<CopyCheck size={16} aria-hidden />} onClick={onDuplicates}>
              {peopleEditWords.duplicates.button}
            </Button>
          )}
          <Button
            icon={<UserPlus size={16} aria-hidden />}
            hint={peopleEditWords.walkUp.title}
            hintKeys={walkUpKeys}
            onClick={() => useUi.getState().openDialog('walk-up')}
          >
            {peopleEditWords.walkUp.button}
          </Button>
          <Button variant="primary" icon={<Upload size={16} aria-hidden />} onClick={onImport}>
            {words.import}
          </Button>
        </header>
        {isEmpty ? null : <PeopleFilter filter={filter} onFilter={setFilter} />}
        <LastImport />
        <LastActBar />
        {chosen.size === 0 ? null : <BulkBar chosen={chosen} onClear={clear} />}
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
          <EmptyState title={searched === '' ? peopleEditWords.list.none.title : words.notFound.title(searched)}>
            <p>{searched === '' ? peopleEditWords.list.none.body : words.notFound.body}</p>
          </EmptyState>
        ) : (
          <div className={styles.scroll} aria-busy={people.isPending}>
            <table className={styles.table} aria-label={words.table} onKeyDown={onKeyDown}>
              <thead>
                <tr>
                  <th scope="col" className={styles.choose}>
                    <label className={styles.box44}>
                      <input
                        type="checkbox"
                        aria-label={peopleEditWords.list.chooseAll}
                        checked={players.length > 0 && players.every(({ id }) => chosen.has(id))}
                        onChange={(event) => {
                          for (const { id } of players) choose(id, event.currentTarget.checked)
                        }}
                      />
                    </label>
                  </th>
                  <th scope="col">{words.columns.player}</th>
                  <th scope="col">{words.columns.camp}</th>
                  <th scope="col">{words.columns.guardians}</th>
                </tr>
              </thead>
              <tbody>
                {players.map((player) => (
                  <PlayerRow
                    key={player.id}
                    player={player}
                    chosen={chosen.has(player.id)}
                    shown={player.familyId === familyId}
                    onChoose={choose}
                    onOpen={setFamilyId}
                  />
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
      {familyId === null ? null : <FamilyPane familyId={familyId} onClose={closeFamily} />}
    </div>
  )
}
