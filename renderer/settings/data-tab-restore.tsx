import { useState } from 'react'
import type { BackupView, CopyView } from '../../electron/ipc/contract/backup-views.ts'
import { useCopies } from '../lib/backup.ts'
import { useHubMinute } from '../lib/data.ts'
import { spokenTime } from '../lib/time.ts'
import { Button } from '../ui/button.tsx'
import { backupWords } from '../words/backup.ts'
import { copySize, textCount } from './copy-words.ts'
import { CopyFileDialog } from './data-tab-file.tsx'
import { RestoreDialog } from './data-tab-confirm.tsx'
import styles from './data-tab.module.css'
import { Section } from './section.tsx'

const words = backupWords.restore

/** The copies there are, each to be put back. */
export function RestoreSection({ backup }: { readonly backup: BackupView }) {
  const copies = useCopies()
  const now = useHubMinute()
  const [chosen, setChosen] = useState<CopyView | null>(null)
  const [naming, setNaming] = useState(false)
  const busy = backup.state === 'restoring'
  return (
    <Section title={words.title} intro={words.intro}>
      {copies === null ? <p className={styles.note}>{words.reading}</p> : null}
      {copies?.length === 0 ? <p className={styles.note}>{words.none}</p> : null}
      {copies === null || copies.length === 0 ? null : (
        <ul className={styles.copies} aria-label={words.list}>
          {copies.map((copy) => (
            <li key={copy.file} className={styles.copy}>
              <span className={styles.about}>
                <span className={styles.time}>{spokenTime(copy.at, now)}</span>
                <span className={styles.note}>{aboutWords(copy)}</span>
              </span>
              <Button
                size="small"
                aria-label={words.putBackOne(spokenTime(copy.at, now))}
                disabled={busy}
                onClick={() => setChosen(copy)}
              >
                {words.putBack}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.row}>
        <Button disabled={busy} onClick={() => setNaming(true)}>
          {words.fromFile}
        </Button>
      </div>
      {naming ? (
        <CopyFileDialog
          canBrowse={backup.canBrowse}
          onClose={() => setNaming(false)}
          onFound={(copy) => {
            setNaming(false)
            setChosen(copy)
          }}
        />
      ) : null}
      {chosen === null ? null : <RestoreDialog copy={chosen} onClose={() => setChosen(null)} />}
    </Section>
  )
}

function aboutWords({ where, isOurs, opens, messages, bytes }: CopyView): string {
  return [
    textCount(messages),
    copySize(bytes),
    ...(where === 'here' ? [] : [words.where[where]]),
    ...(isOurs ? [] : [words.other]),
    ...(isOurs && opens === 'by-itself' ? [] : [words.opens[opens]]),
  ].join(' · ')
}
