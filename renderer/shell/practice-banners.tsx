import { GraduationCap, WifiOff } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useAccount } from '../lib/account.ts'
import { setPracticeNetwork } from '../lib/data.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { shellWords } from '../words/shell.ts'
import { Banner } from './banner.tsx'
import styles from './banner.module.css'
import { FailNextButton } from './fail-next-button.tsx'
import { useReturnToComposer } from './use-return-to-composer.ts'

const words = shellWords.banners

// The menu's machinery is a third of the script: the first screen does not wait for it.
const FailNext = lazy(() => import('./fail-next.tsx').then((module) => ({ default: module.FailNext })))
const EndPracticeDialog = lazy(() =>
  import('./end-practice-dialog.tsx').then((module) => ({ default: module.EndPracticeDialog })),
)

/** Practice, and what staff can do to it. */
export function PracticeBanner() {
  const account = useAccount()
  const isLiveToo = account !== null && account.source !== null && account.sender !== null
  const returnToComposer = useReturnToComposer()
  const network = useAction(() => {
    returnToComposer()
    return setPracticeNetwork(true)
  })
  const [ending, setEnding] = useState(false)
  const [failNextWanted, setFailNextWanted] = useState(false)
  return (
    <Banner
      meaning="attention"
      icon={GraduationCap}
      title={words.practice}
      actions={
        <>
          {network.error === null ? null : <span className={styles.error}>{network.error}</span>}
          <Suspense fallback={<FailNextButton onClick={() => setFailNextWanted(true)} />}>
            <FailNext open={failNextWanted} />
          </Suspense>
          <Button size="small" variant="quiet" disabled={network.busy} onClick={() => network.run()}>
            {words.takeDown}
          </Button>
          <Button size="small" onClick={() => setEnding(true)}>
            {words.end}
          </Button>
          {ending ? (
            <Suspense fallback={null}>
              <EndPracticeDialog onClose={() => setEnding(false)} />
            </Suspense>
          ) : null}
        </>
      }
    >
      {isLiveToo ? words.liveMeanwhile : undefined}
    </Banner>
  )
}

export function NetworkDownBanner({ waiting }: { readonly waiting: number }) {
  const returnToComposer = useReturnToComposer()
  const network = useAction(() => {
    returnToComposer()
    return setPracticeNetwork(false)
  })
  return (
    <Banner
      meaning="attention"
      icon={WifiOff}
      title={words.networkDown(waiting)}
      actions={
        <>
          {network.error === null ? null : <span className={styles.error}>{network.error}</span>}
          <Button size="small" disabled={network.busy} onClick={() => network.run()}>
            {words.bringBack}
          </Button>
        </>
      }
    />
  )
}
