import { X } from 'lucide-react'
import { lazy, memo, Suspense } from 'react'
import type { ConversationView } from '../../electron/ipc/contract/views.ts'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { inboxWords } from '../words/inbox.ts'
import styles from './family-panel.module.css'

const words = inboxWords.family

// The texts stand first; what the day has to do with them comes once they do.
const ConsentSection = lazy(() =>
  import('./consent-section.tsx').then((module) => ({ default: module.ConsentSection })),
)
const FamilyBody = lazy(() => import('./family-body.tsx').then((module) => ({ default: module.FamilyBody })))

interface FamilyPanelProps {
  readonly conversation: ConversationView
  onClose(): void
  /** Opens the conversation with another guardian. */
  onOpenAddress(address: string): void
}

/** Right: the children and adults behind the number. */
export const FamilyPanel = memo(function FamilyPanel({ conversation, onClose, onOpenAddress }: FamilyPanelProps) {
  return (
    <aside className={styles.panel} aria-label={words.label}>
      <header className={styles.header}>
        <h2>{words.label}</h2>
        <IconButton label={words.hide} icon={<X size={20} aria-hidden />} onClick={onClose} />
      </header>
      <div className={styles.body}>
        <ErrorBoundary pane={inboxWords.pane.family} resetKey={conversation.id}>
          <Suspense fallback={<FamilyWaits />}>
            <FamilyBody
              key={conversation.id}
              conversation={conversation}
              waits={<FamilyWaits />}
              onOpenAddress={onOpenAddress}
            />
            <ConsentSection key={`consent ${conversation.id}`} conversation={conversation} />
          </Suspense>
        </ErrorBoundary>
      </div>
    </aside>
  )
})

function FamilyWaits() {
  return (
    <div className={styles.loading}>
      <Skeleton rows={4} />
    </div>
  )
}
