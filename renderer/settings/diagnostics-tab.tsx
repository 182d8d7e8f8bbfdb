import { useEffect } from 'react'
import type { DiagnosticCheck, DiagnosticsView } from '../../electron/ipc/contract/diagnostics-views.ts'
import { useAppState } from '../lib/data.ts'
import { fixCheck, runChecks, useDiagnostics, useDiagnosticsError } from '../lib/diagnostics.ts'
import { exactTime } from '../shell/exact-time.ts'
import { openSettings } from '../shell/settings-tab.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { useAction } from '../ui/use-action.ts'
import { diagnosticsWords as words } from '../words/diagnostics.ts'
import { CheckList } from './check-list.tsx'
import styles from './diagnostics-tab.module.css'
import { DoNowSection } from './do-now-section.tsx'
import { Facts, Section } from './section.tsx'
import { SupportSection } from './support-section.tsx'

/** The checks, run anew each time somebody opens them, and what else helps to find a fault. */
export function DiagnosticsTab() {
  const diagnostics = useDiagnostics()
  const error = useDiagnosticsError()
  const { mode } = useAppState()
  // Another mode is another store and another way out.
  useEffect(() => void runChecks(), [mode])
  return (
    <>
      <Section intro={words.what}>
        <div className={styles.top}>
          <p role="status" className={styles.summary}>
            {summaryOf(diagnostics)}
          </p>
          <Button disabled={diagnostics?.running ?? true} onClick={() => void runChecks()}>
            {words.run}
          </Button>
        </div>
        {error === null ? null : (
          <ErrorNotice title={words.unreadable.title} details={error.details ?? error.message}>
            {words.unreadable.meaning}
          </ErrorNotice>
        )}
        {diagnostics === null ? null : (
          <CheckList
            dense
            checks={diagnostics.checks}
            actionOf={(id) => {
              const check = diagnostics.checks.find((one) => one.id === id)
              return check?.fix ? <FixButton check={check} fix={check.fix} /> : null
            }}
          />
        )}
      </Section>
      <DoNowSection />
      <SupportSection debug={diagnostics?.debug ?? false} />
      <AboutSection />
    </>
  )
}

function summaryOf(diagnostics: DiagnosticsView | null): string {
  if (diagnostics === null) return words.running
  const { checks, running, ranAt } = diagnostics
  if (running) return words.running
  if (ranAt === null) return words.notRun
  const problems = checks.filter((check) => check.state === 'problem').map((check) => check.name)
  const unknown = checks.filter((check) => check.state === 'unknown').length
  return [problems.length === 0 ? words.allWell : words.problems(problems), words.unknown(unknown)].join(' ').trim()
}

interface FixButtonProps {
  readonly check: DiagnosticCheck
  readonly fix: NonNullable<DiagnosticCheck['fix']>
}

function FixButton({ check, fix }: FixButtonProps) {
  const { opens, label } = fix
  const mend = useAction(() => fixCheck(check.id))
  return (
    <>
      <Button
        size="small"
        aria-label={words.fixFor(label, check.name)}
        disabled={mend.busy || check.state === 'running'}
        onClick={() => (opens === null ? mend.run() : openSettings(opens))}
      >
        {label}
      </Button>
      {mend.error === null ? null : <span className={styles.error}>{mend.error}</span>}
    </>
  )
}

function AboutSection() {
  const { version, host, mode, connection, webhookAddress, clockRate, now } = useAppState()
  const facts = words.facts
  return (
    <Section title={facts.title}>
      <Facts
        facts={[
          { name: facts.version, value: version },
          { name: facts.host, value: facts.hosts[host] },
          { name: facts.mode, value: facts.modes[mode] },
          {
            name: facts.lastContact,
            value: connection.lastContactAt === null ? facts.never : exactTime(connection.lastContactAt, now),
          },
          { name: facts.listener, value: webhookAddress ?? facts.notListening },
          { name: facts.clock, value: facts.clockRate(clockRate) },
        ]}
      />
    </Section>
  )
}
