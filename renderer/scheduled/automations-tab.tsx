import { EmptyState } from '../ui/empty-state.tsx'
import { scheduledWords as words } from '../words/scheduled.ts'

/** What sends texts by itself. */
export function AutomationsTab() {
  return <EmptyState title={words.tabs.automations} />
}
