import type { LadderCase } from '../../electron/ipc/contract/ladder-views.ts'
import { asHubError } from '../lib/bridge.ts'
import { useLadderCases } from '../lib/ladders.ts'
import { useUi } from '../shell/ui-state.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { ladderWords } from '../words/ladders.ts'
import { AskedFamilies } from './asked-families.tsx'
import { LookedFor } from './looked-for.tsx'
import styles from './ladder-dialog.module.css'

const words = ladderWords.dialog

/** One look at everybody who is looked for: what the director has to know, whom to call, whom to text. */
export function LadderDialog() {
  const cases = useLadderCases()
  const close = () => useUi.getState().closeDialog()
  const wanted = (cases.data ?? []).filter(({ wants }) => wants !== null)
  const asked = groupBy(
    wanted.filter(({ wants }) => wants === 'look'),
    (one) => `${one.kind} ${one.next?.rung ?? 0}`,
  )
  const alarms = groupBy(
    wanted.filter(({ wants }) => wants === 'director'),
    ({ kind }) => kind,
  )
  const calls = wanted.filter(({ wants }) => wants === 'call')
  return (
    <Dialog
      open
      width="wide"
      title={words.title}
      onOpenChange={(open) => {
        if (!open) close()
      }}
      actions={<Button onClick={close}>{words.close}</Button>}
    >
      {cases.error !== null ? (
        <ErrorNotice
          title={words.unreadable.title}
          details={asHubError(cases.error).message}
          onRetry={() => void cases.refetch()}
        >
          {words.unreadable.meaning}
        </ErrorNotice>
      ) : cases.data === undefined ? null : wanted.length === 0 ? (
        <EmptyState headingLevel={3} title={words.none.title}>
          {words.none.body}
        </EmptyState>
      ) : (
        <div className={styles.sections}>
          {alarms.map((group) => (
            <People
              key={group[0]?.kind}
              id={`director-${group[0]?.kind}`}
              title={words.director}
              intro={words.directorIntro[group[0]?.kind ?? 'not-arrived']}
              cases={group}
            />
          ))}
          {calls.length === 0 ? null : <People id="call" title={words.call} intro={words.callIntro} cases={calls} />}
          {asked.map((group) => (
            <AskedFamilies key={`${group[0]?.kind} ${group[0]?.next?.rung}`} cases={group} />
          ))}
        </div>
      )}
    </Dialog>
  )
}

interface PeopleProps {
  readonly id: string
  readonly title: string
  readonly intro: string
  readonly cases: readonly LadderCase[]
}

function People({ id, title, intro, cases }: PeopleProps) {
  return (
    <section aria-labelledby={`looked-for-${id}`} className={styles.section}>
      <h3 id={`looked-for-${id}`} className={styles.heading}>
        {title}
      </h3>
      <p className={styles.intro}>{intro}</p>
      <ul className={styles.list}>
        {cases.map((one) => (
          <LookedFor key={one.id} one={one} />
        ))}
      </ul>
    </section>
  )
}

function groupBy(cases: readonly LadderCase[], keyOf: (one: LadderCase) => string): readonly (readonly LadderCase[])[] {
  const groups = new Map<string, LadderCase[]>()
  for (const one of cases) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one])
  return [...groups.values()]
}
