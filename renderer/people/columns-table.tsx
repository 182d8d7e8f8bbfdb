import type { RosterColumnView } from '../../electron/ipc/contract/roster-views.ts'
import { peopleWords } from '../words/people.ts'
import styles from './import-pane.module.css'

const words = peopleWords.importing
const holdsWords = peopleWords.holds
const mostGuardians = 8

interface ColumnsTableProps {
  readonly columns: readonly RosterColumnView[]
  readonly holds: readonly string[]
  onColumn(index: number, holds: string): void
}

/** What each column of the file holds; the guess can be changed. */
export function ColumnsTable({ columns, holds, onColumn }: ColumnsTableProps) {
  const named = holds.map((one) => Number(/^guardian\.[a-z]+\.(\d)$/.exec(one)?.[1] ?? 0))
  // One more than there are, so that another can always be named.
  const guardians = Math.min(mostGuardians, Math.max(2, ...named) + 1)
  return (
    <div className={styles.tableFrame}>
      <table className={styles.table} aria-label={words.columnsTable}>
        <thead>
          <tr>
            <th scope="col">{words.column}</th>
            <th scope="col">{words.holds}</th>
            <th scope="col">{words.examples}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ header, examples }, index) => (
            // Headers may repeat; a column is its place.
            <tr key={index}>
              <th scope="row">{header}</th>
              <td>
                <select
                  className={styles.select}
                  aria-label={words.holdsFor(header)}
                  data-ignored={holds[index] === 'ignore' || undefined}
                  value={holds[index] ?? 'ignore'}
                  onChange={(event) => onColumn(index, event.currentTarget.value)}
                >
                  <option value="ignore">{holdsWords.ignore}</option>
                  <optgroup label={holdsWords.groups.player}>
                    {Object.entries(holdsWords.player).map(([value, label]) => (
                      <option key={value} value={value}>
                        {label}
                      </option>
                    ))}
                  </optgroup>
                  {Array.from({ length: guardians }, (_, at) => at + 1).map((count) => (
                    <optgroup key={count} label={holdsWords.groups.guardian(count)}>
                      {holdsWords.guardianParts.map((part) => (
                        <option key={part} value={`guardian.${part}.${count}`}>
                          {holdsWords.guardian(count, part)}
                        </option>
                      ))}
                    </optgroup>
                  ))}
                </select>
              </td>
              <td className={styles.cells}>{examples.join(' · ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
