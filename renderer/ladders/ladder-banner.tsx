import { Siren } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useLaddersNow } from '../lib/ladders.ts'
import { Banner } from '../shell/banner.tsx'
import { useUi } from '../shell/ui-state.ts'
import { Button } from '../ui/button.tsx'
import { ladderWords } from '../words/ladders.ts'
import { mostWanted } from './use-ladder-alarm.ts'

const words = ladderWords.banner

const EndPracticeDialog = lazy(() =>
  import('../shell/end-practice-dialog.tsx').then((module) => ({ default: module.EndPracticeDialog })),
)

/** Says that a ladder wants somebody. The live camp's comes first, and is told in practice too. */
export function LadderBanner() {
  const now = useLaddersNow()
  const [ending, setEnding] = useState(false)
  const live = mostWanted(now?.live)
  const shown = mostWanted(now?.shown)
  if (now === undefined) return null
  if (now.live !== null && live !== null) {
    return (
      <Banner
        meaning="failed"
        icon={Siren}
        title={words.live[live](now.live[live])}
        actions={
          <>
            <Button size="small" onClick={() => setEnding(true)}>
              {words.live.toLive}
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
  if (shown === null) return null
  return (
    <Banner
      meaning={shown === 'director' ? 'failed' : 'attention'}
      icon={Siren}
      title={words[shown](now.shown[shown])}
      actions={
        <Button size="small" onClick={() => useUi.getState().openDialog('ladders')}>
          {words.show}
        </Button>
      }
    />
  )
}
