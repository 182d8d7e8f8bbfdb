import type { AudienceOption } from '../../electron/ipc/contract/broadcast-views.ts'
import { campDate, daysAfter } from '../lib/camp-time.ts'
import { SegmentedRadio } from '../ui/segmented-radio.tsx'
import { Select } from '../ui/select.tsx'
import { Switch } from '../ui/switch.tsx'
import { broadcastWords } from '../words/broadcasts.ts'
import { audienceOf, canMove, canNarrow } from './form.ts'
import type { Chosen, Form, SetForm } from './form.ts'
import { HandPick } from './hand-pick.tsx'
import styles from './new-broadcast.module.css'

const words = broadcastWords.compose

interface AudienceFieldsProps {
  readonly form: Form
  readonly setForm: SetForm
  readonly options: readonly AudienceOption[]
  /** The camp's day ('2027-06-14'). */
  readonly today: string
  /** What an audience that came with the form is called. */
  readonly givenLabel: string | null
}

/** Who gets it: one of the audiences that are offered, narrowed down, or players one by one. */
export function AudienceFields({ form, setForm, options, today, givenLabel }: AudienceFieldsProps) {
  const value = form.chosen.kind === 'offered' ? form.chosen.key : form.chosen.kind
  const audience = audienceOf(form, options)
  const camps = options.filter(({ group }) => group === 'camp')
  const groups = options.filter(({ group }) => group === 'group')
  const tags = options.filter(({ group }) => group === 'tag')
  const narrows = audience !== null && canNarrow(audience)
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{words.audience}</legend>
      <Select
        label={words.audience}
        hideLabel
        data-begins-here
        value={value}
        options={[
          ...(form.given === null ? [] : [{ value: 'given', label: givenLabel ?? words.given('') }]),
          ...options.map(({ key, label, players }) => ({ value: key, label: words.optionWith(label, players) })),
          { value: 'hand', label: words.hand },
        ]}
        onValueChange={(next) => setForm({ chosen: chosenOf(next) })}
      />
      {form.chosen.kind === 'hand' ? <HandPick picked={form.picked} onPick={(picked) => setForm({ picked })} /> : null}
      {narrows && (camps.length > 1 || groups.length > 1 || tags.length > 0 || canMove(audience)) ? (
        <div className={styles.pair}>
          {canMove(audience) ? (
            <Select
              label={words.day}
              value={form.day}
              options={dayOptions(today, form.day)}
              onValueChange={(day) => setForm({ day })}
            />
          ) : null}
          {camps.length > 1 ? (
            <Select
              label={words.camp}
              value={form.camp}
              options={[
                { value: '', label: words.anyCamp },
                ...camps.map(({ audience: { camps: ids }, label }) => ({ value: String(ids[0] ?? ''), label })),
              ]}
              onValueChange={(camp) => setForm({ camp })}
            />
          ) : null}
          {groups.length > 1 ? (
            <Select
              label={words.group}
              value={form.group}
              options={[
                { value: '', label: words.anyGroup },
                ...groups.map(({ audience: { groups: names } }) => ({ value: names[0] ?? '', label: names[0] ?? '' })),
              ]}
              onValueChange={(group) => setForm({ group })}
            />
          ) : null}
          {tags.length > 0 ? (
            <Select
              label={words.tag}
              value={form.tag}
              options={[
                { value: '', label: words.anyTag },
                ...tags.map(({ audience: { tags: names } }) => ({ value: names[0] ?? '', label: names[0] ?? '' })),
              ]}
              onValueChange={(tag) => setForm({ tag })}
            />
          ) : null}
        </div>
      ) : null}
      <SegmentedRadio
        label={words.guardians}
        size="small"
        value={form.guardians}
        segments={[
          { value: 'all', label: words.all },
          { value: 'first', label: words.first, hint: words.firstHint },
        ]}
        onValueChange={(guardians) => setForm({ guardians })}
      />
      <Switch
        label={words.lately}
        checked={form.leaveOutLately}
        onCheckedChange={(leaveOutLately) => setForm({ leaveOutLately })}
      />
    </fieldset>
  )
}

function chosenOf(value: string): Chosen {
  if (value === 'given' || value === 'hand') return { kind: value }
  return { kind: 'offered', key: value }
}

/** A camp tells its families something up to two weeks ahead. */
const mostDaysAhead = 14

/** Today, and the days to come; the one that is chosen stays, also when it has become today. */
function dayOptions(today: string, chosen: string): readonly { readonly value: string; readonly label: string }[] {
  const ahead = daysAfter(today, mostDaysAhead)
  const kept = chosen === '' || ahead.includes(chosen) ? [] : [chosen]
  return [
    { value: '', label: words.today },
    ...[...kept, ...ahead].map((day) => ({ value: day, label: day === ahead[0] ? words.tomorrow : campDate(day) })),
  ]
}
