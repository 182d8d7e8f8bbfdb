import { useRef, useState } from 'react'
import type { CopyView } from '../../electron/ipc/contract/backup-views.ts'
import { restoreCopy } from '../lib/backup.ts'
import { useHubMinute } from '../lib/data.ts'
import { spokenTime } from '../lib/time.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useAction } from '../ui/use-action.ts'
import { backupWords } from '../words/backup.ts'
import styles from './data-tab.module.css'

const words = backupWords.confirm

/** Says what putting a copy back means, asks for its passphrase where it takes one, and does it. */
export function RestoreDialog({ copy, onClose }: { readonly copy: CopyView; onClose(): void }) {
  const now = useHubMinute()
  const [passphrase, setPassphrase] = useState('')
  const cancel = useRef<HTMLButtonElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const asks = copy.opens !== 'by-itself'
  const restore = useAction(async () => {
    await restoreCopy(copy.file, passphrase === '' ? null : passphrase)
    onClose()
  })
  return (
    <Dialog
      open
      title={words.title(spokenTime(copy.at, now))}
      initialFocus={asks ? field : cancel}
      onOpenChange={(open) => {
        if (!open && !restore.busy) onClose()
      }}
      actions={
        <>
          <Button ref={cancel} disabled={restore.busy} onClick={onClose}>
            {words.cancel}
          </Button>
          <Button variant="danger" disabled={restore.busy} onClick={() => restore.run()}>
            {words.confirm}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>{words.since}</p>
        <p>{words.texts}</p>
        <p>{words.kept}</p>
        {asks ? (
          <TextField
            ref={field}
            role="textbox"
            type="password"
            label={words.passphrase}
            help={copy.opens === 'passphrase' ? words.passphraseHelp : words.maybe}
            error={restore.error}
            value={passphrase}
            maxLength={1000}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') restore.run()
            }}
          />
        ) : (
          <p role="alert" className={styles.error}>
            {restore.error ?? ''}
          </p>
        )}
        <p role="status" className={styles.note}>
          {restore.busy ? words.working : ''}
        </p>
      </div>
    </Dialog>
  )
}
