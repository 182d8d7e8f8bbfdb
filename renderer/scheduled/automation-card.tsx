import { useState } from 'react'
import type { AutomationView } from '../../electron/ipc/contract/automation-views.ts'
import { campTime } from '../lib/camp-time.ts'
import { callHub, useHubMinute, useSettings } from '../lib/data.ts'
import { queryClient } from '../lib/query-client.ts'
import { TemplateSelect } from '../templates/template-select.tsx'
import { Button } from '../ui/button.tsx'
import { Switch } from '../ui/switch.tsx'
import { useAction } from '../ui/use-action.ts'
import { automationWords as words } from '../words/automations.ts'
import { AutomationFields } from './automation-fields.tsx'
import styles from './automations.module.css'
import { DryRunPane } from './dry-run-pane.tsx'
import { RunsPane } from './runs-pane.tsx'

type Pane = 'dry-run' | 'log'

/** One automation: its switch, what it says and when, what it would do and what it did. */
export function AutomationCard({ automation }: { readonly automation: AutomationView }) {
  const { id, kind, name, enabled, lacks } = automation
  const [pane, setPane] = useState<Pane | null>(null)
  const act = useAction(async (work: () => Promise<unknown>) => {
    await work()
    await queryClient.invalidateQueries({ queryKey: ['automations'] })
  })
  const toggle = (which: Pane) => setPane(pane === which ? null : which)
  return (
    <li className={styles.card}>
      <Switch
        label={name}
        help={
          <>
            {words.what[kind]} <SoFar automation={automation} />
          </>
        }
        checked={enabled}
        disabled={!enabled && lacks !== null}
        onCheckedChange={(on) => act.run(() => callHub('automations.switch', { id, enabled: on }))}
      />
      {lacks === null ? null : <p className={styles.lacks}>{lacks}</p>}
      <div className={styles.fields}>
        <TemplateSelect
          label={words.text}
          none={words.noText}
          value={automation.templateId}
          onChoose={(template) =>
            act.run(() => callHub('automations.update', { id, templateId: template?.id ?? null }))
          }
        />
        <AutomationFields
          automation={automation}
          onChange={(settings) => act.run(() => callHub('automations.update', { id, settings }))}
        />
      </div>
      {act.error === null ? null : (
        <p className={styles.failed} role="alert">
          {words.failed} {act.error}
        </p>
      )}
      <div className={styles.acts}>
        <Button
          size="small"
          aria-label={words.tryName(name)}
          aria-expanded={pane === 'dry-run'}
          disabled={automation.templateId === null}
          onClick={() => toggle('dry-run')}
        >
          {words.tryIt}
        </Button>
        <Button
          size="small"
          aria-label={words.logName(name)}
          aria-expanded={pane === 'log'}
          onClick={() => toggle('log')}
        >
          {words.log}
        </Button>
        {kind === 'keyword' ? (
          <Button
            size="small"
            variant="quiet"
            aria-label={words.removeName(name)}
            onClick={() => act.run(() => callHub('automations.remove', { id }))}
          >
            {words.remove}
          </Button>
        ) : null}
      </div>
      {pane === 'dry-run' ? <DryRunPane automation={automation} /> : null}
      {pane === 'log' ? <RunsPane automation={automation} /> : null}
    </li>
  )
}

function SoFar({ automation: { sent, lastAt } }: { readonly automation: AutomationView }) {
  const now = useHubMinute()
  const zone = useSettings().timeZone
  if (sent === 0 || lastAt === null) return <span className={styles.sofar}>{words.none}.</span>
  return (
    <span className={styles.sofar}>
      {words.sent(sent)}, {words.last(campTime(lastAt, now, zone))}.
    </span>
  )
}
