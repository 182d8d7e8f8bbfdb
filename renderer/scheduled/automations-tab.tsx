import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { asHubError, callHub } from '../lib/data.ts'
import { uuidV7 } from '../lib/uuid.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { useAction } from '../ui/use-action.ts'
import { automationWords as words } from '../words/automations.ts'
import { AutomationCard } from './automation-card.tsx'
import styles from './automations.module.css'

/** What sends texts by itself. */
export function AutomationsTab() {
  const list = useQuery({ queryKey: ['automations', 'list'], queryFn: () => callHub('automations.list', {}) })
  const add = useAction(async () => {
    await callHub('automations.addKeyword', { requestId: uuidV7() })
  })
  if (list.error !== null) {
    return (
      <ErrorNotice
        title={words.unreadable.title}
        details={asHubError(list.error).details ?? asHubError(list.error).message}
        onRetry={() => void list.refetch()}
      >
        {words.unreadable.meaning}
      </ErrorNotice>
    )
  }
  return (
    <div className={styles.scroll} aria-busy={list.isPending}>
      <p className={styles.intro}>{words.intro}</p>
      <ul className={styles.list} aria-label={words.list}>
        {(list.data ?? []).map((automation) => (
          <AutomationCard key={automation.id} automation={automation} />
        ))}
      </ul>
      <div className={styles.add}>
        <Button icon={<Plus size={16} aria-hidden />} disabled={add.busy} onClick={() => add.run()}>
          {words.addKeyword}
        </Button>
        {add.error === null ? null : (
          <span className={styles.failed} role="alert">
            {words.failed} {add.error}
          </span>
        )}
      </div>
    </div>
  )
}
