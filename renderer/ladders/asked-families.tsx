import { SendHorizontal } from 'lucide-react'
import type { LadderAsks, LadderCase } from '../../electron/ipc/contract/ladder-views.ts'
import { campClock } from '../lib/camp-time.ts'
import { useSettings } from '../lib/data.ts'
import { leaveAsked, sendAsked } from '../lib/ladders.ts'
import { useUi } from '../shell/ui-state.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { ladderWords } from '../words/ladders.ts'
import { FoundButton } from './looked-for.tsx'
import styles from './ladder-dialog.module.css'

const words = ladderWords.dialog

/** The families that one step of a ladder would text, once somebody has looked. */
export function AskedFamilies({ cases }: { readonly cases: readonly LadderCase[] }) {
  const { timeZone } = useSettings()
  const act = useAction((work: () => Promise<unknown>) => work())
  const [first] = cases
  if (first === undefined) return null
  const ids = cases.map(({ id }) => id)
  const families = new Set(cases.map(({ familyId }) => familyId)).size
  const reasons = [...new Set(cases.map(({ why }) => why))].filter(
    (why): why is LadderAsks => why !== null && why in words.asks,
  )
  const step = words.step[first.kind](first.next?.guardian ?? 0)
  const heading = `asked-${first.kind}-${first.next?.rung ?? 0}`
  return (
    <section aria-labelledby={heading} className={styles.section}>
      <h3 id={heading} className={styles.heading}>
        {words.look} <span className={styles.place}>{step}</span>
      </h3>
      {reasons.map((why) => (
        <p key={why} className={styles.intro}>
          {words.asks[why]}
        </p>
      ))}
      <ul className={styles.list}>
        {cases.map((one) => (
          <li key={one.id} className={styles.player}>
            <div className={styles.about}>
              <p className={styles.name}>
                {one.name}
                <span className={styles.place}>
                  {[one.camp, one.group].filter((part) => part !== null).join(' · ')} ·{' '}
                  {words.since(campClock(one.dueSince, timeZone))}
                </span>
              </p>
            </div>
            <div className={styles.acts}>
              {one.wroteIn === null ? null : (
                <Button
                  size="small"
                  aria-label={words.readOf(one.name)}
                  onClick={() => useUi.getState().openConversation(one.wroteIn ?? 0)}
                >
                  {words.read}
                </Button>
              )}
              <FoundButton one={one} busy={act.busy} onFound={(work) => act.run(work)} />
            </div>
          </li>
        ))}
      </ul>
      {act.error === null ? null : (
        <p role="alert" className={styles.refusal}>
          {words.failed} {act.error}
        </p>
      )}
      <div className={styles.answer}>
        <Button variant="quiet" disabled={act.busy} onClick={() => act.run(() => leaveAsked(ids))}>
          {words.notNow}
        </Button>
        <Button
          variant="primary"
          icon={<SendHorizontal size={16} aria-hidden />}
          disabled={act.busy}
          onClick={() => act.run(() => sendAsked(ids))}
        >
          {words.send(families)}
        </Button>
      </div>
    </section>
  )
}
