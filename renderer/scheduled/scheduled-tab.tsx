import { useQuery } from '@tanstack/react-query'
import { CalendarClock } from 'lucide-react'
import { useState } from 'react'
import { asHubError, callHub, useSettings } from '../lib/data.ts'
import { zoneName } from '../lib/camp-time.ts'
import { takeBackCancel } from '../lib/schedule.ts'
import { useUi } from '../shell/ui-state.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { useAction } from '../ui/use-action.ts'
import { scheduledWords as words } from '../words/scheduled.ts'
import { BroadcastRow } from './broadcast-row.tsx'
import { EditDialog } from './edit-dialog.tsx'
import { ScheduledRow } from './scheduled-row.tsx'
import styles from './scheduled-tab.module.css'

interface Canceled {
  readonly messageId: string
  readonly to: string
}

/** Texts and broadcasts that wait for their time, the next one first. */
export function ScheduledTab() {
  const zone = useSettings().timeZone
  const list = useQuery({ queryKey: ['scheduled', 'list'], queryFn: () => callHub('schedule.list', {}) })
  // Of its own, so that what becomes of a broadcast is read again, too.
  const planned = useQuery({
    queryKey: ['broadcasts', 'planned'],
    queryFn: async () => (await callHub('schedule.list', {})).broadcasts,
  })
  const broadcasts = planned.data ?? []
  const [editing, setEditing] = useState<string | null>(null)
  const [canceled, setCanceled] = useState<Canceled | null>(null)
  const { data } = list
  const rows = [
    ...(data?.texts ?? []).map((text) => ({ kind: 'text', at: text.sendAt, text }) as const),
    ...broadcasts.map((broadcast) => ({ kind: 'broadcast', at: broadcast.sendAt, broadcast }) as const),
  ].sort((one, other) => one.at - other.at)
  const count = (data?.count ?? 0) + broadcasts.length
  const isEmpty = data !== undefined && rows.length === 0
  if (list.error !== null) {
    return (
      <ErrorNotice
        title={words.unreadable.title}
        details={asHubError(list.error).details ?? asHubError(list.error).message}
        onRetry={() => void list.refetch()}
      >
        {words.unreadable.meaning}
      </ErrorNotice>
    )
  }
  return (
    <>
      <UndoBar canceled={canceled} onDone={() => setCanceled(null)} />
      <p className={styles.note}>
        <span role="status">{data === undefined || isEmpty ? '' : words.count(count)}</span>
        <span>{words.zone(zoneName(zone))}</span>
      </p>
      <div className={styles.scroll} aria-busy={list.isPending}>
        <table className={styles.table} aria-label={words.table}>
          <thead>
            <tr>
              <th scope="col" className={styles.when}>
                {words.columns.when}
              </th>
              <th scope="col" className={styles.to}>
                {words.columns.to}
              </th>
              <th scope="col">{words.columns.text}</th>
              <th scope="col" className={styles.off}>
                {words.columns.off}
              </th>
              <th scope="col" className={styles.acts}>
                {words.columns.acts}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) =>
              row.kind === 'text' ? (
                <ScheduledRow
                  key={row.text.messageId}
                  text={row.text}
                  onEdit={() => setEditing(row.text.messageId)}
                  onCanceled={() => setCanceled({ messageId: row.text.messageId, to: row.text.to })}
                />
              ) : (
                <BroadcastRow key={row.broadcast.id} broadcast={row.broadcast} />
              ),
            )}
          </tbody>
        </table>
        {isEmpty ? (
          <div className={styles.empty}>
            <EmptyState
              icon={<CalendarClock size={40} />}
              title={words.empty.title}
              action={<Button onClick={() => useUi.getState().setScreen('inbox')}>{words.empty.action}</Button>}
            >
              <p>{words.empty.body}</p>
            </EmptyState>
          </div>
        ) : null}
        {data !== undefined && data.count > data.texts.length ? (
          <p className={styles.note}>{words.shown(data.texts.length, data.count)}</p>
        ) : null}
      </div>
      {editing === null ? null : <EditDialog messageId={editing} onClose={() => setEditing(null)} />}
    </>
  )
}

/** What was canceled last, to be taken back. */
function UndoBar({ canceled, onDone }: { readonly canceled: Canceled | null; onDone(): void }) {
  const undo = useAction(async (messageId: string) => {
    await takeBackCancel(messageId)
    onDone()
  })
  return (
    <div className={styles.undo} role="status" hidden={canceled === null}>
      {canceled === null ? null : (
        <>
          <span>{words.canceled(canceled.to)}</span>
          <Button size="small" onClick={() => undo.run(canceled.messageId)}>
            {words.undo}
          </Button>
          {undo.error === null ? null : (
            <span className={styles.failed}>
              {words.failed} {undo.error}
            </span>
          )}
        </>
      )}
    </div>
  )
}
