import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { DuplicateEntry, DuplicateView } from '../../electron/ipc/contract/people-views.ts'
import { asHubError, callHub } from '../lib/data.ts'
import { uuidV7 } from '../lib/uuid.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { SegmentedRadio } from '../ui/segmented-radio.tsx'
import { useAction } from '../ui/use-action.ts'
import { peopleEditWords } from '../words/people-edit.ts'
import { LastActBar } from './last-act.tsx'
import { tellAct } from './people-act.ts'
import styles from './duplicates-pane.module.css'
import importStyles from './import-pane.module.css'

const words = peopleEditWords.duplicates

/** Entries that may be one and the same, side by side. */
export function DuplicatesPane({ onDone }: { onDone(): void }) {
  const query = useQuery({ queryKey: ['people', 'duplicates'], queryFn: () => callHub('people.duplicates', {}) })
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <section className={importStyles.pane} aria-label={words.title}>
      <header className={importStyles.head}>
        <Button variant="quiet" icon={<ArrowLeft size={16} aria-hidden />} onClick={onDone}>
          {words.back}
        </Button>
        <h1 ref={title} tabIndex={-1} className={importStyles.title}>
          {words.title}
        </h1>
      </header>
      <LastActBar />
      <div className={importStyles.body}>
        <div className={importStyles.column}>
          {query.error !== null ? (
            <ErrorNotice
              title={peopleEditWords.unreadable.title}
              details={asHubError(query.error).details ?? asHubError(query.error).message}
              onRetry={() => void query.refetch()}
            />
          ) : query.data?.length === 0 ? (
            <EmptyState title={words.none.title}>
              <p>{words.none.body}</p>
            </EmptyState>
          ) : (
            (query.data ?? []).map((pair) => (
              <Pair key={`${pair.entity} ${pair.first.id} ${pair.second.id}`} pair={pair} />
            ))
          )}
        </div>
      </div>
    </section>
  )
}

function Pair({ pair }: { readonly pair: DuplicateView }) {
  const { entity, because, first, second } = pair
  const differing = Object.keys({ ...first.fields, ...second.fields }).filter(
    (field) =>
      (first.fields[field] ?? '') !== '' &&
      (second.fields[field] ?? '') !== '' &&
      first.fields[field] !== second.fields[field],
  )
  const [fromSecond, setFromSecond] = useState<ReadonlySet<string>>(new Set())
  const merge = useAction(async () => {
    tellAct(
      await callHub('people.merge', {
        requestId: uuidV7(),
        entity,
        keep: first.id,
        drop: second.id,
        fromDropped: [...fromSecond],
      }),
    )
  })
  const keep = useAction(() => callHub('people.notTheSame', { entity, firstId: first.id, secondId: second.id }))
  return (
    <section className={styles.pair} aria-label={words.pair(words.entity[entity], first.name, words.because[because])}>
      <h2 className={styles.heading}>{words.pair(words.entity[entity], first.name, words.because[because])}</h2>
      <div className={styles.sides}>
        <Side entry={first} />
        <Side entry={second} />
      </div>
      {differing.map((field) => (
        <div key={field} className={styles.field}>
          <span className={styles.fieldName}>{words.field[field] ?? field}</span>
          <SegmentedRadio
            label={words.use(words.field[field] ?? field)}
            size="small"
            value={fromSecond.has(field) ? 'second' : 'first'}
            segments={[
              { value: 'first', label: first.fields[field] ?? '' },
              { value: 'second', label: second.fields[field] ?? '' },
            ]}
            onValueChange={(side) => {
              const next = new Set(fromSecond)
              if (side === 'second') next.add(field)
              else next.delete(field)
              setFromSecond(next)
            }}
          />
        </div>
      ))}
      {words.meaning[entity] === '' ? null : <p className={styles.meaning}>{words.meaning[entity]}</p>}
      {merge.error === null && keep.error === null ? null : (
        <p role="alert" className={importStyles.error}>
          {merge.error ?? keep.error}
        </p>
      )}
      <div className={importStyles.buttons}>
        <Button variant="primary" disabled={merge.busy} onClick={() => merge.run()}>
          {entity === 'family' ? words.mergeFamilies : words.merge}
        </Button>
        <Button disabled={keep.busy} onClick={() => keep.run()}>
          {words.not}
        </Button>
      </div>
    </section>
  )
}

function Side({ entry }: { readonly entry: DuplicateEntry }) {
  return (
    <div className={styles.side}>
      <p className={styles.name}>{entry.name}</p>
      <ul className={styles.facts}>
        {entry.facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </div>
  )
}
