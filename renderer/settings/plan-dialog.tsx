import { ArrowRight, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { WebhookChange, WebhookPlan, WebhookWriteResult } from '../../electron/ipc/contract/account-views.ts'
import { fixWebhooks } from '../lib/reach.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { useAction } from '../ui/use-action.ts'
import { webhookWords } from '../words/webhooks.ts'
import styles from './plan-dialog.module.css'

const words = webhookWords.plan

interface PlanDialogProps {
  readonly plan: WebhookPlan
  onClose(): void
  onDone(result: WebhookWriteResult): void
}

/** What "Fix it for me" will change, to be chosen from before anything is written. */
export function PlanDialog({ plan, onClose, onDone }: PlanDialogProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(plan.changes.filter(({ usual }) => usual).map(({ id }) => id)),
  )
  const changes = plan.changes.filter(({ id }) => chosen.has(id))
  const fix = useAction(async () => onDone(await fixWebhooks(changes.map(({ id, from }) => ({ id, from })))))
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  const things = [...new Set(plan.changes.map(({ about }) => about))]
  return (
    <Dialog
      open
      title={words.title}
      width="wide"
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button variant="primary" disabled={fix.busy || changes.length === 0} onClick={() => fix.run()}>
            {words.confirm(changes.length)}
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        <p>{words.intro}</p>
        {plan.traps.length === 0 ? null : (
          <ul className={styles.traps}>
            {plan.traps.map((trap) => (
              <li key={trap.id} className={styles.warning}>
                <TriangleAlert size={16} aria-hidden />
                {trap.words}
              </li>
            ))}
          </ul>
        )}
        {things.map((about) => (
          <fieldset key={about} className={styles.thing}>
            <legend className={styles.about}>{about}</legend>
            {plan.changes
              .filter((change) => change.about === about)
              .map((change) => (
                <ChangeRow
                  key={change.id}
                  change={change}
                  checked={chosen.has(change.id)}
                  onCheckedChange={(on) => toggle(change.id, on)}
                />
              ))}
          </fieldset>
        ))}
        {fix.error === null ? null : <ErrorNotice title={fix.error} />}
      </div>
    </Dialog>
  )
}

interface ChangeRowProps {
  readonly change: WebhookChange
  readonly checked: boolean
  onCheckedChange(checked: boolean): void
}

function ChangeRow({ change, checked, onCheckedChange }: ChangeRowProps) {
  const { name, from, to, warning, usual } = change
  return (
    <label className={styles.change}>
      <input
        type="checkbox"
        className={styles.box}
        checked={checked}
        onChange={(event) => onCheckedChange(event.currentTarget.checked)}
      />
      <span className={styles.what}>
        <span className={styles.name}>{name}</span>
        <span className={styles.from}>{from === '' ? words.empty : from}</span>
        <span className={styles.to}>
          <ArrowRight size={16} aria-hidden />
          <span>{to === '' ? words.empty : to}</span>
        </span>
        {warning === null ? null : (
          <span className={styles.warning}>
            <TriangleAlert size={16} aria-hidden />
            {warning}
          </span>
        )}
        {usual ? null : <span className={styles.note}>{words.unusual}</span>}
      </span>
    </label>
  )
}
