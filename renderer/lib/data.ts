import { useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import type { AppState, ConnectionView, ConversationCounts, Mode, Settings } from '../../electron/ipc/contract/views.ts'
import type { CallInput } from '../../electron/ipc/contract/calls.ts'
import { appStore, patchAppState } from './app-store.ts'
import type { AppSnapshot } from './app-store.ts'
import { callHub } from './bridge.ts'
import { lastMinute, onMinute } from './clock.ts'

export { HubDataProvider } from './provider.tsx'
export { HubError, asHubError, callHub, reportError } from './bridge.ts'
export { connectToHub, onConversationWanted } from './connect.ts'

function present(snapshot: AppSnapshot): AppState {
  if (snapshot.state === null) throw new Error('The hub was not read yet: use these hooks inside HubDataProvider.')
  return snapshot.state
}

/** Everything that is true of the whole app. Prefer the narrower hooks: they render less often. */
export function useAppState(): AppState {
  return useStore(appStore, present)
}

export function useConnection(): ConnectionView {
  return useStore(appStore, (snapshot) => present(snapshot).connection)
}

/** Why nobody can be called from the number in use; null where they can. */
export function useCallsClosed(): string | null {
  return useStore(appStore, (snapshot) => present(snapshot).callsClosed)
}

export function useSettings(): Settings {
  return useStore(appStore, (snapshot) => present(snapshot).settings)
}

export function useCounts(): ConversationCounts {
  return useStore(appStore, (snapshot) => present(snapshot).counts)
}

export function useMode(): Mode {
  return useStore(appStore, (snapshot) => present(snapshot).mode)
}

/** Whether the hub can be reached at all; only ever false in the browser host. */
export function useReachable(): boolean {
  return useStore(appStore, (snapshot) => snapshot.reachable)
}

/** The hub's time to the minute, renewed each minute: for labels such as "today". */
export function useHubMinute(): number {
  return useSyncExternalStore(onMinute, lastMinute) * 60_000
}

/** Changes settings at once on screen, then in the hub; takes the screen back where the hub refuses. */
export async function updateSettings(patch: CallInput<'settings.update'>): Promise<Settings> {
  const before = present(appStore.getState()).settings
  patchAppState({ settings: { ...before, ...patch } as Settings })
  try {
    const settings = await callHub('settings.update', patch)
    patchAppState({ settings })
    return settings
  } catch (error) {
    patchAppState({ settings: before })
    throw error
  }
}

export async function startPractice(): Promise<void> {
  await callHub('practice.start', {})
}

/** Ends practice and wipes practice data alone. */
export async function endPractice(): Promise<void> {
  await callHub('practice.end', {})
}

export async function setPracticeNetwork(down: boolean): Promise<void> {
  await callHub('practice.setNetwork', { down })
}

/** Makes the next text fail with this carrier code; null for the usual one. */
export async function failNextText(code: number | null): Promise<void> {
  await callHub('practice.failNext', { code })
}
