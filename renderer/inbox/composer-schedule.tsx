import { CalendarClock } from 'lucide-react'
import { lazy, memo, Suspense } from 'react'
import { keysFor } from '../keys/bindings.ts'
import { useCommand } from '../keys/use-command.ts'
import type { Plan } from '../lib/schedule.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { inboxWords } from '../words/inbox.ts'
import styles from './composer.module.css'
import type { Use } from './composer-use.ts'

// Few texts are planned: the first screen does not wait for it.
const Panel = lazy(() =>
  import('../scheduled/schedule-panel.tsx').then((module) => ({ default: module.SchedulePanel })),
)

/** A planned text is of use for this long unless something else is chosen, in minutes. */
const usualMinutes = 60

interface ScheduleButtonProps {
  readonly isOpen: boolean
  readonly disabled: boolean
  onToggle(): void
}

/** Opens what asks when the text in the box goes out. */
export const ScheduleButton = memo(function ScheduleButton({ isOpen, disabled, onToggle }: ScheduleButtonProps) {
  useCommand('message.schedule', onToggle, !disabled)
  return (
    <IconButton
      label={inboxWords.composer.schedule}
      hintKeys={keysFor('message.schedule')}
      icon={<CalendarClock size={18} aria-hidden />}
      className={styles.schedule}
      aria-expanded={isOpen}
      disabled={disabled}
      onClick={onToggle}
    />
  )
})

interface SchedulePanelProps {
  readonly use: Use
  readonly sendable: boolean
  onSchedule(plan: Plan): void
  onCancel(): void
}

/** When the text in the box goes out. */
export function SchedulePanel({ use, ...rest }: SchedulePanelProps) {
  return (
    <Suspense fallback={null}>
      <Panel {...rest} useMinutes={use.kind === 'for' ? use.minutes : usualMinutes} />
    </Suspense>
  )
}
