import { Ban, ChartNoAxesColumn, CircleCheck, CirclePause, Clock, Repeat, Send } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { BroadcastState, BroadcastView } from '../../electron/ipc/contract/broadcast-views.ts'
import { campTime } from '../lib/camp-time.ts'
import { useHubMinute, useSettings } from '../lib/data.ts'
import { Button } from '../ui/button.tsx'
import { broadcastWords as words } from '../words/broadcasts.ts'
import { BroadcastActs } from './broadcast-acts.tsx'
import styles from './broadcast-list.module.css'
import { Progress } from './broadcast-progress.tsx'
import { startBroadcast, useBroadcastsUi } from './compose-state.ts'

const icons: Readonly<Record<BroadcastState, LucideIcon>> = {
  scheduled: Clock,
  preparing: Send,
  running: Send,
  paused: CirclePause,
  canceled: Ban,
  done: CircleCheck,
}

/** One broadcast: what it says, how far it has come, and what can be done with it. */
export function BroadcastRow({ broadcast }: { readonly broadcast: BroadcastView }) {
  return (
    <li>
      <article className={styles.row} aria-label={broadcast.name}>
        <BroadcastHead broadcast={broadcast} />
        <p className={styles.body} dir="auto">
          {broadcast.body}
        </p>
        <Progress broadcast={broadcast} />
        <div className={styles.acts}>
          <BroadcastActs broadcast={broadcast} />
          <span className={styles.space} />
          <Button
            size="small"
            variant="quiet"
            icon={<Repeat size={16} aria-hidden />}
            onClick={() =>
              startBroadcast({
                kind: 'plain',
                draft: broadcast.draft,
                name: broadcast.name,
                againOf: broadcast.id,
                audienceLabel: words.compose.before,
              })
            }
          >
            {words.acts.again}
          </Button>
          <Button
            size="small"
            variant="quiet"
            icon={<ChartNoAxesColumn size={16} aria-hidden />}
            aria-label={words.acts.reportOf(broadcast.name)}
            onClick={() => useBroadcastsUi.getState().showReport(broadcast.id)}
          >
            {words.acts.report}
          </Button>
        </div>
      </article>
    </li>
  )
}

/** Its name, where it stands, when it began and by whom. */
export function BroadcastHead({ broadcast }: { readonly broadcast: BroadcastView }) {
  const now = useHubMinute()
  const zone = useSettings().timeZone
  const { state, why, author, name } = broadcast
  const Icon = icons[state]
  const at = broadcast.startedAt ?? broadcast.createdAt
  const reason = why === null ? '' : words.why[why]
  return (
    <header className={styles.head}>
      <h2 className={styles.name}>{name}</h2>
      <span className={styles.state} data-state={state}>
        <Icon size={16} aria-hidden />
        {words.states[state]}
      </span>
      <span className={styles.when}>
        {state === 'scheduled' && broadcast.sendAt !== null
          ? words.plannedFor(campTime(broadcast.sendAt, now, zone))
          : campTime(at, now, zone)}
        {author === null || author === '' ? '' : ` ${words.by(author)}`}
      </span>
      {reason === '' ? null : <p className={styles.why}>{reason}</p>}
    </header>
  )
}
