import { Tabs } from '@base-ui/react/tabs'
import { Plus } from 'lucide-react'
import { lazy, Suspense, useRef } from 'react'
import { Button } from '../ui/button.tsx'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { broadcastWords as words } from '../words/broadcasts.ts'
import { BroadcastList } from './broadcast-list.tsx'
import styles from './broadcasts-screen.module.css'
import { useBroadcastsUi } from './compose-state.ts'
import { NewBroadcast } from './new-broadcast.tsx'
import { ReportPane } from './report-pane.tsx'
import { useFocusKept } from './use-focus-kept.ts'

const TemplatesPane = lazy(() =>
  import('../templates/templates-pane.tsx').then((module) => ({ default: module.TemplatesPane })),
)

const tabs = ['broadcasts', 'templates'] as const

/** One text to many families: what goes out and went out, a new one, and the templates. */
export function BroadcastsScreen() {
  const { tab, setTab, composing, reportOf, compose } = useBroadcastsUi()
  const root = useRef<HTMLDivElement>(null)
  useFocusKept(root, composing ?? reportOf)
  return (
    <Tabs.Root
      ref={root}
      className={styles.screen}
      value={tab}
      onValueChange={(value) => setTab(tabs.find((known) => known === value) ?? 'broadcasts')}
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
        <span className={styles.space} />
        {tab === 'broadcasts' && composing === null ? (
          <Button
            variant="primary"
            icon={<Plus size={16} aria-hidden />}
            data-begins-here={reportOf === null || undefined}
            onClick={() => compose({ kind: 'plain' })}
          >
            {words.newBroadcast}
          </Button>
        ) : null}
      </header>
      <Tabs.Panel value="broadcasts" className={styles.panel}>
        <ErrorBoundary pane={words.tabs.broadcasts} resetKey={composing === null ? reportOf : 'new'}>
          {composing !== null ? (
            <NewBroadcast key={composeKey(composing)} start={composing} />
          ) : reportOf !== null ? (
            <ReportPane key={reportOf} id={reportOf} />
          ) : (
            <BroadcastList />
          )}
        </ErrorBoundary>
      </Tabs.Panel>
      <Tabs.Panel value="templates" className={styles.panel}>
        <ErrorBoundary pane={words.tabs.templates}>
          <Suspense fallback={null}>
            <TemplatesPane />
          </Suspense>
        </ErrorBoundary>
      </Tabs.Panel>
    </Tabs.Root>
  )
}

const keys = new WeakMap<object, number>()
let lastKey = 0

/** Another beginning is another form. */
function composeKey(start: object): number {
  const known = keys.get(start)
  if (known !== undefined) return known
  lastKey += 1
  keys.set(start, lastKey)
  return lastKey
}
