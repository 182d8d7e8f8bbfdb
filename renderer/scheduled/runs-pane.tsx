import { useInfiniteQuery } from '@tanstack/react-query'
import type { AutomationRuns, AutomationView } from '../../electron/ipc/contract/automation-views.ts'
import { campTime } from '../lib/camp-time.ts'
import { asHubError, callHub, useHubMinute, useSettings } from '../lib/data.ts'
import { useUi } from '../shell/ui-state.ts'
import { Button } from '../ui/button.tsx'
import { automationWords } from '../words/automations.ts'
import styles from './automations.module.css'

const words = automationWords.runs
const page = 30

/** What it sent, and whom it left out and why, the newest first. */
export function RunsPane({ automation }: { readonly automation: AutomationView }) {
  const { id, name } = automation
  const now = useHubMinute()
  const zone = useSettings().timeZone
  const log = useInfiniteQuery({
    queryKey: ['automations', 'runs', id],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam }) => callHub('automations.runs', { id, before: pageParam, limit: page }),
    getNextPageParam: (last: AutomationRuns) => (last.hasMore ? (last.items.at(-1)?.id ?? null) : null),
  })
  const items = log.data?.pages.flatMap((one) => one.items) ?? []
  return (
    <section className={styles.pane} aria-label={words.label(name)}>
      {log.error !== null ? (
        <p className={styles.failed} role="alert">
          {automationWords.failed} {asHubError(log.error).message}
        </p>
      ) : log.data !== undefined && items.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <ul className={styles.texts}>
          {items.map((run) => (
            <li key={run.id}>
              <span className={styles.to}>
                {campTime(run.at, now, zone)} · {run.outcome === 'sent' ? words.sent : words.left}
              </span>
              <span>
                {run.words}
                {run.conversationId === null ? null : (
                  <Button
                    size="small"
                    variant="quiet"
                    onClick={() => useUi.getState().openConversation(run.conversationId ?? 0)}
                  >
                    {words.open}
                  </Button>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {log.hasNextPage ? (
        <Button size="small" disabled={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          {automationWords.more}
        </Button>
      ) : null}
    </section>
  )
}
