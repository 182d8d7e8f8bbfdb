import { Bot, MessageSquareOff, Reply, ScanEye } from 'lucide-react'
import type { ScheduledText } from '../../electron/ipc/contract/schedule-views.ts'
import { campClock, campDay, campTime } from '../lib/camp-time.ts'
import { useHubMinute, useSettings } from '../lib/data.ts'
import { cancelScheduled, sendScheduledNow } from '../lib/schedule.ts'
import { useUi } from '../shell/ui-state.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { scheduledWords as words } from '../words/scheduled.ts'
import styles from './scheduled-tab.module.css'

interface ScheduledRowProps {
  readonly text: ScheduledText
  onEdit(): void
  onCanceled(): void
}

/** One text with its time, and what can be done about it. */
export function ScheduledRow({ text, onEdit, onCanceled }: ScheduledRowProps) {
  const now = useHubMinute()
  const zone = useSettings().timeZone
  const { messageId, to, players } = text
  /** Every row has the same buttons: whom they are about is said after their names. */
  const whom = `scheduled-to-${messageId}`
  const act = useAction((work: () => Promise<unknown>) => work())
  const cancel = async (): Promise<void> => {
    await cancelScheduled(messageId)
    if (!text.byCarrier) onCanceled()
  }
  return (
    <tr className={styles.row}>
      <th scope="row" className={styles.when}>
        <span className={styles.clock}>{campClock(text.sendAt, zone)}</span>
        <span className={styles.day}>{campDay(text.sendAt, now, zone)}</span>
      </th>
      <td className={styles.to}>
        <button
          type="button"
          className={styles.name}
          aria-label={words.openTo(to)}
          onClick={() => useUi.getState().openConversation(text.conversationId)}
        >
          <span id={whom}>{to}</span>
        </button>
        {players.length === 0 ? null : (
          <span className={styles.aside}>{players.map((player) => player.name).join(', ')}</span>
        )}
      </td>
      <td>
        <p className={styles.body} dir="auto">
          {text.body}
        </p>
        <p className={styles.marks}>
          {text.origin === 'automation' ? (
            <span className={styles.mark}>
              <Bot size={14} aria-hidden />
              {words.automatic}
            </span>
          ) : text.author === null || text.author === '' ? null : (
            <span>{words.by(text.author)}</span>
          )}
          {text.cancelOnReply ? (
            <span className={styles.mark}>
              <Reply size={14} aria-hidden />
              {words.cancelOnReply}
            </span>
          ) : null}
          {text.held === null ? null : (
            <span className={styles.attention}>
              <ScanEye size={14} aria-hidden />
              {words.held}
            </span>
          )}
          {text.closedReason === null ? null : (
            <span className={styles.attention}>
              <MessageSquareOff size={14} aria-hidden />
              {words.closed(text.closedReason)}
            </span>
          )}
        </p>
        {act.error === null ? null : (
          <p className={styles.failed} role="alert">
            {words.failed} {act.error}
          </p>
        )}
      </td>
      <td className={styles.off}>
        {text.isCanceling
          ? words.off.canceling
          : text.byCarrier
            ? words.off.carrier
            : words.off.until(campTime(text.noUseAfter, now, zone))}
      </td>
      <td className={styles.acts}>
        <div className={styles.buttons}>
          {text.byCarrier ? null : (
            <>
              <Button
                size="small"
                aria-describedby={whom}
                disabled={text.closedReason !== null}
                onClick={() => act.run(() => sendScheduledNow(messageId))}
              >
                {words.sendNow}
              </Button>
              <Button size="small" aria-describedby={whom} onClick={onEdit}>
                {words.edit}
              </Button>
            </>
          )}
          <Button
            size="small"
            variant="quiet"
            aria-describedby={whom}
            disabled={text.isCanceling}
            onClick={() => act.run(cancel)}
          >
            {words.cancel}
          </Button>
        </div>
      </td>
    </tr>
  )
}
