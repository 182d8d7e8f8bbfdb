import { useRef, useState } from 'react'
import type { BoardRow } from '../../electron/ipc/contract/board-views.ts'
import { campClock, campInstant } from '../lib/camp-time.ts'
import { hubNow } from '../lib/clock.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Switch } from '../ui/switch.tsx'
import { TextField } from '../ui/text-field.tsx'
import { checkinWords } from '../words/checkin.ts'
import styles from './act-dialogs.module.css'
import { expectedTime } from './expected-time.ts'

export interface ActDialogProps {
  readonly row: BoardRow
  /** Brothers and sisters it may be said of too. */
  readonly siblings: readonly BoardRow[]
  readonly zone: string
  onClose(): void
}

const quick = [10, 15, 20, 30] as const

/** When a late one comes, and why. */
export function LateDialog({
  row,
  siblings,
  zone,
  onClose,
  onSave,
}: ActDialogProps & { onSave(rows: readonly BoardRow[], expectedAt: number, note: string | null): void }) {
  const words = checkinWords.lateDialog
  const [when, setWhen] = useState('')
  const [note, setNote] = useState(row.note ?? '')
  const [together, setTogether] = useState(siblings.length > 0)
  const [error, setError] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const save = (expectedAt: number | null) => {
    if (expectedAt === null) setError(words.noTime)
    else if (expectedAt <= hubNow()) setError(words.past)
    else {
      onSave(together ? [row, ...siblings] : [row], expectedAt, note.trim() === '' ? null : note.trim())
      return
    }
    field.current?.focus()
  }
  const read = () => expectedTime(when, hubNow(), (minutes) => campInstant(hubNow(), minutes, zone))
  const understood = when.trim() === '' ? null : read()
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={words.title([row.firstName])}
      width="narrow"
      place="top"
      initialFocus={field}
      actions={
        <>
          <Button onClick={onClose}>{checkinWords.cancel}</Button>
          <Button variant="primary" onClick={() => save(read())}>
            {words.save}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          save(read())
        }}
      >
        <div className={styles.quick}>
          {quick.map((minutes) => (
            <Button key={minutes} onClick={() => save(hubNow() + minutes * 60_000)}>
              {words.quick(minutes)}
            </Button>
          ))}
        </div>
        <TextField
          ref={field}
          label={words.when}
          help={words.whenHelp}
          error={error}
          aside={
            understood === null ? undefined : <span className={styles.understood}>{campClock(understood, zone)}</span>
          }
          value={when}
          maxLength={20}
          onChange={(event) => {
            setWhen(event.currentTarget.value)
            setError(null)
          }}
        />
        <TextField
          label={words.note}
          value={note}
          maxLength={200}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Together siblings={siblings} label={words.with} on={together} onChange={setTogether} />
        <SubmitOnEnter />
      </form>
    </Dialog>
  )
}

/** Why an absent one does not come. */
export function AbsentDialog({
  row,
  siblings,
  onClose,
  onSave,
}: ActDialogProps & { onSave(rows: readonly BoardRow[], note: string | null): void }) {
  const words = checkinWords.absentDialog
  const [note, setNote] = useState(row.note ?? '')
  const [together, setTogether] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const save = () => onSave(together ? [row, ...siblings] : [row], note.trim() === '' ? null : note.trim())
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={words.title([row.firstName])}
      width="narrow"
      place="top"
      initialFocus={field}
      actions={
        <>
          <Button onClick={onClose}>{checkinWords.cancel}</Button>
          <Button variant="primary" onClick={save}>
            {words.save}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <TextField
          ref={field}
          label={words.note}
          help={words.noteHelp}
          value={note}
          maxLength={200}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Together siblings={siblings} label={words.with} on={together} onChange={setTogether} />
        <SubmitOnEnter />
      </form>
    </Dialog>
  )
}

/** Whether it is said of the brothers and sisters, too. */
export function Together({
  siblings,
  label,
  on,
  onChange,
}: {
  readonly siblings: readonly BoardRow[]
  label(names: readonly string[]): string
  readonly on: boolean
  onChange(on: boolean): void
}) {
  if (siblings.length === 0) return null
  return <Switch label={label(siblings.map(({ firstName }) => firstName))} checked={on} onCheckedChange={onChange} />
}

/** With several fields, Enter submits a form only where it has a button of its own. */
export function SubmitOnEnter() {
  return <button type="submit" hidden tabIndex={-1} aria-label={checkinWords.save} />
}
