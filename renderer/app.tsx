import { lazy, Suspense } from 'react'
import { HubDataProvider } from './lib/data.ts'
import { LockGate } from './lock/lock-gate.tsx'
import { Frame } from './shell/frame.tsx'
import { Shell } from './shell/shell.tsx'
import { StartFailed } from './shell/start-failed.tsx'
import { EmptyStatusLine } from './shell/status-line.tsx'

// Almost never needed.
const StartTrouble = lazy(() =>
  import('./shell/start-trouble.tsx').then((module) => ({ default: module.StartTrouble })),
)

/** The frame alone: what is painted before anything was read. */
export function StartingApp() {
  return <Frame status={<EmptyStatusLine />} />
}

/** The whole window. */
export function App() {
  return (
    <HubDataProvider
      loading={<StartingApp />}
      failed={(error, retry) =>
        error.code === 'not-started' ? (
          <Suspense fallback={null}>
            <StartTrouble />
          </Suspense>
        ) : (
          <Frame status={<EmptyStatusLine />}>
            <StartFailed details={error.details ?? error.message} onRetry={retry} />
          </Frame>
        )
      }
    >
      <LockGate>
        <Shell />
      </LockGate>
    </HubDataProvider>
  )
}
