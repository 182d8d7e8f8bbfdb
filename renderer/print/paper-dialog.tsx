import { useMemo, useState } from 'react'
import type { BoardRow, BoardView } from '../../electron/ipc/contract/board-views.ts'
import { DayMark } from '../inbox/day-mark.tsx'
import { keyOf, tickAt, undoAct } from '../lib/board.ts'
import { campClock, campInstant } from '../lib/camp-time.ts'
import { hubNow } from '../lib/clock.ts'
import { useSettings } from '../lib/data.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { SegmentedRadio } from '../ui/segmented-radio.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useAction } from '../ui/use-action.ts'
import { printWords } from '../words/print.ts'
import styles from './paper-dialog.module.css'

const words = printWords.paper

type Kind = 'here' | 'picked-up'

/** Of whom a tick on paper can still say something new. */
const fits: Readonly<Record<Kind, (row: BoardRow) => boolean>> = {
  here: ({ state }) => state !== 'here' && state !== 'picked-up',
  'picked-up': ({ state }) => state !== 'absent' && state !== 'picked-up',
}

interface Saved {
  readonly act: string
  readonly count: number
  readonly time: string
  readonly undone: boolean
}

/** Ticks that were made on paper: many rows, one time, put down as one act. */
export function PaperDialog({ board, onClose }: { readonly board: BoardView; onClose(): void }) {
  const { timeZone: zone } = useSettings()
  const [kind, setKind] = useState<Kind>('here')
  const [time, setTime] = useState(() => clockValue(hubNow(), zone))
  const [typed, setTyped] = useState('')
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [saved, setSaved] = useState<Saved | null>(null)
  const [badTime, setBadTime] = useState(false)
  const fitting = useMemo(() => board.rows.filter(fits[kind]), [board.rows, kind])
  const shown = useMemo(() => fitting.filter((row) => isFound(row, typed)), [fitting, typed])
  const chosen = fitting.filter((row) => ticked.has(keyOf(row)))

  const save = useAction(async () => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number)
    const at = campInstant(hubNow(), hours * 60 + minutes, zone)
    setBadTime(at > hubNow())
    if (at > hubNow() || chosen.length === 0) return
    const done = await tickAt(kind, chosen, at)
    setSaved({ act: done.id, count: chosen.length, time: campClock(at, zone), undone: false })
    setTicked(new Set())
  })
  const undo = useAction(async () => {
    if (saved === null) return
    await undoAct(saved.act, null)
    setSaved({ ...saved, undone: true })
  })
  const tick = (rows: readonly BoardRow[], on: boolean) => {
    const next = new Set(ticked)
    for (const row of rows) {
      if (on) next.add(keyOf(row))
      else next.delete(keyOf(row))
    }
    setTicked(next)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={words.title}
      actions={
        <>
          <div className={styles.outcome} role="status">
            {saved === null ? null : saved.undone ? (
              words.undone
            ) : (
              <>
                {words.saved(saved.count, saved.time)}
                <Button size="small" variant="quiet" disabled={undo.busy} onClick={() => undo.run()}>
                  {words.undo}
                </Button>
              </>
            )}
            {save.error ?? undo.error}
          </div>
          <Button onClick={onClose}>{words.close}</Button>
          <Button variant="primary" disabled={chosen.length === 0 || save.busy} onClick={() => save.run()}>
            {words.save(chosen.length)}
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        <div className={styles.top}>
          <SegmentedRadio
            label={words.kind}
            value={kind}
            segments={[
              { value: 'here', label: words.kinds.here },
              { value: 'picked-up', label: words.kinds['picked-up'] },
            ]}
            onValueChange={(next) => {
              setKind(next)
              setTicked(new Set())
            }}
          />
          <TextField
            label={words.time}
            type="time"
            required
            value={time}
            error={badTime ? words.badTime : undefined}
            onChange={(event) => setTime(event.currentTarget.value)}
          />
        </div>
        <TextField
          label={words.find}
          type="search"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <div className={styles.list} role="group" aria-label={words.list} tabIndex={-1}>
          {shown.length === 0 ? <p className={styles.none}>{words.none}</p> : null}
          {groupsOf(shown).map(([group, rows]) => (
            <fieldset key={group} className={styles.group}>
              <legend className={styles.legend}>
                <label className={styles.row}>
                  <input
                    type="checkbox"
                    checked={rows.every((row) => ticked.has(keyOf(row)))}
                    onChange={(event) => tick(rows, event.currentTarget.checked)}
                  />
                  {words.all(group)}
                </label>
              </legend>
              {rows.map((row) => (
                <label key={keyOf(row)} className={styles.row}>
                  <input
                    type="checkbox"
                    checked={ticked.has(keyOf(row))}
                    onChange={(event) => tick([row], event.currentTarget.checked)}
                  />
                  <span className={styles.name}>
                    {row.lastName === '' ? row.firstName : `${row.lastName}, ${row.firstName}`}
                  </span>
                  <DayMark state={row.state} word />
                </label>
              ))}
            </fieldset>
          ))}
        </div>
      </div>
    </Dialog>
  )
}

/** As on paper: by camp and group. */
function groupsOf(rows: readonly BoardRow[]): readonly (readonly [string, readonly BoardRow[]])[] {
  const groups = new Map<string, BoardRow[]>()
  for (const row of rows) {
    const name = [row.camp, row.group].filter((part) => part !== null).join(' · ')
    groups.set(name, [...(groups.get(name) ?? []), row])
  }
  return [...groups]
}

function isFound(row: BoardRow, typed: string): boolean {
  const fold = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const name = fold(`${row.firstName} ${row.lastName}`)
  return fold(typed)
    .split(/\s+/)
    .every((word) => name.includes(word))
}

/** "09:05", as a time field has it. */
function clockValue(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(at)
}
