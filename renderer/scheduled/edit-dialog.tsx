import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { ScheduledText } from '../../electron/ipc/contract/schedule-views.ts'
import { asHubError, callHub } from '../lib/data.ts'
import { editScheduled } from '../lib/schedule.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { TextArea } from '../ui/text-area.tsx'
import { useAction } from '../ui/use-action.ts'
import { scheduledWords } from '../words/scheduled.ts'
import styles from './edit-dialog.module.css'
import { PlanFields } from './plan-fields.tsx'
import { usePlan } from './use-plan.ts'

const words = scheduledWords.plan
const mostCharacters = 1_600

interface EditDialogProps {
  readonly messageId: string
  onClose(): void
}

/** Other words or another time for a text that waits. */
export function EditDialog({ messageId, onClose }: EditDialogProps) {
  const found = useQuery({
    queryKey: ['scheduled', 'one', messageId],
    queryFn: () => callHub('schedule.get', { messageId }),
    // As it stands now, not as it stood when it was last looked at.
    staleTime: 0,
    gcTime: 0,
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={words.editTitle}
    >
      {found.error !== null ? (
        <ErrorNotice title={scheduledWords.failed}>{asHubError(found.error).message}</ErrorNotice>
      ) : found.data === undefined ? (
        <p role="status">{words.loading}</p>
      ) : (
        <EditForm text={found.data} onClose={onClose} />
      )}
    </Dialog>
  )
}

function EditForm({ text, onClose }: { readonly text: ScheduledText; onClose(): void }) {
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => box.current?.focus(), [])
  const [body, setBody] = useState(text.body)
  const state = usePlan(text, text.useMinutes)
  const { plan } = state
  const isSendable = body.trim() !== '' && body.length <= mostCharacters
  const save = useAction(async () => {
    if (plan === null || !isSendable) return
    await editScheduled(text.messageId, body.trim(), plan)
    onClose()
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        save.run()
      }}
    >
      <TextArea
        ref={box}
        label={words.message}
        value={body}
        rows={4}
        dir="auto"
        maxLength={mostCharacters}
        error={body.trim() === '' ? words.writeFirst : null}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <PlanFields state={state} />
      {save.error === null ? null : (
        <p className={styles.failed} role="alert">
          {scheduledWords.failed} {save.error}
        </p>
      )}
      <div className={styles.acts}>
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button variant="primary" type="submit" disabled={plan === null || !isSendable || save.busy}>
          {words.save}
        </Button>
      </div>
    </form>
  )
}
