import { CircleStop, Unplug, WifiOff, Settings } from 'lucide-react'
import type { PausedOutbox } from '../../electron/ipc/contract/views.ts'
import { startPractice } from '../lib/data.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { shellWords } from '../words/shell.ts'
import { Banner } from './banner.tsx'
import styles from './banner.module.css'

const words = shellWords.banners

export function HubLostBanner() {
  return (
    <Banner meaning="failed" icon={Unplug} title={words.hubLost}>
      {words.hubLostRemedy}
    </Banner>
  )
}

export function PausedBanner({ paused }: { readonly paused: PausedOutbox }) {
  return (
    <Banner
      meaning="failed"
      icon={CircleStop}
      title={`${words.paused} ${paused.reason}`}
      actions={paused.code === null ? undefined : <span className={styles.note}>{words.pausedCode(paused.code)}</span>}
    >
      {paused.remedy}
    </Banner>
  )
}

export function OfflineBanner({ captive, waiting }: { readonly captive: boolean; readonly waiting: number }) {
  return <Banner meaning="attention" icon={WifiOff} title={captive ? words.captive(waiting) : words.offline(waiting)} />
}

export function NotSetUpBanner() {
  const start = useAction(startPractice)
  return (
    <Banner
      meaning="attention"
      icon={Settings}
      title={words.notSetUp}
      actions={
        <>
          {start.error === null ? null : <span className={styles.error}>{start.error}</span>}
          <Button size="small" disabled={start.busy} onClick={() => start.run()}>
            {words.startPractice}
          </Button>
        </>
      }
    />
  )
}
