import { Select } from '../ui/select.tsx'
import { peopleEditWords } from '../words/people-edit.ts'
import styles from './people-list.module.css'
import { useFacets } from './use-facets.ts'

const words = peopleEditWords.list

/** Only players in a camp, of a group, with a tag. */
export interface Filter {
  readonly campId: number | null
  readonly group: string | null
  readonly tag: string | null
}

export const noFilter: Filter = { campId: null, group: null, tag: null }

interface PeopleFilterProps {
  readonly filter: Filter
  onFilter(filter: Filter): void
}

/** Which players the list shows; only what there is can be chosen. */
export function PeopleFilter({ filter, onFilter }: PeopleFilterProps) {
  const { camps, groups, tags } = useFacets()
  const isFiltered = filter.campId !== null || filter.group !== null || filter.tag !== null
  if (!isFiltered && camps.length === 0 && groups.length === 0 && tags.length === 0) return null
  const named = (names: readonly string[], chosen: string | null) =>
    (chosen === null || names.includes(chosen) ? names : [...names, chosen]).map((name) => ({
      value: name,
      label: name,
    }))
  return (
    <div className={styles.filter}>
      {camps.length === 0 && filter.campId === null ? null : (
        <Select
          label={words.camp}
          hideLabel
          value={filter.campId === null ? '' : String(filter.campId)}
          options={[
            { value: '', label: words.every.camp },
            ...camps.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          onValueChange={(id) => onFilter({ ...filter, campId: id === '' ? null : Number(id) })}
        />
      )}
      {groups.length === 0 && filter.group === null ? null : (
        <Select
          label={words.group}
          hideLabel
          value={filter.group ?? ''}
          options={[{ value: '', label: words.every.group }, ...named(groups, filter.group)]}
          onValueChange={(group) => onFilter({ ...filter, group: group === '' ? null : group })}
        />
      )}
      {tags.length === 0 && filter.tag === null ? null : (
        <Select
          label={words.tag}
          hideLabel
          value={filter.tag ?? ''}
          options={[{ value: '', label: words.every.tag }, ...named(tags, filter.tag)]}
          onValueChange={(tag) => onFilter({ ...filter, tag: tag === '' ? null : tag })}
        />
      )}
    </div>
  )
}
