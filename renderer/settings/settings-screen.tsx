import { Tabs } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import { settingsTabs, useSettingsTab } from '../shell/settings-tab.ts'
import type { SettingsTab } from '../shell/settings-tab.ts'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { settingsWords } from '../words/settings.ts'
import { ActivityTab } from './activity-tab.tsx'
import { CampTab } from './camp-tab.tsx'
import { DataTab } from './data-tab.tsx'
import { DiagnosticsTab } from './diagnostics-tab.tsx'
import { KeyboardTab } from './keyboard-tab.tsx'
import { LaptopTab } from './laptop-tab.tsx'
import styles from './settings-screen.module.css'
import { StaffTab } from './staff-tab.tsx'
import { TwilioTab } from './twilio-tab.tsx'
import { VoiceTab } from './voice-tab.tsx'
import { WebhooksTab } from './webhooks-tab.tsx'

const words = settingsWords

/** Everything that can be set, saved the moment it is changed. */
export function SettingsScreen() {
  const tab = useSettingsTab((state) => state.tab)
  return (
    <Tabs.Root
      className={styles.screen}
      orientation="vertical"
      value={tab}
      onValueChange={(value) => {
        const chosen = settingsTabs.find((known) => known === value)
        if (chosen !== undefined) useSettingsTab.getState().setTab(chosen)
      }}
    >
      <div className={styles.side}>
        <h1 className={styles.title}>{words.title}</h1>
        <Tabs.List className={styles.tabs} aria-label={words.title} activateOnFocus>
          {settingsTabs.map((name) => (
            <Tabs.Tab key={name} value={name} className={styles.tab}>
              {words.tabs[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </div>
      <div className={styles.scroll}>
        {settingsTabs.map((name) => (
          <Tabs.Panel key={name} value={name} className={styles.panel}>
            <ErrorBoundary pane={words.tabs[name]}>
              <h2 className={styles.heading}>{words.tabs[name]}</h2>
              {panel(name)}
            </ErrorBoundary>
          </Tabs.Panel>
        ))}
      </div>
    </Tabs.Root>
  )
}

function panel(tab: SettingsTab): ReactNode {
  switch (tab) {
    case 'twilio':
      return <TwilioTab />
    case 'webhooks':
      return <WebhooksTab />
    case 'voice':
      return <VoiceTab />
    case 'camp':
      return <CampTab />
    case 'staff':
      return <StaffTab />
    case 'activity':
      return <ActivityTab />
    case 'laptop':
      return <LaptopTab />
    case 'keyboard':
      return <KeyboardTab />
    case 'data':
      return <DataTab />
    case 'diagnostics':
      return <DiagnosticsTab />
  }
}
