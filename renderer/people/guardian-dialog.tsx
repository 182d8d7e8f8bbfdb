import { Plus, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import type { FamilyGuardian, FamilyPlayer } from '../../electron/ipc/contract/people-views.ts'
import { callHub } from '../lib/data.ts'
import { uuidV7 } from '../lib/uuid.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useAction } from '../ui/use-action.ts'
import { peopleEditWords } from '../words/people-edit.ts'
import { languageChoices } from './languages.ts'
import { NumberField } from './number-field.tsx'
import { tellAct } from './people-act.ts'
import styles from './people-edit.module.css'
import { orNull } from './written.ts'

const words = peopleEditWords.guardian
type PickUp = keyof typeof words.pickUps

interface GuardianDialogProps {
  readonly familyId: number
  readonly players: readonly FamilyPlayer[]
  /** Null: a new one. */
  readonly guardian: FamilyGuardian | null
  onClose(): void
}

/** Everything that is kept of a guardian. */
export function GuardianDialog({ familyId, players, guardian, onClose }: GuardianDialogProps) {
  const first = useRef<HTMLInputElement>(null)
  const [facts, setFacts] = useState({
    firstName: guardian?.firstName ?? '',
    lastName: guardian?.lastName ?? '',
    role: guardian?.role ?? '',
    email: guardian?.email ?? '',
    language: guardian?.language ?? 'en',
  })
  const [numbers, setNumbers] = useState<readonly string[]>(
    guardian === null || guardian.numbers.length === 0 ? [''] : guardian.numbers.map((number) => number.displayAddress),
  )
  const [pickUp, setPickUp] = useState<ReadonlyMap<number, PickUp>>(
    new Map(guardian?.pickUp.map(({ playerId, allowed }) => [playerId, allowed ? 'yes' : 'no'])),
  )
  const set = (patch: Partial<typeof facts>) => setFacts({ ...facts, ...patch })
  const name = `${facts.firstName} ${facts.lastName}`.trim()
  const save = useAction(async () => {
    const typed = numbers.map((number) => number.trim()).filter((number) => number !== '')
    if (name === '' && typed.length === 0) throw new Error(words.nameless)
    tellAct(
      await callHub('people.saveGuardian', {
        requestId: uuidV7(),
        familyId,
        guardianId: guardian?.id ?? null,
        guardian: {
          ...facts,
          role: orNull(facts.role),
          email: orNull(facts.email),
          numbers: typed,
          pickUp: players.map(({ id }) => {
            const said = pickUp.get(id) ?? 'unsaid'
            return { playerId: id, allowed: said === 'unsaid' ? null : said === 'yes' }
          }),
        },
      }),
    )
    onClose()
  })
  const remove = useAction(async () => {
    if (guardian === null) return
    tellAct(await callHub('people.removeGuardian', { requestId: uuidV7(), guardianId: guardian.id }))
    onClose()
  })

  return (
    <Dialog
      open
      title={guardian === null ? words.add : words.edit(name === '' ? peopleEditWords.family.nobody : name)}
      initialFocus={first}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      actions={
        <>
          {guardian === null ? null : (
            <Button
              className={styles.away}
              variant="danger"
              icon={<Trash2 size={16} aria-hidden />}
              disabled={remove.busy}
              onClick={() => remove.run()}
            >
              {words.remove}
            </Button>
          )}
          <Button onClick={onClose}>{peopleEditWords.cancel}</Button>
          <Button variant="primary" disabled={save.busy} onClick={() => save.run()}>
            {peopleEditWords.save}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          save.run()
        }}
      >
        <div className={styles.columns}>
          <TextField
            ref={first}
            label={peopleEditWords.player.firstName}
            maxLength={100}
            value={facts.firstName}
            onChange={(event) => set({ firstName: event.currentTarget.value })}
          />
          <TextField
            label={peopleEditWords.player.lastName}
            maxLength={100}
            value={facts.lastName}
            onChange={(event) => set({ lastName: event.currentTarget.value })}
          />
        </div>
        {numbers.map((number, index) => (
          // Two may be written alike for a moment: a number is its place.
          <NumberField
            key={index}
            label={words.number(index + 1)}
            value={number}
            onChange={(text) => setNumbers(numbers.map((one, at) => (at === index ? text : one)))}
          />
        ))}
        <Button
          size="small"
          className={styles.add}
          icon={<Plus size={16} aria-hidden />}
          onClick={() => setNumbers([...numbers, ''])}
        >
          {words.addNumber}
        </Button>
        <div className={styles.columns}>
          <TextField
            label={words.role}
            maxLength={100}
            value={facts.role}
            onChange={(event) => set({ role: event.currentTarget.value })}
          />
          <Select
            label={words.language}
            value={facts.language}
            options={languageChoices(facts.language)}
            onValueChange={(language) => set({ language })}
          />
        </div>
        <TextField
          label={words.email}
          type="email"
          role="textbox"
          maxLength={200}
          value={facts.email}
          onChange={(event) => set({ email: event.currentTarget.value })}
        />
        {players.map(({ id, firstName }) => (
          <Select
            key={id}
            label={words.pickUp(firstName)}
            value={pickUp.get(id) ?? 'unsaid'}
            options={(Object.keys(words.pickUps) as PickUp[]).map((value) => ({ value, label: words.pickUps[value] }))}
            onValueChange={(said) => setPickUp(new Map(pickUp).set(id, said))}
          />
        ))}
        <p role="alert" className={styles.error}>
          {save.error ?? remove.error ?? ''}
        </p>
        <button type="submit" hidden aria-label={peopleEditWords.save} />
      </form>
    </Dialog>
  )
}
