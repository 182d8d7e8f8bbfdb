import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { callHub } from '../lib/data.ts'
import { uuidV7 } from '../lib/uuid.ts'
import { useUi } from '../shell/ui-state.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useAction } from '../ui/use-action.ts'
import { peopleEditWords } from '../words/people-edit.ts'
import { NumberField } from './number-field.tsx'
import { tellAct } from './people-act.ts'
import styles from './people-edit.module.css'
import { SuggestField } from './suggest-field.tsx'
import { useFacets } from './use-facets.ts'
import { orNull } from './written.ts'

const words = peopleEditWords.walkUp

/** Somebody at the tent who is on no list: a name, a number, Enter. */
export function WalkUpDialog() {
  const closeDialog = useUi((ui) => ui.closeDialog)
  const facets = useFacets()
  const camps = useQuery({ queryKey: ['board', 'camps'], queryFn: () => callHub('board.camps', {}) }).data
  const today = camps?.find(({ runsToday }) => runsToday)?.name ?? camps?.[0]?.name ?? ''
  const first = useRef<HTMLInputElement>(null)
  const [written, setWritten] = useState({ player: '', group: '', guardian: '', number: '', note: '' })
  const [chosenCamp, setCamp] = useState<string | null>(null)
  const camp = chosenCamp ?? today
  // The same for a repeat after a refusal: nobody is added twice.
  const [ids] = useState(() => ({ add: uuidV7(), checkIn: uuidV7() }))
  const set = (patch: Partial<typeof written>) => setWritten({ ...written, ...patch })
  const add = useAction(async (checksIn: boolean) => {
    if (written.player.trim() === '') throw new Error(words.nameless)
    const done = tellAct(
      await callHub('people.walkUp', {
        requestId: ids.add,
        player: written.player,
        camp: orNull(camp),
        group: orNull(written.group),
        note: orNull(written.note),
        guardian: written.guardian,
        number: orNull(written.number),
      }),
    )
    if (checksIn && done.campId !== null) {
      await callHub('board.checkIn', {
        requestId: ids.checkIn,
        players: [{ playerId: done.playerId, campId: done.campId }],
        at: null,
      })
    }
    closeDialog()
  })
  return (
    <Dialog
      open
      place="top"
      title={words.title}
      initialFocus={first}
      onOpenChange={(open) => {
        if (!open) closeDialog()
      }}
      actions={
        <>
          <Button disabled={add.busy} onClick={() => add.run(false)}>
            {words.add}
          </Button>
          <Button variant="primary" disabled={add.busy || camp.trim() === ''} onClick={() => add.run(true)}>
            {words.addAndCheckIn}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          add.run(camp.trim() !== '')
        }}
      >
        <TextField
          ref={first}
          label={words.player}
          maxLength={100}
          autoCapitalize="words"
          value={written.player}
          onChange={(event) => set({ player: event.currentTarget.value })}
        />
        <NumberField label={words.number} value={written.number} onChange={(number) => set({ number })} />
        <TextField
          label={words.guardian}
          maxLength={100}
          autoCapitalize="words"
          value={written.guardian}
          onChange={(event) => set({ guardian: event.currentTarget.value })}
        />
        <div className={styles.columns}>
          <SuggestField
            label={words.camp}
            choices={facets.camps.map(({ name }) => name)}
            maxLength={100}
            value={camp}
            onChange={(event) => setCamp(event.currentTarget.value)}
          />
          <SuggestField
            label={words.group}
            choices={facets.groups}
            maxLength={100}
            value={written.group}
            onChange={(event) => set({ group: event.currentTarget.value })}
          />
        </div>
        <TextField
          label={words.note}
          maxLength={2_000}
          value={written.note}
          onChange={(event) => set({ note: event.currentTarget.value })}
        />
        <p role="alert" className={styles.error}>
          {add.error ?? ''}
        </p>
        <button type="submit" hidden aria-label={words.add} />
      </form>
    </Dialog>
  )
}
