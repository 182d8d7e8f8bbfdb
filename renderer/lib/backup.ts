import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { BackupView, CopyView } from '../../electron/ipc/contract/backup-views.ts'
import type { Change } from '../../electron/ipc/contract/changes.ts'
import { asHubError, callHub } from './bridge.ts'
import type { HubError } from './bridge.ts'
import { follow } from './connect.ts'

interface BackupSnapshot {
  /** Null until read. */
  readonly backup: BackupView | null
  /** Null until read. */
  readonly copies: readonly CopyView[] | null
  readonly error: HubError | null
}

const store = createStore<BackupSnapshot>(() => ({ backup: null, copies: null, error: null }))
/** Only the settings show this: nothing is asked before they were opened. */
let isShown = false
let changes = 0

/** A copy was made, or put where it was missing: there are others to be put back now. */
function hasOtherCopies(before: BackupView | null, now: BackupView): boolean {
  return (
    before?.last?.at !== now.last?.at ||
    before?.folder?.path !== now.folder?.path ||
    before?.folder?.owed !== now.folder?.owed ||
    before?.folder?.state !== now.folder?.state ||
    before?.key.hasPassphrase !== now.key.hasPassphrase
  )
}

function take(backup: BackupView): void {
  const before = store.getState().backup
  changes += 1
  store.setState({ backup, error: null })
  if (isShown && hasOtherCopies(before, backup)) void readCopies()
}

async function readCopies(): Promise<void> {
  try {
    store.setState({ copies: await callHub('backup.list', {}) })
  } catch (error) {
    store.setState({ error: asHubError(error) })
  }
}

/** Reads how the copies stand, and which there are. */
export async function readBackup(): Promise<void> {
  isShown = true
  const before = changes
  try {
    const backup = await callHub('backup.state', {})
    // A change that came meanwhile is newer.
    if (changes === before) take(backup)
    await readCopies()
  } catch (error) {
    store.setState({ error: asHubError(error) })
  }
}

follow({
  apply(batch: readonly Change[]) {
    for (const change of batch) if (change.type === 'backup') take(change.backup)
  },
  readAgain() {
    if (isShown) void readBackup()
  },
})

export function useBackup(): BackupView | null {
  return useStore(store, (snapshot) => snapshot.backup)
}

/** The copies that may be put back, newest first; null until read. */
export function useCopies(): readonly CopyView[] | null {
  return useStore(store, (snapshot) => snapshot.copies)
}

/** Why it could not be read; null where it could. */
export function useBackupError(): HubError | null {
  return useStore(store, (snapshot) => snapshot.error)
}

export async function copyNow(): Promise<void> {
  take(await callHub('backup.copyNow', {}))
}

/** Makes a copy, and drops all older ones. */
export async function dropOlderCopies(): Promise<void> {
  take(await callHub('backup.dropOlder', {}))
  await readCopies()
}

export async function setRecoveryPassphrase(passphrase: string): Promise<void> {
  take(await callHub('backup.setPassphrase', { passphrase }))
}

/** Null: no second folder any more. */
export async function setSecondFolder(path: string | null): Promise<void> {
  take(await callHub('backup.setFolder', { path }))
}

/** The system's own dialog; null where nothing was chosen. */
export function browseFor(what: 'folder' | 'copy'): Promise<string | null> {
  return callHub('backup.browse', { what })
}

export function examineCopy(file: string): Promise<CopyView> {
  return callHub('backup.examine', { file })
}

/** Decides that this copy is the data from now on; the hub then begins anew, and everything is read again. */
export async function restoreCopy(file: string, passphrase: string | null): Promise<void> {
  await callHub('backup.restore', { file, passphrase })
}
