import { lazy, Suspense, useState } from 'react'
import type { MessageView } from '../../electron/ipc/contract/views.ts'
import { campTime } from '../lib/camp-time.ts'
import { useHubMinute, useSettings } from '../lib/data.ts'
import { cancelScheduled, sendScheduledNow } from '../lib/schedule.ts'
import { Button } from '../ui/button.tsx'
import { inboxWords } from '../words/inbox.ts'

const EditDialog = lazy(() => import('../scheduled/edit-dialog.tsx').then((module) => ({ default: module.EditDialog })))

const words = inboxWords.message

/** When a planned text goes out, by the camp's clock. */
export function DueAt({ at }: { readonly at: number }) {
  const now = useHubMinute()
  return <>, {words.dueAt(campTime(at, now, useSettings().timeZone))}</>
}

interface ScheduledActionsProps {
  readonly message: MessageView
  run(act: () => Promise<unknown>): void
}

/** What can be done about a text that waits for its time. */
export function ScheduledActions({ message, run }: ScheduledActionsProps) {
  const [editing, setEditing] = useState(false)
  const { id } = message
  return (
    <>
      <Button size="small" variant="quiet" hint={words.cancelHint} onClick={() => run(() => cancelScheduled(id))}>
        {words.cancel}
      </Button>
      <Button size="small" onClick={() => setEditing(true)}>
        {words.editScheduled}
      </Button>
      <Button size="small" onClick={() => run(() => sendScheduledNow(id))}>
        {words.sendScheduledNow}
      </Button>
      {editing ? (
        <Suspense fallback={null}>
          <EditDialog messageId={id} onClose={() => setEditing(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
