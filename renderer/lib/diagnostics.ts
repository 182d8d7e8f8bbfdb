import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Change } from '../../electron/ipc/contract/changes.ts'
import type {
  CatchUpAnswer,
  CheckId,
  DiagnosticsView,
  SupportFile,
} from '../../electron/ipc/contract/diagnostics-views.ts'
import { asHubError, callHub } from './bridge.ts'
import type { HubError } from './bridge.ts'
import { follow } from './connect.ts'

interface DiagnosticsSnapshot {
  /** Null until read. */
  readonly diagnostics: DiagnosticsView | null
  readonly error: HubError | null
}

const store = createStore<DiagnosticsSnapshot>(() => ({ diagnostics: null, error: null }))
/** Only the settings show this: nothing is asked before they were opened. */
let isShown = false

function take(diagnostics: DiagnosticsView): void {
  store.setState({ diagnostics, error: null })
}

follow({
  apply(batch: readonly Change[]) {
    for (const change of batch) if (change.type === 'diagnostics') take(change.diagnostics)
  },
  readAgain() {
    if (!isShown) return
    callHub('diagnostics.state', {}).then(take, (error: unknown) => store.setState({ error: asHubError(error) }))
  },
})

export function useDiagnostics(): DiagnosticsView | null {
  return useStore(store, (snapshot) => snapshot.diagnostics)
}

/** Why the checks could not be run or read; null where they could. */
export function useDiagnosticsError(): HubError | null {
  return useStore(store, (snapshot) => snapshot.error)
}

/** Runs every check; each is told as it ends. */
export async function runChecks(): Promise<void> {
  isShown = true
  try {
    take(await callHub('diagnostics.run', {}))
  } catch (error) {
    store.setState({ error: asHubError(error) })
  }
}

export async function fixCheck(id: CheckId): Promise<void> {
  take(await callHub('diagnostics.fix', { id }))
}

/** Moves the switch at once on screen, then in the hub; takes it back where the hub refuses. */
export async function setDebug(on: boolean): Promise<void> {
  const show = (debug: boolean): void => {
    const { diagnostics } = store.getState()
    if (diagnostics !== null) take({ ...diagnostics, debug })
  }
  show(on)
  try {
    take(await callHub('diagnostics.setDebug', { on }))
  } catch (error) {
    show(!on)
    throw error
  }
}

export function readReport(): Promise<string> {
  return callHub('diagnostics.report', {})
}

export function saveSupportFile(): Promise<SupportFile> {
  return callHub('diagnostics.saveSupportFile', {})
}

/** Drops old connections and makes new ones. */
export async function reconnectAll(): Promise<void> {
  await callHub('link.reconnect', {})
}

export function catchUpNow(): Promise<CatchUpAnswer> {
  return callHub('catchUp.now', {})
}
