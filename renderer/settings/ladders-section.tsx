import { useState } from 'react'
import type { LadderSetting, RungView } from '../../electron/ipc/contract/ladder-views.ts'
import { asHubError } from '../lib/data.ts'
import { saveLadder, useLadderSettings } from '../lib/ladders.ts'
import { useDirectorPin } from '../staff/director-pin.tsx'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { Switch } from '../ui/switch.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useAction } from '../ui/use-action.ts'
import { ladderWords } from '../words/ladders.ts'
import styles from './ladders-section.module.css'
import { Section } from './section.tsx'

const words = ladderWords.settings
const most = 480

/** Who is told, and when, of a player who did not arrive or was not picked up: for each camp, off until it is turned on. */
export function LaddersSection() {
  const settings = useLadderSettings()
  return (
    <Section title={words.title} intro={words.intro}>
      {settings.error !== null ? (
        <ErrorNotice
          title={words.unreadable}
          details={asHubError(settings.error).message}
          onRetry={() => void settings.refetch()}
        >
          {ladderWords.dialog.unreadable.meaning}
        </ErrorNotice>
      ) : settings.data?.length === 0 ? (
        <p className={styles.none}>{words.none}</p>
      ) : (
        <>
          <p className={styles.none}>{words.asksFirst}</p>
          {settings.data?.map((setting) => (
            <Ladder key={`${setting.campId} ${setting.kind}`} setting={setting} />
          ))}
        </>
      )}
    </Section>
  )
}

function Ladder({ setting }: { readonly setting: LadderSetting }) {
  const { camp, kind, enabled, rungs } = setting
  const director = useDirectorPin()
  const [asks, setAsks] = useState(false)
  const save = useAction((change: Partial<LadderSetting>) => saveLadder({ ...setting, ...change }, null))
  const turnOn = useAction(async () => {
    if (director.isNeeded && !asks) return setAsks(true)
    await director.use((by) => saveLadder({ ...setting, enabled: true }, by))
    setAsks(false)
  })
  const error = save.error ?? turnOn.error
  const name = words.of(words.kinds[kind], camp)
  return (
    <div role="group" aria-label={name} className={styles.ladder}>
      <Switch
        label={name}
        checked={enabled}
        disabled={save.busy || turnOn.busy}
        onCheckedChange={(on) => (on ? turnOn.run() : save.run({ enabled: false }))}
      />
      {asks ? (
        <div className={styles.director} role="group" aria-label={words.director}>
          {director.field(turnOn.run)}
          <div className={styles.buttons}>
            <Button variant="primary" disabled={turnOn.busy || !director.isReady} onClick={() => turnOn.run()}>
              {words.turnOn}
            </Button>
            <Button onClick={() => setAsks(false)}>{words.leaveOff}</Button>
          </div>
        </div>
      ) : null}
      {enabled ? (
        <ol className={styles.steps} aria-label={words.steps}>
          {rungs.map((rung, index) => (
            <Step
              // What was stored stands in the fields.
              key={`${index} ${rung.after}`}
              rung={rung}
              kind={kind}
              camp={camp}
              isFree={(after) =>
                rungs.every(
                  (other, place) => place === index || (place < index ? other.after < after : other.after > after),
                )
              }
              onChange={(after) =>
                save.run({ rungs: rungs.map((other, place) => (place === index ? { ...other, after } : other)) })
              }
            />
          ))}
        </ol>
      ) : null}
      {error === null ? null : (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
    </div>
  )
}

interface StepProps {
  readonly rung: RungView
  readonly kind: LadderSetting['kind']
  readonly camp: string
  /** Whether a step at these minutes keeps the order. */
  isFree(after: number): boolean
  onChange(after: number): void
}

function Step({ rung, kind, camp, isFree, onChange }: StepProps) {
  const [typed, setTyped] = useState(String(rung.after))
  const [error, setError] = useState<string | null>(null)
  const act =
    rung.act !== 'text'
      ? words.acts[rung.act]
      : rung.spoken === true
        ? words.acts.spoken(rung.guardian)
        : words.acts.text(rung.guardian)
  const keep = () => {
    const after = Number(typed)
    if (typed.trim() === '' || !Number.isInteger(after) || after < 0 || after > most) setError(words.bounds)
    else if (!isFree(after)) setError(words.inOrder)
    else {
      setError(null)
      if (after !== rung.after) onChange(after)
    }
  }
  return (
    <li className={styles.step}>
      <span>{act}</span>
      <TextField
        label={words.minutesFor(act, camp)}
        hideLabel
        type="number"
        min={0}
        max={most}
        value={typed}
        error={error}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep()
        }}
      />
      <span className={styles.after}>{words.after[kind]}</span>
    </li>
  )
}
