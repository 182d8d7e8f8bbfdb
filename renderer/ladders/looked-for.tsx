import { Check, Phone, UserRoundCheck } from 'lucide-react'
import type { LadderCase } from '../../electron/ipc/contract/ladder-views.ts'
import { checkIn, pickUp } from '../lib/board.ts'
import { campClock } from '../lib/camp-time.ts'
import { useSettings } from '../lib/data.ts'
import { settleCases, tickCall } from '../lib/ladders.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { ladderWords } from '../words/ladders.ts'
import styles from './ladder-dialog.module.css'

const words = ladderWords.dialog

/** One player who is looked for: whom to call, what was tried, and what a person does about it. */
export function LookedFor({ one }: { readonly one: LadderCase }) {
  const { timeZone } = useSettings()
  const act = useAction((work: () => Promise<unknown>) => work())
  const call =
    one.wants === 'call' ? one.steps.find(({ outcome, doneAt }) => outcome === 'call' && doneAt === null) : undefined
  return (
    <li className={styles.player}>
      <div className={styles.about}>
        <p className={styles.name}>
          {one.name}
          <span className={styles.place}>
            {[one.camp, one.group].filter((part) => part !== null).join(' · ')} ·{' '}
            {words.since(campClock(one.dueSince, timeZone))}
          </span>
        </p>
        <ul className={styles.contacts}>
          {one.contacts.map((contact) => (
            <li key={`${contact.address} ${contact.name}`}>
              <Phone size={15} aria-hidden />
              <span data-numeric>{contact.displayAddress}</span>
              <span className={styles.who}>
                {[contact.name, contact.role].filter((part) => part !== null && part !== '').join(', ')}
              </span>
            </li>
          ))}
        </ul>
        {one.contacts.length === 0 ? <p className={styles.tried}>{words.nobody}</p> : null}
        {triedLines(one.steps, timeZone).map((line) => (
          <p key={line} className={styles.tried}>
            {line}
          </p>
        ))}
        {act.error === null ? null : (
          <p role="alert" className={styles.refusal}>
            {words.failed} {act.error}
          </p>
        )}
      </div>
      <div className={styles.acts}>
        {call === undefined ? null : (
          <Button
            size="small"
            icon={<Check size={16} aria-hidden />}
            aria-label={words.calledAbout(one.name)}
            disabled={act.busy}
            onClick={() => act.run(() => tickCall(one.id, call.rung))}
          >
            {words.called}
          </Button>
        )}
        <FoundButton one={one} busy={act.busy} onFound={(work) => act.run(work)} />
        <Button
          size="small"
          variant="quiet"
          aria-label={words.haveItAbout(one.name)}
          disabled={act.busy}
          onClick={() => act.run(() => settleCases([one.id]))}
        >
          {words.haveIt}
        </Button>
      </div>
    </li>
  )
}

/** What was tried, and why it was not; the same reason is said once. */
function triedLines(steps: LadderCase['steps'], timeZone: string): readonly string[] {
  const lines = steps
    .filter(({ outcome }) => outcome === 'sent' || outcome === 'skipped')
    .map((step) =>
      step.outcome === 'sent' ? words.sentTo(step.words, campClock(step.at, timeZone)) : words.notAsked(step.words),
    )
  return [...new Set(lines)]
}

interface FoundButtonProps {
  readonly one: LadderCase
  readonly busy: boolean
  onFound(work: () => Promise<unknown>): void
}

/** They are here after all, or were picked up: the board says so from now on. */
export function FoundButton({ one, busy, onFound }: FoundButtonProps) {
  const isArrival = one.kind === 'not-arrived'
  const player = [{ playerId: one.playerId, campId: one.campId }]
  return (
    <Button
      size="small"
      icon={<UserRoundCheck size={16} aria-hidden />}
      aria-label={isArrival ? words.isHere(one.name) : words.wasPickedUp(one.name)}
      disabled={busy}
      onClick={() => onFound(() => (isArrival ? checkIn(player) : pickUp(player, null)))}
    >
      {isArrival ? words.here : words.pickedUp}
    </Button>
  )
}
