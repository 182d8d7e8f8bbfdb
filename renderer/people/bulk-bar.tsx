import { useState } from 'react'
import type { CallInput } from '../../electron/ipc/contract/calls.ts'
import { callHub } from '../lib/data.ts'
import { uuidV7 } from '../lib/uuid.ts'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { useAction } from '../ui/use-action.ts'
import { peopleEditWords } from '../words/people-edit.ts'
import { tellAct } from './people-act.ts'
import styles from './people-list.module.css'
import { SuggestField } from './suggest-field.tsx'
import { useFacets } from './use-facets.ts'
import { orNull } from './written.ts'

const words = peopleEditWords.list
type What = keyof typeof words.what
type BulkSet = CallInput<'people.setForAll'>['set']

/** The same for everybody who is chosen. */
export function BulkBar({ chosen, onClear }: { readonly chosen: ReadonlySet<number>; onClear(): void }) {
  const facets = useFacets()
  const [what, setWhat] = useState<What>('group')
  const [camp, setCamp] = useState('')
  const [value, setValue] = useState('')
  const apply = useAction(async () => {
    const set = setOf(what, camp === '' ? null : Number(camp), orNull(value))
    if (set === null) return
    tellAct(await callHub('people.setForAll', { requestId: uuidV7(), playerIds: [...chosen], set }))
    setValue('')
  })
  const isOfCamp = what === 'group' || what === 'field'
  const choices = what === 'group' ? facets.groups : what === 'field' ? facets.fields : facets.tags
  return (
    <form
      className={styles.bulk}
      aria-label={words.chosen(chosen.size)}
      onSubmit={(event) => {
        event.preventDefault()
        apply.run()
      }}
    >
      <p role="status" className={styles.count}>
        {words.chosen(chosen.size)}
      </p>
      <Select
        label={words.set}
        hideLabel
        value={what}
        options={(Object.keys(words.what) as What[]).map((key) => ({ value: key, label: words.what[key] }))}
        onValueChange={(next) => {
          setWhat(next)
          setValue('')
        }}
      />
      <SuggestField
        label={words.to}
        hideLabel
        placeholder={words.what[what]}
        choices={choices}
        maxLength={100}
        error={apply.error}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      {isOfCamp && facets.camps.length > 1 ? (
        <Select
          label={words.inCamp}
          hideLabel
          value={camp}
          options={[
            { value: '', label: words.everyCamp },
            ...facets.camps.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          onValueChange={setCamp}
        />
      ) : null}
      <Button type="submit" variant="primary" disabled={apply.busy || (!isOfCamp && value.trim() === '')}>
        {words.apply(chosen.size)}
      </Button>
      <Button variant="quiet" onClick={onClear}>
        {words.clear}
      </Button>
    </form>
  )
}

function setOf(what: What, campId: number | null, value: string | null): BulkSet | null {
  switch (what) {
    case 'group':
      return { kind: 'group', campId, group: value }
    case 'field':
      return { kind: 'field', campId, field: value }
    case 'tag':
    case 'untag':
      return value === null ? null : { kind: what, tag: value }
  }
}
