import { Ban, Pause, Pencil, Play, Send } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { BroadcastView } from '../../electron/ipc/contract/broadcast-views.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { broadcastWords } from '../words/broadcasts.ts'
import styles from './broadcast-list.module.css'
import { editPlanned } from './compose-state.ts'
import { actOn } from './queries.ts'

const words = broadcastWords.acts

/** Pause, resume and cancel, while there is something to; cancelling asks first, in place. */
export function BroadcastActs({ broadcast }: { readonly broadcast: BroadcastView }) {
  const [isAsking, setAsking] = useState(false)
  const act = useAction(actOn)
  const { id, state, counts } = broadcast
  if (state === 'done' || state === 'canceled') return null
  if (isAsking) {
    return (
      <AskCancel
        left={counts.queued}
        isBusy={act.busy}
        onCancel={() => {
          setAsking(false)
          act.run('broadcasts.cancel', id)
        }}
        onKeep={() => setAsking(false)}
      />
    )
  }
  return (
    <>
      {state === 'running' || state === 'preparing' ? (
        <Button
          size="small"
          disabled={act.busy || state === 'preparing'}
          icon={<Pause size={16} aria-hidden />}
          onClick={() => act.run('broadcasts.pause', id)}
        >
          {words.pause}
        </Button>
      ) : null}
      {state === 'paused' ? (
        <Button
          size="small"
          variant="primary"
          disabled={act.busy}
          icon={<Play size={16} aria-hidden />}
          onClick={() => act.run('broadcasts.resume', id)}
        >
          {words.resume}
        </Button>
      ) : null}
      {state === 'scheduled' ? (
        <Button
          size="small"
          disabled={act.busy}
          icon={<Send size={16} aria-hidden />}
          onClick={() => act.run('broadcasts.sendNow', id)}
        >
          {words.sendNow}
        </Button>
      ) : null}
      {broadcast.startedAt === null && (state === 'scheduled' || state === 'paused') ? (
        <Button size="small" icon={<Pencil size={16} aria-hidden />} onClick={() => editPlanned(broadcast)}>
          {words.edit}
        </Button>
      ) : null}
      <Button size="small" disabled={act.busy} icon={<Ban size={16} aria-hidden />} onClick={() => setAsking(true)}>
        {words.cancel}
      </Button>
      {act.error === null ? null : (
        <p className={styles.error} role="alert">
          {act.error}
        </p>
      )}
    </>
  )
}

interface AskCancelProps {
  readonly left: number
  readonly isBusy: boolean
  onCancel(): void
  onKeep(): void
}

/** Stands where the button stood, with the focus on what it said. */
function AskCancel({ left, isBusy, onCancel, onKeep }: AskCancelProps) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  return (
    <div className={styles.ask} role="group" aria-label={words.cancelAsk(left)}>
      <span className={styles.asked}>{words.cancelAsk(left)}</span>
      <span>{words.cancelMeaning}</span>
      <Button
        ref={button}
        size="small"
        variant="danger"
        disabled={isBusy}
        icon={<Ban size={16} aria-hidden />}
        onClick={onCancel}
      >
        {words.cancel}
      </Button>
      <Button size="small" onClick={onKeep}>
        {words.keep}
      </Button>
    </div>
  )
}
