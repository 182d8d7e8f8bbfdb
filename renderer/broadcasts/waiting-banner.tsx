import { Megaphone } from 'lucide-react'
import { Banner } from '../shell/banner.tsx'
import { useUi } from '../shell/ui-state.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { broadcastWords } from '../words/broadcasts.ts'
import { useBroadcastsUi } from './compose-state.ts'
import { actOn, goneOf } from './queries.ts'
import { useWaitingBroadcast } from './waiting.ts'

const words = broadcastWords.waiting

/** One look at a broadcast that waited too long to go on by itself: as a whole, never family by family. */
export function WaitingBanner() {
  const broadcast = useWaitingBroadcast()
  const act = useAction(actOn)
  if (broadcast === null) return null
  const { id, name, why, counts } = broadcast
  return (
    <Banner
      meaning="attention"
      icon={Megaphone}
      title={words.banner(name, goneOf(broadcast), counts.texts)}
      actions={
        <>
          <Button size="small" disabled={act.busy} onClick={() => act.run('broadcasts.resume', id)}>
            {words.goOn}
          </Button>
          <Button
            size="small"
            variant="quiet"
            onClick={() => {
              useBroadcastsUi.getState().showReport(id)
              useUi.getState().setScreen('broadcasts')
            }}
          >
            {words.look}
          </Button>
        </>
      }
    >
      {act.error ?? (why === 'restored' ? words.askRestored : words.ask)}
    </Banner>
  )
}
