import { useState } from 'react'
import type { CopyView } from '../../electron/ipc/contract/backup-views.ts'
import { browseFor, examineCopy } from '../lib/backup.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useAction } from '../ui/use-action.ts'
import { backupWords } from '../words/backup.ts'
import styles from './data-tab.module.css'

const words = backupWords.file

interface CopyFileDialogProps {
  readonly canBrowse: boolean
  onClose(): void
  onFound(copy: CopyView): void
}

/** A copy from anywhere, by its path. */
export function CopyFileDialog({ canBrowse, onClose, onFound }: CopyFileDialogProps) {
  const [path, setPath] = useState('')
  const look = useAction(async () => onFound(await examineCopy(path.trim())))
  const browse = useAction(async () => {
    const chosen = await browseFor('copy')
    if (chosen !== null) setPath(chosen)
  })
  return (
    <Dialog
      open
      title={words.title}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button variant="primary" disabled={look.busy || path.trim() === ''} onClick={() => look.run()}>
            {words.look}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <TextField
          label={words.label}
          help={words.help}
          error={look.error ?? browse.error}
          value={path}
          maxLength={4000}
          onChange={(event) => setPath(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && path.trim() !== '') look.run()
          }}
        />
        {canBrowse ? (
          <div className={styles.row}>
            <Button disabled={browse.busy} onClick={() => browse.run()}>
              {words.browse}
            </Button>
          </div>
        ) : null}
      </div>
    </Dialog>
  )
}
