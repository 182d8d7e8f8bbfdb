import { useQuery } from '@tanstack/react-query'
import { Ban } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import type { BoardRow, PickUpAdult } from '../../electron/ipc/contract/board-views.ts'
import { asHubError, callHub } from '../lib/data.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { TextField } from '../ui/text-field.tsx'
import { checkinWords } from '../words/checkin.ts'
import { SubmitOnEnter, Together } from './act-dialogs.tsx'
import styles from './act-dialogs.module.css'

const words = checkinWords.pickUpDialog
/** Chosen in place of an adult that is known. */
const other = 'other'

export interface PickUpDialogProps {
  readonly row: BoardRow
  /** Brothers and sisters who are here too. */
  readonly siblings: readonly BoardRow[]
  onClose(): void
  /** Refused where who came must not. */
  onSave(rows: readonly BoardRow[], by: string): Promise<void>
}

/** Who takes a player home: those who may, plainly told from those who must not. */
export function PickUpDialog({ row, siblings, onClose, onSave }: PickUpDialogProps) {
  const adults = useQuery({
    queryKey: ['board', 'pick-up', row.playerId],
    queryFn: () => callHub('board.pickUpOf', { playerId: row.playerId }),
    staleTime: 0,
  })
  const [chosen, setChosen] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [together, setTogether] = useState(siblings.length > 0)
  const [error, setError] = useState<string | null>(null)
  const group = useId()
  const first = useRef<HTMLDivElement>(null)
  const list = adults.data?.adults ?? []
  const by = chosen === other ? name.trim() : (list.find((adult) => keyOf(adult) === chosen)?.name ?? '')
  const save = () => {
    if (by === '') setError(words.nobody)
    else
      onSave(together ? [row, ...siblings] : [row], by).catch((refused: unknown) =>
        setError(asHubError(refused).message),
      )
  }
  const choose = (key: string) => {
    setChosen(key)
    setError(null)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={words.title([row.firstName])}
      width="narrow"
      place="top"
      initialFocus={first}
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
        <div
          ref={first}
          tabIndex={-1}
          role="radiogroup"
          aria-label={words.adults}
          className={styles.adults}
          onKeyDown={(event) => {
            // The first arrow takes the first one who may.
            if (event.target !== event.currentTarget || !event.key.startsWith('Arrow')) return
            event.preventDefault()
            event.currentTarget.querySelector<HTMLInputElement>('input:not(:disabled)')?.click()
            event.currentTarget.querySelector<HTMLInputElement>('input:checked')?.focus()
          }}
        >
          {adults.data === undefined ? <Skeleton rows={2} /> : null}
          {list.map((adult) => (
            <label key={keyOf(adult)} className={styles.adult}>
              <input
                type="radio"
                name={group}
                checked={chosen === keyOf(adult)}
                disabled={adult.mayPickUp === false}
                onChange={() => choose(keyOf(adult))}
              />
              <span className={styles.adultWho}>
                <span>
                  <span className={styles.adultName}>{adult.name}</span>
                  {adult.role === null ? null : <span className={styles.role}> {adult.role}</span>}
                </span>
                {adult.mayPickUp === false ? (
                  <span className={styles.mustNot}>
                    <Ban size={14} aria-hidden />
                    {words.mustNot}
                  </span>
                ) : (
                  <span className={styles.role}>{adult.mayPickUp === true ? words.may : words.unknown}</span>
                )}
              </span>
            </label>
          ))}
          <label className={styles.adult}>
            <input type="radio" name={group} checked={chosen === other} onChange={() => choose(other)} />
            <span className={styles.adultName}>{words.other}</span>
          </label>
        </div>
        {chosen === other ? (
          <TextField
            label={words.otherName}
            help={words.otherHelp}
            value={name}
            maxLength={120}
            onChange={(event) => {
              setName(event.currentTarget.value)
              setError(null)
            }}
          />
        ) : null}
        <Together siblings={siblings} label={words.with} on={together} onChange={setTogether} />
        {error === null ? null : (
          <p role="alert" className={styles.error}>
            {error}
          </p>
        )}
        <SubmitOnEnter />
      </form>
    </Dialog>
  )
}

function keyOf(adult: PickUpAdult): string {
  return adult.guardianId === null ? `name ${adult.name}` : String(adult.guardianId)
}
