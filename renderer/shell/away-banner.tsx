import { History } from 'lucide-react'
import { dismissAway, useAway } from '../lib/away.ts'
import { Button } from '../ui/button.tsx'
import { awayWords as words } from '../words/away.ts'
import { Banner } from './banner.tsx'
import { useUi } from './ui-state.ts'
import { useReturnToComposer } from './use-return-to-composer.ts'

/** Says that something happened while nobody could be reached. It takes no focus; the list is one button away. */
export function AwayBanner() {
  const away = useAway()
  const returnToComposer = useReturnToComposer()
  if (away === null) return null
  const lost = away.failed.count + away.expired.count
  return (
    <Banner
      meaning={lost > 0 ? 'attention' : 'waiting'}
      icon={History}
      title={words.banner(away.texts)}
      actions={
        <>
          <Button
            size="small"
            variant="quiet"
            onClick={() => {
              returnToComposer()
              dismissAway()
            }}
          >
            {words.dismiss}
          </Button>
          <Button size="small" onClick={() => useUi.getState().openDialog('away')}>
            {words.show}
          </Button>
        </>
      }
    >
      {lost > 0 ? words.bannerFailed(lost) : away.texts === 0 ? words.bannerWaited : undefined}
    </Banner>
  )
}
