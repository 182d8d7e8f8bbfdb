import { CircleX, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { RosterRemark } from '../../electron/ipc/contract/roster-views.ts'
import { saveRosterRemarks } from '../lib/roster.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { peopleWords } from '../words/people.ts'
import styles from './import-pane.module.css'

const words = peopleWords.importing

/** Rows to look at: those left out, and what was left out of others. */
export function Remarks({ remarks, count }: { readonly remarks: readonly RosterRemark[]; readonly count: number }) {
  const [path, setPath] = useState<string | null>(null)
  const save = useAction(async () => setPath(await saveRosterRemarks()))
  if (count === 0) return null
  return (
    <>
      <div className={styles.remarksHead}>
        <h2 className={styles.heading}>{words.remarksTitle(count)}</h2>
        <Button size="small" disabled={save.busy} onClick={() => save.run()}>
          {words.saveRemarks}
        </Button>
      </div>
      <p role="status" className={styles.hint}>
        {save.error ?? (path === null ? '' : `${words.savedRemarks} `)}
        {path === null ? null : <span data-selectable>{path}</span>}
      </p>
      <div className={styles.tableFrame}>
        <table className={styles.table} aria-label={words.remarksTable}>
          <thead>
            <tr>
              <th scope="col" className={styles.line}>
                {words.line}
              </th>
              <th scope="col">{words.found}</th>
              <th scope="col">{words.reason}</th>
            </tr>
          </thead>
          <tbody>
            {remarks.map(({ line, column, value, reason, isFault }, index) => (
              // One row may have several remarks.
              <tr key={index}>
                <td className={styles.line}>{line}</td>
                <td className={styles.cells} data-selectable>
                  {column === null ? value : `${column}: ${value}`}
                </td>
                <td>
                  <span className={isFault ? styles.fault : styles.remark}>
                    {isFault ? <CircleX size={16} aria-hidden /> : <TriangleAlert size={16} aria-hidden />}
                    {isFault ? `${words.leftOut}: ` : null}
                    {reason}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {remarks.length < count ? <p className={styles.hint}>{words.shownOf(remarks.length, count)}</p> : null}
    </>
  )
}
