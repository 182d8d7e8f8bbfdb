import { useEffect } from 'react'
import { readBackup, useBackup, useBackupError } from '../lib/backup.ts'
import { useAppState } from '../lib/data.ts'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { backupWords as words } from '../words/backup.ts'
import { CopiesSection } from './data-tab-copies.tsx'
import { FolderSection } from './data-tab-folder.tsx'
import { PeopleDataSection } from './data-tab-people.tsx'
import { RecoverySection } from './data-tab-recovery.tsx'
import { RestoreSection } from './data-tab-restore.tsx'
import { Notice } from './notice.tsx'

/** Copies of all that matters, and putting one back. */
export function DataTab() {
  const backup = useBackup()
  const error = useBackupError()
  const { restoredAt } = useAppState()
  useEffect(() => void readBackup(), [restoredAt])
  if (backup === null) {
    return error === null ? null : (
      <ErrorNotice title={words.copies.unreadable} details={error.details ?? null} onRetry={() => void readBackup()}>
        {error.message}
      </ErrorNotice>
    )
  }
  return (
    <>
      {backup.state === 'restoring' ? <Notice meaning="info" title={words.restoring} /> : null}
      <CopiesSection backup={backup} />
      <RecoverySection hasPassphrase={backup.key.hasPassphrase} />
      <FolderSection folder={backup.folder} canBrowse={backup.canBrowse} />
      <RestoreSection backup={backup} />
      <PeopleDataSection canBrowse={backup.canBrowse} />
    </>
  )
}
