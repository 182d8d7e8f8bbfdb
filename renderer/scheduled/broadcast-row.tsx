import { Megaphone } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ScheduledBroadcast } from '../../electron/ipc/contract/schedule-views.ts'
import { editPlanned } from '../broadcasts/compose-state.ts'
import { campClock, campDay, campTime } from '../lib/camp-time.ts'
import { callHub, useHubMinute, useSettings } from '../lib/data.ts'
import { uuidV7 } from '../lib/uuid.ts'
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
  const [isAsking, setAsking] = useState(false)
  const act = useAction((name: 'broadcasts.sendNow' | 'broadcasts.cancel') =>
    callHub(name, { requestId: uuidV7(), id }),
  )
  const edit = useAction(async () => {
    editPlanned((await callHub('broadcasts.report', { id, after: -1, limit: 1 })).broadcast)
  })
  const error = act.error ?? edit.error
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
        {error === null ? null : (
          <p className={styles.failed} role="alert">
            {words.failed} {error}
          </p>
        )}
      </td>
      <td className={styles.off}>{words.off.until(campTime(noUseAfter, now, zone))}</td>
      <td className={styles.acts}>
        <div className={styles.buttons}>
          {isAsking ? (
            <AskCancel
              whom={whom}
              isBusy={act.busy}
              onCancel={() => act.run('broadcasts.cancel')}
              onKeep={() => setAsking(false)}
            />
          ) : (
            <>
              <Button
                size="small"
                disabled={act.busy}
                aria-describedby={whom}
                onClick={() => act.run('broadcasts.sendNow')}
              >
                {words.sendNow}
              </Button>
              <Button size="small" disabled={edit.busy} aria-describedby={whom} onClick={() => edit.run()}>
                {words.edit}
              </Button>
              <Button size="small" disabled={act.busy} aria-describedby={whom} onClick={() => setAsking(true)}>
                {words.cancel}
              </Button>
            </>
          )}
        </div>
      </td>
    </tr>
  )
}

interface AskCancelProps {
  readonly whom: string
  readonly isBusy: boolean
  onCancel(): void
  onKeep(): void
}

/** Stands where the buttons stood, with the focus on what changes nothing. */
function AskCancel({ whom, isBusy, onCancel, onKeep }: AskCancelProps) {
  const keep = useRef<HTMLButtonElement>(null)
  useEffect(() => keep.current?.focus(), [])
  return (
    <>
      <Button size="small" variant="danger" disabled={isBusy} aria-describedby={whom} onClick={onCancel}>
        {words.cancelBroadcast}
      </Button>
      <Button ref={keep} size="small" onClick={onKeep}>
        {words.keepBroadcast}
      </Button>
    </>
  )
}
