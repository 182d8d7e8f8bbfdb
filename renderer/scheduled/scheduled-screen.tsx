import { Tabs } from '@base-ui/react/tabs'
import { lazy, Suspense, useState } from 'react'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { scheduledWords as words } from '../words/scheduled.ts'
import styles from './scheduled-screen.module.css'
import { ScheduledTab } from './scheduled-tab.tsx'

const AutomationsTab = lazy(() =>
  import('./automations-tab.tsx').then((module) => ({ default: module.AutomationsTab })),
)

const tabs = ['texts', 'automations'] as const
type Tab = (typeof tabs)[number]

/** What goes out at a time, and what sends texts by itself. */
export function ScheduledScreen() {
  const [tab, setTab] = useState<Tab>('texts')
  return (
    <Tabs.Root
      className={styles.screen}
      value={tab}
      onValueChange={(value) => setTab(tabs.find((known) => known === value) ?? 'texts')}
    >
      <header className={styles.head}>
        <h1 className={styles.title}>{words.title}</h1>
        <Tabs.List className={styles.tabs} aria-label={words.title} activateOnFocus>
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name} className={styles.tab}>
              {words.tabs[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </header>
      <Tabs.Panel value="texts" className={styles.panel}>
        <ErrorBoundary pane={words.tabs.texts}>
          <ScheduledTab />
        </ErrorBoundary>
      </Tabs.Panel>
      <Tabs.Panel value="automations" className={styles.panel}>
        <ErrorBoundary pane={words.tabs.automations}>
          <Suspense fallback={null}>
            <AutomationsTab />
          </Suspense>
        </ErrorBoundary>
      </Tabs.Panel>
    </Tabs.Root>
  )
}
