import { useEffect, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { campTime } from '../lib/camp-time.ts'
import { useHubMinute, useSettings } from '../lib/data.ts'
import type { Plan } from '../lib/schedule.ts'
import { Button } from '../ui/button.tsx'
import { scheduledWords } from '../words/scheduled.ts'
import { PlanFields } from './plan-fields.tsx'
import styles from './schedule-panel.module.css'
import { usePlan } from './use-plan.ts'

const words = scheduledWords.plan

interface SchedulePanelProps {
  /** Of use for so many minutes, unless something else is chosen here. */
  readonly useMinutes: number
  /** There is something to plan. */
  readonly sendable: boolean
  onSchedule(plan: Plan): void
  onCancel(): void
}

/** Over the composer: when the text goes out. Enter plans it, Escape leaves all as it was. */
export function SchedulePanel({ useMinutes, sendable, onSchedule, onCancel }: SchedulePanelProps) {
  const panel = useRef<HTMLDivElement>(null)
  const state = usePlan(null, useMinutes)
  const now = useHubMinute()
  const zone = useSettings().timeZone
  const { plan, verdict } = state
  const hasChoices = state.offered !== undefined
  useEffect(() => {
    if (hasChoices) panel.current?.querySelector<HTMLElement>('input:checked')?.focus()
  }, [hasChoices])
  const schedule = () => {
    if (plan !== null && sendable) onSchedule(plan)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Escape') onCancel()
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement && !event.repeat) schedule()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div ref={panel} className={styles.panel} role="group" aria-label={words.label} onKeyDown={onKeyDown}>
      <PlanFields state={state} mayHold />
      <div className={styles.acts}>
        {sendable ? null : <span className={styles.first}>{words.writeFirst}</span>}
        <Button size="small" variant="quiet" onClick={onCancel}>
          {words.cancel}
        </Button>
        <Button size="small" variant="primary" disabled={plan === null || !sendable} onClick={schedule}>
          {verdict !== null && 'at' in verdict ? words.scheduleFor(campTime(verdict.at, now, zone)) : words.schedule}
        </Button>
      </div>
    </div>
  )
}
