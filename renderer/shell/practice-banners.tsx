import { ChevronDown, GraduationCap, WifiOff } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { failNextText, setPracticeNetwork } from '../lib/data.ts'
import { Button } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import { useAction } from '../ui/use-action.ts'
import { shellWords } from '../words/shell.ts'
import { Banner } from './banner.tsx'
import styles from './banner.module.css'

const words = shellWords.banners

/** How long the banner repeats what was asked for, in milliseconds. */
const noteTime = 8_000

const EndPracticeDialog = lazy(() =>
  import('./end-practice-dialog.tsx').then((module) => ({ default: module.EndPracticeDialog })),
)

/** Practice, and what staff can do to it. */
export function PracticeBanner() {
  const network = useAction(() => setPracticeNetwork(true))
  const [ending, setEnding] = useState(false)
  return (
    <Banner
      meaning="attention"
      icon={GraduationCap}
      title={words.practice}
      actions={
        <>
          {network.error === null ? null : <span className={styles.error}>{network.error}</span>}
          <FailNext />
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
    />
  )
}

export function NetworkDownBanner({ waiting }: { readonly waiting: number }) {
  const network = useAction(() => setPracticeNetwork(false))
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

/** "Let the next text fail": chooses why, and says for a while what was chosen. */
function FailNext() {
  const fail = useAction(failNextText)
  const [note, setNote] = useState<string | null>(null)
  useEffect(() => {
    if (note === null) return undefined
    const timer = setTimeout(() => setNote(null), noteTime)
    return () => clearTimeout(timer)
  }, [note])
  return (
    <>
      {fail.error !== null ? (
        <span className={styles.error}>{fail.error}</span>
      ) : note !== null ? (
        <span className={styles.note}>{words.willFail(note)}</span>
      ) : null}
      <Menu
        heading={words.failNextHeading}
        trigger={
          <Button size="small" variant="quiet" disabled={fail.busy}>
            <span className={styles.menuLabel}>
              {words.failNext}
              <ChevronDown size={14} aria-hidden />
            </span>
          </Button>
        }
        items={words.failures.map((failure) => ({
          id: String(failure.code),
          label: failure.label,
          help: failure.help,
          run: () => {
            fail.run(failure.code)
            setNote(failure.label)
          },
        }))}
      />
    </>
  )
}
