import { Plus, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import type { EnrolmentView, FamilyPlayer } from '../../electron/ipc/contract/people-views.ts'
import { callHub } from '../lib/data.ts'
import { uuidV7 } from '../lib/uuid.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { TextArea } from '../ui/text-area.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useAction } from '../ui/use-action.ts'
import { peopleEditWords } from '../words/people-edit.ts'
import { tellAct } from './people-act.ts'
import styles from './people-edit.module.css'
import { SuggestField } from './suggest-field.tsx'
import { useFacets } from './use-facets.ts'
import { listed, orNull } from './written.ts'

const words = peopleEditWords.player
const noCamp: EnrolmentView = { camp: '', group: null, field: null, days: null }

interface PlayerDialogProps {
  readonly familyId: number
  /** Null: a new one. */
  readonly player: FamilyPlayer | null
  /** What a brother or sister is called. */
  readonly lastName: string
  onClose(): void
}

/** Everything that is kept of a player. */
export function PlayerDialog({ familyId, player, lastName, onClose }: PlayerDialogProps) {
  const facets = useFacets()
  const first = useRef<HTMLInputElement>(null)
  const [names, setNames] = useState({ first: player?.firstName ?? '', last: player?.lastName ?? lastName })
  const [year, setYear] = useState(player?.birthYear?.toString() ?? '')
  const [note, setNote] = useState(player?.note ?? '')
  const [tags, setTags] = useState((player?.tags ?? []).join(', '))
  const [camps, setCamps] = useState<readonly EnrolmentView[]>(
    player === null && facets.camps.length === 1
      ? [{ ...noCamp, camp: facets.camps[0]?.name ?? '' }]
      : (player?.enrolments ?? []),
  )
  const by = (allowed: boolean) =>
    (player?.pickUpNames ?? []).flatMap((one) => (one.allowed === allowed ? [one.name] : [])).join(', ')
  const [allowed, setAllowed] = useState(by(true))
  const [barred, setBarred] = useState(by(false))
  const yearError = year.trim() === '' || /^(19|20)\d\d$/.test(year.trim()) ? null : words.birthYearWrong

  const save = useAction(async () => {
    if (yearError !== null) throw new Error(yearError)
    if (names.first.trim() === '' && names.last.trim() === '') throw new Error(words.nameless)
    tellAct(
      await callHub('people.savePlayer', {
        requestId: uuidV7(),
        familyId,
        playerId: player?.id ?? null,
        player: {
          firstName: names.first,
          lastName: names.last,
          birthYear: year.trim() === '' ? null : Number(year),
          note: orNull(note),
          tags: listed(tags),
          enrolments: camps.flatMap(({ camp, group, field, days }) =>
            camp.trim() === ''
              ? []
              : [{ camp, group: orNull(group ?? ''), field: orNull(field ?? ''), days: orNull(days ?? '') }],
          ),
          pickUpNames: [
            ...listed(allowed).map((name) => ({ name, allowed: true })),
            ...listed(barred).map((name) => ({ name, allowed: false })),
          ],
        },
      }),
    )
    onClose()
  })
  const remove = useAction(async () => {
    if (player === null) return
    tellAct(await callHub('people.removePlayer', { requestId: uuidV7(), playerId: player.id }))
    onClose()
  })
  const setCamp = (index: number, patch: Partial<EnrolmentView>) =>
    setCamps(camps.map((camp, at) => (at === index ? { ...camp, ...patch } : camp)))

  return (
    <Dialog
      open
      width="wide"
      title={player === null ? words.add : words.edit(`${player.firstName} ${player.lastName}`.trim())}
      initialFocus={first}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      actions={
        <>
          {player === null ? null : (
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
            label={words.firstName}
            maxLength={100}
            value={names.first}
            onChange={(event) => setNames({ ...names, first: event.currentTarget.value })}
          />
          <TextField
            label={words.lastName}
            maxLength={100}
            value={names.last}
            onChange={(event) => setNames({ ...names, last: event.currentTarget.value })}
          />
          <TextField
            label={words.birthYear}
            inputMode="numeric"
            maxLength={4}
            value={year}
            error={yearError}
            onChange={(event) => setYear(event.currentTarget.value)}
          />
        </div>
        <TextArea
          label={words.note}
          rows={2}
          maxLength={2_000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <fieldset className={styles.group}>
          <legend>{words.camps}</legend>
          {camps.map((camp, index) => (
            // Two may be written alike for a moment: a camp is its place.
            <div key={index} className={styles.camp}>
              <SuggestField
                label={words.camp}
                choices={facets.camps.map(({ name }) => name)}
                maxLength={100}
                value={camp.camp}
                onChange={(event) => setCamp(index, { camp: event.currentTarget.value })}
              />
              <SuggestField
                label={words.group}
                choices={facets.groups}
                maxLength={100}
                value={camp.group ?? ''}
                onChange={(event) => setCamp(index, { group: event.currentTarget.value })}
              />
              <SuggestField
                label={words.field}
                choices={facets.fields}
                maxLength={100}
                value={camp.field ?? ''}
                onChange={(event) => setCamp(index, { field: event.currentTarget.value })}
              />
              <TextField
                label={words.days}
                placeholder={words.daysHelp}
                maxLength={100}
                value={camp.days ?? ''}
                onChange={(event) => setCamp(index, { days: event.currentTarget.value })}
              />
              <IconButton
                label={words.removeCamp(camp.camp)}
                icon={<Trash2 size={18} aria-hidden />}
                onClick={() => setCamps(camps.filter((_, at) => at !== index))}
              />
            </div>
          ))}
          <Button size="small" icon={<Plus size={16} aria-hidden />} onClick={() => setCamps([...camps, noCamp])}>
            {words.addCamp}
          </Button>
        </fieldset>
        <TextField
          label={words.tags}
          help={words.tagsHelp}
          value={tags}
          onChange={(event) => setTags(event.currentTarget.value)}
        />
        <div className={styles.columns}>
          <TextField
            label={words.mayPickUp}
            help={words.namesHelp}
            value={allowed}
            onChange={(event) => setAllowed(event.currentTarget.value)}
          />
          <TextField
            label={words.mustNotPickUp}
            help={words.namesHelp}
            value={barred}
            onChange={(event) => setBarred(event.currentTarget.value)}
          />
        </div>
        <p role="alert" className={styles.error}>
          {save.error ?? remove.error ?? ''}
        </p>
        <button type="submit" hidden aria-label={peopleEditWords.save} />
      </form>
    </Dialog>
  )
}
