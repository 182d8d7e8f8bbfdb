import { LoaderCircle } from 'lucide-react'
import { useEffect, useState } from 'react'
import type {
  AccountView,
  WebhookPlan,
  WebhooksView,
  WebhookWriteResult,
} from '../../electron/ipc/contract/account-views.ts'
import { useHubMinute } from '../lib/data.ts'
import { followAddress, planWebhooks, refreshWebhooks, undoWebhooks } from '../lib/reach.ts'
import { spokenTime } from '../lib/time.ts'
import { openSettings } from '../shell/settings-tab.ts'
import { Button } from '../ui/button.tsx'
import { Switch } from '../ui/switch.tsx'
import { useAction } from '../ui/use-action.ts'
import { webhookWords } from '../words/webhooks.ts'
import { Notice } from './notice.tsx'
import { NumberCard } from './number-card.tsx'
import { PlanDialog } from './plan-dialog.tsx'
import { Section } from './section.tsx'
import styles from './webhooks-tab.module.css'

const words = webhookWords.numbers

/** What came of the last change: done words, and what was not changed. */
interface Outcome {
  readonly title: string
  readonly problems: readonly string[]
}

interface NumbersSectionProps {
  readonly account: AccountView | null
  readonly webhooks: WebhooksView
}

/** Where the numbers lead, beside where they should; puts it right, and back. */
export function NumbersSection({ account, webhooks }: NumbersSectionProps) {
  const now = useHubMinute()
  const hasAccount = account !== null && account.source !== null
  const hasSender = account !== null && account.sender !== null
  const [plan, setPlan] = useState<WebhookPlan | null>(null)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const read = useAction(refreshWebhooks)
  const fix = useAction(async () => {
    setOutcome(null)
    const next = await planWebhooks()
    if (next.changes.length === 0) setOutcome({ title: words.alreadyRight, problems: [] })
    else setPlan(next)
  })
  const undo = useAction(async () => {
    setOutcome(null)
    const result = await undoWebhooks()
    setOutcome(outcomeOf(result, words.undone))
  })

  const follow = useAction(followAddress)

  const { run } = read
  useEffect(() => {
    if (hasAccount) run()
  }, [hasAccount, run])

  if (!hasAccount) {
    return (
      <Section title={words.title} intro={words.notSetUp}>
        <Button className={styles.start} onClick={() => openSettings('twilio')}>
          {words.toTwilio}
        </Button>
      </Section>
    )
  }
  const ours = webhooks.numbers.filter(({ inUse }) => inUse)
  const needsFixing = ours.some(({ right }) => !right)
  const others = webhooks.numbers.filter(({ inUse }) => !inUse)
  const busy = read.busy || fix.busy || undo.busy
  const error = read.error ?? fix.error ?? undo.error
  return (
    <Section title={words.title} intro={hasSender ? words.intro : words.noSender}>
      {ours.map((number) => (
        <NumberCard key={number.sid} number={number} hasAddress={webhooks.address !== null} />
      ))}
      {webhooks.readAt === null && read.error === null && hasSender ? (
        <div className={styles.placeholder} aria-hidden />
      ) : null}
      {webhooks.readAt !== null && webhooks.numbers.length === 0 ? <p>{words.none}</p> : null}
      <div className={styles.buttons}>
        <Button
          variant={needsFixing ? 'primary' : 'secondary'}
          disabled={busy || !hasSender || webhooks.address === null}
          onClick={() => fix.run()}
        >
          {words.fix}
        </Button>
        <Button disabled={busy || webhooks.undo === null} onClick={() => undo.run()}>
          {words.undo}
        </Button>
        <Button disabled={busy} onClick={() => read.run()}>
          {words.read}
        </Button>
        <span className={styles.note} role="status">
          {read.busy ? (
            <span className={styles.line}>
              <LoaderCircle size={16} aria-hidden className={styles.turning} />
              {words.reading}
            </span>
          ) : webhooks.readAt === null ? null : (
            words.readAt(spokenTime(webhooks.readAt, now))
          )}
        </span>
      </div>
      {webhooks.undo === null ? null : (
        <p className={styles.help}>{words.undoHelp(webhooks.undo.count, spokenTime(webhooks.undo.at, now))}</p>
      )}
      <div role="status">
        {outcome === null ? null : (
          <Notice meaning={outcome.problems.length === 0 ? 'ok' : 'attention'} title={outcome.title}>
            {outcome.problems.map((problem) => (
              <p key={problem}>{problem}</p>
            ))}
          </Notice>
        )}
        {error === null ? null : <Notice meaning="failed" title={error} />}
      </div>
      <Switch
        label={words.follow}
        help={follow.error ?? words.followHelp}
        checked={webhooks.follows}
        disabled={follow.busy}
        onCheckedChange={(on) => follow.run(on)}
      />
      {others.length === 0 ? null : (
        <details className={styles.others}>
          <summary>{words.others(others.length)}</summary>
          <div className={styles.cards}>
            {others.map((number) => (
              <NumberCard key={number.sid} number={number} hasAddress={webhooks.address !== null} />
            ))}
          </div>
        </details>
      )}
      {plan === null ? null : (
        <PlanDialog
          plan={plan}
          onClose={() => setPlan(null)}
          onDone={(result) => {
            setPlan(null)
            setOutcome(outcomeOf(result, words.fixed))
          }}
        />
      )}
    </Section>
  )
}

function outcomeOf({ done, problems }: WebhookWriteResult, title: (count: number) => string): Outcome {
  return { title: done === 0 ? words.nothingDone : title(done), problems }
}
