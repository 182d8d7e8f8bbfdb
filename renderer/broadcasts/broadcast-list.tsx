import { asHubError } from '../lib/data.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { broadcastWords as words } from '../words/broadcasts.ts'
import styles from './broadcast-list.module.css'
import { BroadcastRow } from './broadcast-row.tsx'
import { useBroadcasts } from './queries.ts'

/** What goes out and what went out, the newest first. */
export function BroadcastList() {
  const broadcasts = useBroadcasts()
  const items = broadcasts.data?.pages.flatMap((page) => page.items) ?? []
  if (broadcasts.error !== null && broadcasts.data === undefined) {
    return (
      <ErrorNotice
        title={words.unreadable.title}
        details={asHubError(broadcasts.error).details ?? asHubError(broadcasts.error).message}
        onRetry={() => void broadcasts.refetch()}
      >
        {words.unreadable.meaning}
      </ErrorNotice>
    )
  }
  if (broadcasts.data === undefined) return null
  if (items.length === 0) {
    return (
      <EmptyState title={words.list.none.title}>
        <p>{words.list.none.body}</p>
      </EmptyState>
    )
  }
  return (
    <div className={styles.scroll}>
      <ul className={styles.list} aria-label={words.list.name}>
        {items.map((broadcast) => (
          <BroadcastRow key={broadcast.id} broadcast={broadcast} />
        ))}
      </ul>
      {broadcasts.hasNextPage ? (
        <div className={styles.more}>
          <Button disabled={broadcasts.isFetchingNextPage} onClick={() => void broadcasts.fetchNextPage()}>
            {words.list.more}
          </Button>
        </div>
      ) : null}
    </div>
  )
}
