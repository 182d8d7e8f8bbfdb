import { CircleCheck } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { RosterState } from '../../electron/ipc/contract/roster-views.ts'
import { undoRoster } from '../lib/roster.ts'
import { Button } from '../ui/button.tsx'
import { useAction } from '../ui/use-action.ts'
import { peopleWords } from '../words/people.ts'
import styles from './import-pane.module.css'
import { Remarks } from './remarks.tsx'

const words = peopleWords.importing

type Importing = Extract<RosterState, { readonly kind: 'importing' }>
type Done = Extract<RosterState, { readonly kind: 'done' }>

/** How far the import is. Texts and keys pass between its rows. */
export function ImportProgress({ state, onStop }: { readonly state: Importing; onStop(): void }) {
  const { done, total, fileName } = state
  return (
    <div className={styles.running}>
      <p className={styles.format}>{fileName}</p>
      <progress className={styles.progress} aria-label={words.progress} max={Math.max(total, done, 1)} value={done} />
      <p className={styles.counts}>{words.running(done, total)}</p>
      <Button onClick={onStop}>{words.stop}</Button>
    </div>
  )
}

/** What came of it, and the way back. */
export function ImportDone({ state, onDone }: { readonly state: Done; onDone(): void }) {
  const { last, unchanged, leftOut, remarks, remarkCount } = state
  const next = useRef<HTMLButtonElement>(null)
  const undo = useAction(async () => {
    await undoRoster(last.importId)
    onDone()
  })
  useEffect(() => next.current?.focus(), [])
  return (
    <>
      <div className={styles.running}>
        <h2 className={styles.done}>
          <CircleCheck size={20} aria-hidden />
          {words.done}
        </h2>
        <p role="status">{words.result(last.added, last.updated, unchanged, leftOut)}</p>
        {undo.error === null ? null : (
          <p role="alert" className={styles.error}>
            {undo.error}
          </p>
        )}
        <div className={styles.buttons}>
          <Button ref={next} variant="primary" onClick={onDone}>
            {words.toPeople}
          </Button>
          <Button disabled={undo.busy} onClick={() => undo.run()}>
            {peopleWords.takeBack}
          </Button>
        </div>
      </div>
      <Remarks remarks={remarks} count={remarkCount} />
    </>
  )
}
