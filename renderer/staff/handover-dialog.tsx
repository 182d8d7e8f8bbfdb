import { useQuery } from '@tanstack/react-query'
import type { HandoverView } from '../../electron/ipc/contract/staff-views.ts'
import { asHubError, callHub, useSettings } from '../lib/data.ts'
import { useUi } from '../shell/ui-state.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { staffWords } from '../words/staff.ts'
import styles from './handover-dialog.module.css'
import { HandoverRows } from './handover-rows.tsx'
import { useFirstIn } from './use-first-in.ts'

const words = staffWords.handover

/** What whoever takes over has to know: each line leads to it. */
export function HandoverDialog() {
  const { staffName } = useSettings()
  const card = useQuery({
    queryKey: ['board', 'handover'],
    queryFn: () => callHub('staff.handover', {}),
    staleTime: 0,
    refetchOnMount: 'always',
  })
  // The first line that leads somewhere: Enter goes there at once.
  const { within, first } = useFirstIn('li button')
  const close = () => useUi.getState().closeDialog()
  if (card.data === undefined && card.error === null) return null
  return (
    <Dialog
      open
      title={words.title}
      initialFocus={first}
      onOpenChange={(open) => {
        if (!open) close()
      }}
      actions={
        <Button variant="primary" onClick={close}>
          {words.done}
        </Button>
      }
    >
      <div ref={within} className={styles.groups} data-lines="">
        {staffName === '' ? null : <p className={styles.who}>{words.onDuty(staffName)}</p>}
        {card.data === undefined ? (
          <ErrorNotice
            title={words.unreadable}
            details={asHubError(card.error).message}
            onRetry={() => void card.refetch()}
          />
        ) : isEmpty(card.data) ? (
          <EmptyState headingLevel={3} title={words.nothing.title}>
            {words.nothing.body}
          </EmptyState>
        ) : (
          <HandoverRows card={card.data} />
        )}
      </div>
    </Dialog>
  )
}

function isEmpty(card: HandoverView): boolean {
  const { missing, late, needsReply, failed, uncertain, held, waiting, broadcasts, ladders, proposals, nearStops } =
    card
  const counts = [missing, late, needsReply, failed, uncertain, broadcasts, nearStops].map(({ count }) => count)
  return [...counts, held, waiting, ladders, proposals].every((count) => count === 0)
}
