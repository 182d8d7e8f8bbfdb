import { Clock, RotateCcw, UserX } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { BoardRow } from '../../electron/ipc/contract/board-views.ts'
import { checkIn, markAbsent, markLate, pickUp, undoAct } from '../lib/board.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { useAction } from '../ui/use-action.ts'
import { proposalWords } from '../words/proposals.ts'
import styles from './family-player.module.css'

// The board's own dialogs: what is asked there is asked here.
const LateDialog = lazy(() => import('../checkin/act-dialogs.tsx').then((module) => ({ default: module.LateDialog })))
const AbsentDialog = lazy(() =>
  import('../checkin/act-dialogs.tsx').then((module) => ({ default: module.AbsentDialog })),
)
const PickUpDialog = lazy(() =>
  import('../checkin/pick-up-dialog.tsx').then((module) => ({ default: module.PickUpDialog })),
)

const words = proposalWords.day

interface FamilyActsProps {
  readonly row: BoardRow
  /** Brothers and sisters among them are offered together. */
  readonly familyRows: readonly BoardRow[]
  readonly zone: string
}

/** What can be put down for a player, as on the board. */
export function FamilyActs({ row, familyRows, zone }: FamilyActsProps) {
  const [asking, setAsking] = useState<'late' | 'absent' | 'pick-up' | null>(null)
  const arrive = useAction(() => checkIn([row]))
  const late = useAction((rows: readonly BoardRow[], at: number, note: string | null) => markLate(rows, at, note))
  const absent = useAction((rows: readonly BoardRow[], note: string | null) => markAbsent(rows, note))
  const undo = useAction((of: string) => undoAct(of, [row.playerId]))
  const { state, lastAct, playerId, familyId } = row
  const isComing = state !== 'here' && state !== 'picked-up'
  const siblings = familyRows.filter(
    (other) => other.familyId === familyId && other.playerId !== playerId && other.campId === row.campId,
  )
  const coming = siblings.filter((other) => other.state !== 'here' && other.state !== 'picked-up')
  const error = arrive.error ?? late.error ?? absent.error ?? undo.error
  const close = () => setAsking(null)
  return (
    <>
      <div className={styles.acts} role="group" aria-label={words.acts(row.firstName)}>
        {isComing ? (
          <Button size="small" disabled={arrive.busy} onClick={() => arrive.run()}>
            {words.checkIn}
          </Button>
        ) : state === 'here' ? (
          <Button size="small" onClick={() => setAsking('pick-up')}>
            {words.pickedUp}
          </Button>
        ) : null}
        {isComing ? (
          <>
            <IconButton label={words.late} icon={<Clock size={18} aria-hidden />} onClick={() => setAsking('late')} />
            <IconButton
              label={words.absent}
              icon={<UserX size={18} aria-hidden />}
              onClick={() => setAsking('absent')}
            />
          </>
        ) : null}
        {lastAct === null ? null : (
          <IconButton
            label={words.undo}
            icon={<RotateCcw size={18} aria-hidden />}
            disabled={undo.busy}
            onClick={() => undo.run(lastAct)}
          />
        )}
      </div>
      {error === null ? null : (
        <p role="alert" className={styles.error}>
          {words.failed} {error}
        </p>
      )}
      <Suspense fallback={null}>
        {asking === 'late' ? (
          <LateDialog
            row={row}
            siblings={coming}
            zone={zone}
            onClose={close}
            onSave={(rows, at, note) => {
              late.run(rows, at, note)
              close()
            }}
          />
        ) : null}
        {asking === 'absent' ? (
          <AbsentDialog
            row={row}
            siblings={coming}
            zone={zone}
            onClose={close}
            onSave={(rows, note) => {
              absent.run(rows, note)
              close()
            }}
          />
        ) : null}
        {asking === 'pick-up' ? (
          <PickUpDialog
            row={row}
            siblings={siblings.filter((other) => other.state === 'here')}
            onClose={close}
            onSave={async (rows, by) => {
              await pickUp(rows, by)
              close()
            }}
          />
        ) : null}
      </Suspense>
    </>
  )
}
