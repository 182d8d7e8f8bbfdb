import { CircleAlert, MessageSquareOff } from 'lucide-react'
import type { RosterPreview } from '../../electron/ipc/contract/roster-views.ts'
import { Button } from '../ui/button.tsx'
import { peopleWords } from '../words/people.ts'
import { ColumnsTable } from './columns-table.tsx'
import styles from './import-pane.module.css'
import { Remarks } from './remarks.tsx'

const words = peopleWords.importing

interface ImportPreviewProps {
  readonly preview: RosterPreview
  readonly columns: readonly string[]
  readonly reading: boolean
  onColumn(index: number, holds: string): void
  onImport(): void
  onOther(): void
}

/** What would become of a file, before any of it is stored. */
export function ImportPreview({ preview, columns, reading, onColumn, onImport, onOther }: ImportPreviewProps) {
  const { players, leftOut, examples, remarks, remarkCount } = preview
  const hasNames = columns.some((holds) => ['player.name', 'player.first', 'player.last'].includes(holds))
  return (
    <>
      <div className={styles.summary}>
        <div className={styles.fileFacts}>
          <p className={styles.format}>{words.format(preview.fileName, preview.format)}</p>
          {hasNames ? (
            <p role="status" aria-busy={reading}>
              {words.goodRows(players, leftOut)} {words.again}
            </p>
          ) : (
            <p role="alert" className={styles.error}>
              <CircleAlert size={16} aria-hidden />
              {words.noName}
            </p>
          )}
        </div>
        <Button onClick={onOther}>{words.other}</Button>
        <Button variant="primary" disabled={reading || players === 0} onClick={onImport}>
          {words.go(players)}
        </Button>
      </div>
      <h2 className={styles.heading}>{words.columnsTitle}</h2>
      {preview.remembered ? <p className={styles.hint}>{words.remembered}</p> : null}
      <ColumnsTable columns={preview.columns} holds={columns} onColumn={onColumn} />
      {examples.length === 0 ? null : (
        <>
          <h2 className={styles.heading}>{words.firstRows}</h2>
          <ul className={styles.examples}>
            {examples.map(({ player, details, guardians }, index) => (
              // Two rows may look alike: their place tells them apart.
              <li key={index} className={styles.example}>
                <span className={styles.player}>{player}</span>
                <span className={styles.details}>{details}</span>
                {guardians.length === 0 ? (
                  <span className={styles.nobody}>
                    <MessageSquareOff size={14} aria-hidden />
                    {words.nobody}
                  </span>
                ) : (
                  guardians.map((guardian) => <span key={guardian}>{guardian}</span>)
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      <Remarks remarks={remarks} count={remarkCount} />
    </>
  )
}
