import { Megaphone } from 'lucide-react'
import type { ScheduledBroadcast } from '../../electron/ipc/contract/schedule-views.ts'
import { campClock, campDay, campTime } from '../lib/camp-time.ts'
import { callHub, useHubMinute, useSettings } from '../lib/data.ts'
import { uuidV7 } from '../lib/uuid.ts'
import { useUi } from '../shell/ui-state.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { scheduledWords as words } from '../words/scheduled.ts'
import styles from './scheduled-tab.module.css'

/** A broadcast that waits for its time: its own screen changes it. */
export function BroadcastRow({ broadcast }: { readonly broadcast: ScheduledBroadcast }) {
  const now = useHubMinute()
  const zone = useSettings().timeZone
  const { id, name, sendAt, noUseAfter, author, recipients } = broadcast
  const whom = `scheduled-to-${id}`
  const act = useAction(() => callHub('broadcasts.sendNow', { requestId: uuidV7(), id }))
  return (
    <tr className={styles.row}>
      <th scope="row" className={styles.when}>
        <span className={styles.clock}>{campClock(sendAt, zone)}</span>
        <span className={styles.day}>{campDay(sendAt, now, zone)}</span>
      </th>
      <td id={whom} className={styles.to}>
        {words.families(recipients)}
      </td>
      <td>
        <p className={styles.body} dir="auto">
          {name}
        </p>
        <p className={styles.marks}>
          <span className={styles.mark}>
            <Megaphone size={14} aria-hidden />
            {words.broadcast}
          </span>
          {author === null || author === '' ? null : <span>{words.by(author)}</span>}
        </p>
        {act.error === null ? null : (
          <p className={styles.failed} role="alert">
            {words.failed} {act.error}
          </p>
        )}
      </td>
      <td className={styles.off}>{words.off.until(campTime(noUseAfter, now, zone))}</td>
      <td className={styles.acts}>
        <div className={styles.buttons}>
          <Button size="small" disabled={act.busy} aria-describedby={whom} onClick={() => act.run()}>
            {words.sendNow}
          </Button>
          <Button
            size="small"
            aria-label={words.openBroadcast(name)}
            onClick={() => useUi.getState().setScreen('broadcasts')}
          >
            {words.toBroadcasts}
          </Button>
        </div>
      </td>
    </tr>
  )
}
