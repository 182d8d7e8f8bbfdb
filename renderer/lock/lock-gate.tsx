import { lazy, Suspense, useEffect } from 'react'
import type { ReactNode } from 'react'
import { useAppState } from '../lib/data.ts'
import { queryClient } from '../lib/query-client.ts'
import { useUi } from '../shell/ui-state.ts'
import { followPresence } from './presence.ts'

export const loadLockScreen = () => import('./lock-screen.tsx')

const LockScreen = lazy(() => loadLockScreen().then((module) => ({ default: module.LockScreen })))

/** The app, or while it is locked nothing of it: what was on screen is taken down, not hidden. */
export function LockGate({ children }: { readonly children: ReactNode }) {
  const { lock, clockRate } = useAppState()
  const isLocked = lock !== null
  useEffect(() => (isLocked ? forget() : undefined), [isLocked])
  useEffect(() => followPresence(window, clockRate), [clockRate])
  if (lock === null) return children
  return (
    <Suspense fallback={null}>
      <LockScreen since={lock.since} />
    </Suspense>
  )
}

/** What the screens had read is read again once the window is open; a dialog does not wait behind the cover. */
function forget(): undefined {
  useUi.getState().closeDialog()
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[1] !== 'lock-screen' })
  return undefined
}
