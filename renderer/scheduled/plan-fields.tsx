import { useId } from 'react'
import { campClock, campTime } from '../lib/camp-time.ts'
import { useHubMinute, useSettings } from '../lib/data.ts'
import { SegmentedRadio } from '../ui/segmented-radio.tsx'
import type { Segment } from '../ui/segmented-radio.tsx'
import { scheduledWords } from '../words/scheduled.ts'
import styles from './plan-fields.module.css'
import { offeredSpans } from './use-plan.ts'
import type { ChoiceKey, PlanState } from './use-plan.ts'

const words = scheduledWords.plan

interface PlanFieldsProps {
  readonly state: PlanState
  /** Whether Twilio may be asked to hold it. */
  readonly mayHold?: boolean
}

/** When, and for how long it is of use: by keys alone from the first choice to the last. */
export function PlanFields({ state, mayHold = false }: PlanFieldsProps) {
  const id = useId()
  const zone = useSettings().timeZone
  const { offered } = state
  const segments: readonly Segment<ChoiceKey>[] = [
    ...(offered?.choices ?? []).map(({ key, at }) => ({
      value: key,
      label: words.choices[key],
      aside: <span className={styles.clock}>{campClock(at, zone)}</span>,
    })),
    { value: 'time' as const, label: words.choices.time },
  ]
  const bad = state.verdict !== null && 'reason' in state.verdict
  return (
    <div className={styles.fields}>
      <SegmentedRadio
        label={words.when}
        size="small"
        value={state.chosen}
        segments={segments}
        onValueChange={state.choose}
      />
      <div className={styles.line}>
        <input
          type="date"
          className={styles.field}
          aria-label={words.day}
          aria-describedby={`${id}-verdict`}
          aria-invalid={bad || undefined}
          value={state.day}
          min={offered?.now.day}
          onChange={(event) => state.setDay(event.currentTarget.value)}
        />
        <input
          type="time"
          className={styles.field}
          aria-label={words.time}
          aria-describedby={`${id}-verdict`}
          aria-invalid={bad || undefined}
          value={state.time}
          onChange={(event) => state.setTime(event.currentTarget.value)}
        />
        <label className={styles.pair}>
          <span>{words.use}</span>
          <select
            className={styles.field}
            value={state.useMinutes}
            onChange={(event) => state.setUseMinutes(Number(event.currentTarget.value))}
          >
            {[...new Set([...offeredSpans, state.useMinutes])]
              .sort((one, other) => one - other)
              .map((minutes) => (
                <option key={minutes} value={minutes}>
                  {words.span(minutes)}
                </option>
              ))}
          </select>
        </label>
        <label className={styles.pair}>
          <input
            type="checkbox"
            className={styles.check}
            checked={state.cancelOnReply}
            onChange={(event) => state.setCancelOnReply(event.currentTarget.checked)}
          />
          <span>{words.cancelOnReply}</span>
        </label>
        {mayHold && state.canHold ? (
          <label className={styles.pair}>
            <input
              type="checkbox"
              className={styles.check}
              checked={state.byCarrier}
              onChange={(event) => state.setByCarrier(event.currentTarget.checked)}
            />
            <span>{words.byCarrier}</span>
          </label>
        ) : null}
      </div>
      <Verdict id={`${id}-verdict`} state={state} />
    </div>
  )
}

/** What was chosen comes to, or why it cannot be. Room is kept for it: nothing moves when it changes. */
function Verdict({ id, state }: { readonly id: string; readonly state: PlanState }) {
  const now = useHubMinute()
  const zone = useSettings().timeZone
  const { verdict } = state
  if (verdict !== null && 'reason' in verdict) {
    return (
      <p id={id} className={styles.bad} role="alert">
        {verdict.reason}
      </p>
    )
  }
  return (
    <p id={id} className={styles.verdict} role="status">
      {verdict === null
        ? state.time === '' || state.day === ''
          ? words.chooseTime
          : words.checking
        : state.byCarrier
          ? words.goesOutHeld(campTime(verdict.at, now, zone))
          : words.goesOut(campTime(verdict.at, now, zone), campTime(verdict.at + state.useMinutes * 60_000, now, zone))}
    </p>
  )
}
