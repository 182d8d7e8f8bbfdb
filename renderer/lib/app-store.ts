import { createStore } from 'zustand/vanilla'
import type { AppState } from '../../electron/ipc/contract/views.ts'
import type { HubError } from './bridge.ts'

export interface AppSnapshot {
  /** Null until the hub was read for the first time. */
  readonly state: AppState | null
  /** Why the first reading failed; null while it runs or once it worked. */
  readonly error: HubError | null
  /** Whether the hub can be reached at all. */
  readonly reachable: boolean
}

/** What is true of the whole app: mode, connection, settings, counts. */
export const appStore = createStore<AppSnapshot>(() => ({ state: null, error: null, reachable: true }))

/** Changes parts of the app's state; nothing happens before the first reading. */
export function patchAppState(patch: Partial<AppState>): void {
  const { state } = appStore.getState()
  if (state !== null) appStore.setState({ state: { ...state, ...patch } })
}
