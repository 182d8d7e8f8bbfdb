import { LaptopMinimal } from 'lucide-react'
import { useHubMinute } from '../lib/data.ts'
import { stepBackFromDuty, takeOverDuty, useDuty } from '../lib/duty.ts'
import { spokenTime } from '../lib/time.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { dutyWords as words } from '../words/duty.ts'
import { Banner } from './banner.tsx'
import styles from './banner.module.css'
import { openSettings } from './settings-tab.ts'
import { useReturnToComposer } from './use-return-to-composer.ts'

/** Another laptop was seen: a person says which one is on duty. */
export function DutyBanner() {
  const duty = useDuty()
  const now = useHubMinute()
  const returnToComposer = useReturnToComposer()
  const take = useAction(async () => {
    returnToComposer()
    // On duty without the answers coming in would be half of it.
    if ((await takeOverDuty()) === 'point-here') openSettings('webhooks')
  })
  const leave = useAction(() => {
    returnToComposer()
    return stepBackFromDuty()
  })
  if (duty === null) return null
  const { onDuty, other } = duty
  const error = take.error ?? leave.error
  const busy = take.busy || leave.busy
  return (
    <Banner
      meaning="attention"
      icon={LaptopMinimal}
      title={words.banner}
      actions={
        <>
          {error === null ? null : <span className={styles.error}>{error}</span>}
          <Button size="small" variant="quiet" disabled={busy} onClick={() => leave.run()}>
            {words.leave}
          </Button>
          <Button size="small" disabled={busy} onClick={() => take.run()}>
            {onDuty ? words.stay : words.takeOver}
          </Button>
        </>
      }
    >
      {other === null ? null : `${words.seen[other.reason](spokenTime(other.at, now))} `}
      {onDuty ? null : words.waits}
    </Banner>
  )
}
