import { useState } from 'react'
import type { SecondFolderView } from '../../electron/ipc/contract/backup-views.ts'
import { browseFor, setSecondFolder } from '../lib/backup.ts'
import { useHubMinute } from '../lib/data.ts'
import { spokenTime } from '../lib/time.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useAction } from '../ui/use-action.ts'
import { backupWords } from '../words/backup.ts'
import styles from './data-tab.module.css'
import { Section } from './section.tsx'

const words = backupWords.folder

interface FolderSectionProps {
  readonly folder: SecondFolderView | null
  readonly canBrowse: boolean
}

/** A second place for the copies, such as a USB stick. */
export function FolderSection({ folder, canBrowse }: FolderSectionProps) {
  return (
    <Section title={words.title} intro={words.intro}>
      {folder === null ? <ChooseFolder canBrowse={canBrowse} /> : <UsedFolder folder={folder} />}
    </Section>
  )
}

function ChooseFolder({ canBrowse }: Pick<FolderSectionProps, 'canBrowse'>) {
  const [path, setPath] = useState('')
  const use = useAction(() => setSecondFolder(path.trim()))
  const browse = useAction(async () => {
    const chosen = await browseFor('folder')
    if (chosen !== null) setPath(chosen)
  })
  return (
    <div className={styles.form}>
      <TextField
        label={words.label}
        help={words.help}
        error={use.error ?? browse.error}
        value={path}
        maxLength={4000}
        onChange={(event) => setPath(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && path.trim() !== '') use.run()
        }}
      />
      <div className={styles.row}>
        {canBrowse ? (
          <Button disabled={browse.busy} onClick={() => browse.run()}>
            {words.browse}
          </Button>
        ) : null}
        <Button disabled={use.busy || path.trim() === ''} onClick={() => use.run()}>
          {words.use}
        </Button>
      </div>
    </div>
  )
}

function UsedFolder({ folder }: { readonly folder: SecondFolderView }) {
  const now = useHubMinute()
  const stop = useAction(() => setSecondFolder(null))
  return (
    <>
      <p data-selectable className={styles.path}>
        {folder.path}
      </p>
      <p role="status" className={folder.state === 'trouble' ? styles.error : undefined}>
        {stateWords(folder, now)}
      </p>
      <div className={styles.row}>
        <Button disabled={stop.busy} onClick={() => stop.run()}>
          {words.stop}
        </Button>
        {stop.error === null ? null : <span className={styles.error}>{stop.error}</span>}
      </div>
    </>
  )
}

function stateWords({ state, trouble, lastAt, owed }: SecondFolderView, now: number): string {
  switch (state) {
    case 'ok':
      return words.ok(lastAt === null ? null : spokenTime(lastAt, now))
    case 'absent':
      return words.absent(owed)
    case 'trouble':
      return trouble ?? ''
    case 'unknown':
      return words.looking
  }
}
