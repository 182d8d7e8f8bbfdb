import { CircleStop, Unplug, WifiOff, Settings } from 'lucide-react'
import type { PausedOutbox } from '../../electron/ipc/contract/views.ts'
import { startPractice, useMode } from '../lib/data.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { shellWords } from '../words/shell.ts'
import { Banner } from './banner.tsx'
import styles from './banner.module.css'
import { openSettings } from './settings-tab.ts'
import { useUi } from './ui-state.ts'

const words = shellWords.banners

export function HubLostBanner() {
  return (
    <Banner meaning="failed" icon={Unplug} title={words.hubLost}>
      {words.hubLostRemedy}
    </Banner>
  )
}

export function PausedBanner({ paused }: { readonly paused: PausedOutbox }) {
  const isLive = useMode() === 'live'
  return (
    <Banner
      meaning="failed"
      icon={CircleStop}
      title={`${words.paused} ${paused.reason}`}
      actions={
        <>
          {paused.code === null ? null : <span className={styles.note}>{words.pausedCode(paused.code)}</span>}
          {isLive ? (
            <Button size="small" onClick={() => openSettings('twilio')}>
              {words.openTwilio}
            </Button>
          ) : null}
        </>
      }
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
  const isSettings = useUi((ui) => ui.screen === 'settings')
  return (
    <Banner
      meaning="attention"
      icon={Settings}
      title={words.notSetUp}
      actions={
        <>
          {start.error === null ? null : <span className={styles.error}>{start.error}</span>}
          {isSettings ? null : (
            <Button size="small" onClick={() => openSettings('twilio')}>
              {words.setUp}
            </Button>
          )}
          <Button size="small" disabled={start.busy} onClick={() => start.run()}>
            {words.startPractice}
          </Button>
        </>
      }
    />
  )
}
