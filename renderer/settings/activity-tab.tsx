import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import type { CallInput } from '../../electron/ipc/contract/calls.ts'
import type { ActivityItem, ActivityPage } from '../../electron/ipc/contract/staff-views.ts'
import { asHubError, callHub, useHubMinute } from '../lib/data.ts'
import { spokenTime } from '../lib/time.ts'
import { useUi } from '../shell/ui-state.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useAction } from '../ui/use-action.ts'
import { activityWords as words, kindWords } from '../words/staff.ts'
import styles from './activity-tab.module.css'

type Filter = CallInput<'activity.page'>['filter']

const page = 50
const everything: Filter = { staff: null, kind: null, day: null, person: '' }
/** Stands for "everybody" and "everything" in the lists: no name and no kind is empty. */
const all = ''

/** What was done here, by whom: newest first, by person, day, kind or who it concerned. */
export function ActivityTab() {
  const [filter, setFilter] = useState(everything)
  const asked = { ...filter, person: useDeferredValue(filter.person) }
  const record = useInfiniteQuery({
    queryKey: ['activity', 'page', asked],
    initialPageParam: null as { at: number; id: number } | null,
    queryFn: ({ pageParam }) => callHub('activity.page', { filter: asked, before: pageParam, limit: page }),
    getNextPageParam: (last: ActivityPage) => {
      const end = last.items.at(-1)
      return last.hasMore && end ? { at: end.at, id: end.id } : null
    },
    placeholderData: (before) => before,
    refetchOnMount: 'always',
  })
  const items = record.data?.pages.flatMap((one) => one.items) ?? []
  const isFiltered = filter.staff !== null || filter.kind !== null || filter.day !== null || filter.person.trim() !== ''
  return (
    <div className={styles.tab}>
      <p className={styles.intro}>{words.intro}</p>
      <Filters filter={filter} isFiltered={isFiltered} onChange={setFilter} />
      {record.error !== null ? (
        <ErrorNotice
          title={words.unreadable}
          details={asHubError(record.error).message}
          onRetry={() => void record.refetch()}
        />
      ) : record.data !== undefined && items.length === 0 ? (
        <EmptyState headingLevel={3} title={isFiltered ? words.notFound.title : words.none.title}>
          {isFiltered ? words.notFound.body : words.none.body}
        </EmptyState>
      ) : (
        <table className={styles.table} aria-label={words.table} aria-busy={record.isPending}>
          <thead>
            <tr>
              <th scope="col">{words.columns.at}</th>
              <th scope="col">{words.columns.staff}</th>
              <th scope="col">{words.columns.words}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <ActivityRow key={item.id} item={item} />
            ))}
          </tbody>
        </table>
      )}
      {record.hasNextPage ? (
        <div>
          <Button disabled={record.isFetchingNextPage} onClick={() => void record.fetchNextPage()}>
            {words.more}
          </Button>
        </div>
      ) : null}
    </div>
  )
}

interface FiltersProps {
  readonly filter: Filter
  readonly isFiltered: boolean
  onChange(filter: Filter): void
}

function Filters({ filter, isFiltered, onChange }: FiltersProps) {
  const choices = useQuery({
    queryKey: ['activity', 'choices'],
    queryFn: () => callHub('activity.choices', {}),
    refetchOnMount: 'always',
  })
  const [path, setPath] = useState<string | null>(null)
  const save = useAction(async () => setPath((await callHub('activity.save', { filter })).path))
  const options = (first: string, values: readonly string[], label: (value: string) => string) => [
    { value: all, label: first },
    ...values.map((value) => ({ value, label: label(value) })),
  ]
  return (
    <>
      <div className={styles.filters} role="search" aria-label={words.title}>
        <Select
          label={words.staff}
          value={filter.staff ?? all}
          options={options(words.everybody, choices.data?.staff ?? [], (name) => name)}
          onValueChange={(staff) => onChange({ ...filter, staff: staff === all ? null : staff })}
        />
        <Select
          label={words.kind}
          value={filter.kind ?? all}
          options={options(words.everything, choices.data?.kinds ?? [], kindWords)}
          onValueChange={(kind) => onChange({ ...filter, kind: kind === all ? null : kind })}
        />
        <TextField
          label={words.day}
          type="date"
          min="2000-01-01"
          max="2199-12-31"
          value={filter.day ?? ''}
          onChange={(event) => {
            const day = event.currentTarget.value
            // A year that is being typed is no year of ours yet.
            onChange({ ...filter, day: /^(19|20|21)\d{2}-/.test(day) ? day : null })
          }}
        />
        <TextField
          label={words.person}
          type="search"
          maxLength={100}
          value={filter.person}
          onChange={(event) => onChange({ ...filter, person: event.currentTarget.value })}
        />
      </div>
      <div className={styles.row}>
        <Button disabled={save.busy} onClick={() => save.run()}>
          {words.save}
        </Button>
        {isFiltered ? <Button onClick={() => onChange(everything)}>{words.clear}</Button> : null}
        <span role="status" className={styles.path} data-selectable>
          {save.error ?? (path === null ? '' : words.saved(path))}
        </span>
      </div>
    </>
  )
}

function ActivityRow({ item }: { readonly item: ActivityItem }) {
  const now = useHubMinute()
  const { at, staff, kind, words: said, conversationId } = item
  return (
    <tr>
      <td className={styles.time}>{spokenTime(at, now)}</td>
      <td>{staff === '' ? words.nobody : staff}</td>
      <td>
        {conversationId === null ? (
          said
        ) : (
          <button
            type="button"
            className={styles.link}
            data-hint={words.open}
            onClick={() => useUi.getState().openConversation(conversationId)}
          >
            {said}
          </button>
        )}
        <span className={styles.kind}>{kindWords(kind)}</span>
      </td>
    </tr>
  )
}
