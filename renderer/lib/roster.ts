import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Change } from '../../electron/ipc/contract/changes.ts'
import type { RosterPreview, RosterState } from '../../electron/ipc/contract/roster-views.ts'
import { callHub, reportError } from './bridge.ts'
import { follow } from './connect.ts'

const store = createStore<{ readonly roster: RosterState | null }>(() => ({ roster: null }))
let changes = 0

function take(roster: RosterState): RosterState {
  changes += 1
  store.setState({ roster })
  return roster
}

/** Reads where the import stands; changes tell it from then on. */
export function readRoster(): void {
  const before = changes
  callHub('roster.state', {}).then(
    (roster) => {
      // A change that came meanwhile is newer.
      if (changes === before) take(roster)
    },
    (error: unknown) => reportError('roster.state', error),
  )
}

follow({
  apply(batch: readonly Change[]) {
    for (const change of batch) if (change.type === 'roster') take(change.roster)
  },
  readAgain() {
    // Read when somebody looks: the start does not need it.
    if (store.getState().roster !== null) readRoster()
  },
})

/** Where the import stands; null until read. */
export function useRoster(): RosterState | null {
  return useStore(store, (snapshot) => snapshot.roster)
}

/** Bytes per part: small enough to pass between two keystrokes. */
const partBytes = 192 * 1024

/** Hands a file over to the hub. @returns its id there */
export async function handOver(file: File): Promise<string> {
  const { uploadId } = await callHub('roster.begin', { fileName: file.name, bytes: file.size })
  for (let offset = 0; offset < file.size; offset += partBytes) {
    const part = new Uint8Array(await file.slice(offset, offset + partBytes).arrayBuffer())
    await callHub('roster.part', { uploadId, offset, data: base64(part) })
  }
  return uploadId
}

function base64(bytes: Uint8Array): string {
  let text = ''
  // As arguments of one call, so many bytes at a time.
  for (let start = 0; start < bytes.length; start += 8_192)
    text += String.fromCharCode(...bytes.subarray(start, start + 8_192))
  return btoa(text)
}

/** How a file would be imported, by these columns or (null) by what is remembered or guessed. */
export function previewRoster(uploadId: string, columns: readonly string[] | null): Promise<RosterPreview> {
  return callHub('roster.preview', { uploadId, columns: columns === null ? null : [...columns] })
}

export async function importRoster(uploadId: string, columns: readonly string[]): Promise<void> {
  take(await callHub('roster.import', { uploadId, columns: [...columns] }))
}

/** Stops the import, or forgets the file that was handed over. */
export async function cancelRoster(): Promise<void> {
  take(await callHub('roster.cancel', {}))
}

export async function undoRoster(importId: number): Promise<void> {
  take(await callHub('roster.undo', { importId }))
}

/** @returns the file's path */
export async function saveRosterRemarks(): Promise<string> {
  return (await callHub('roster.saveRemarks', {})).path
}
