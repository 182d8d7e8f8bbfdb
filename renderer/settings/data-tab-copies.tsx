import { useState } from 'react'
import type { BackupView } from '../../electron/ipc/contract/backup-views.ts'
import { copyNow } from '../lib/backup.ts'
import { useHubMinute } from '../lib/data.ts'
import { spokenTime } from '../lib/time.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { backupWords } from '../words/backup.ts'
import { copySize, textCount } from './copy-words.ts'
import styles from './data-tab.module.css'
import { Notice } from './notice.tsx'
import { Facts, Section } from './section.tsx'

const words = backupWords.copies

/** How the copies stand, and one by hand. */
export function CopiesSection({ backup }: { readonly backup: BackupView }) {
  const now = useHubMinute()
  const [made, setMade] = useState(false)
  // Why one was not made is told by the hub, whoever asked for it.
  const make = useAction(async () => {
    setMade(false)
    await copyNow()
    setMade(true)
  })
  const { state, last, restored, trouble } = backup
  const busy = make.busy || state === 'making'
  return (
    <Section title={words.title} intro={words.intro}>
      {state === 'no-key' ? (
        <Notice meaning="attention" title={words.noKey}>
          <p>{words.noKeyMeaning}</p>
        </Notice>
      ) : null}
      {trouble === null ? null : (
        <Notice meaning="failed" title={words.failed}>
          <p>{trouble}</p>
        </Notice>
      )}
      <Facts
        facts={[
          {
            name: words.last,
            value:
              last === null
                ? words.never
                : words.lastOne(spokenTime(last.at, now), textCount(last.messages), copySize(last.bytes)),
          },
          { name: words.next, value: nextWords(backup, now) },
          { name: words.kept, value: words.keptLast(backup.path) },
          { name: words.opens, value: opensWords(backup) },
          ...(restored === null
            ? []
            : [
                {
                  name: words.restored,
                  value: words.restoredOne(spokenTime(restored.at, now), spokenTime(restored.madeAt, now)),
                },
              ]),
        ]}
      />
      <div className={styles.row}>
        <Button disabled={busy || state === 'restoring'} onClick={() => make.run()}>
          {words.now}
        </Button>
        <p role="status" className={styles.outcome}>
          {busy ? words.making : made ? words.made : ''}
        </p>
      </div>
    </Section>
  )
}

function nextWords({ state, next }: BackupView, now: number): string {
  if (state === 'making') return words.nextMaking
  if (state === 'no-key') return words.nextNoKey
  return next === null ? words.nextNone : words.nextAt(spokenTime(next, now))
}

function opensWords({ key: { inKeychain, hasPassphrase } }: BackupView): string {
  if (inKeychain) return hasPassphrase ? words.opensBoth : words.opensHere
  return hasPassphrase ? words.opensPassphrase : words.opensNone
}
