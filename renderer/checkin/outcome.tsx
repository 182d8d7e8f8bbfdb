import { Check, CircleAlert, RotateCcw } from 'lucide-react'
import type { BoardRow } from '../../electron/ipc/contract/board-views.ts'
import { Button } from '../ui/button.tsx'
import { checkinWords as words } from '../words/checkin.ts'
import styles from './outcome.module.css'

/** How the last act went. */
export type Outcome =
  | {
      readonly kind: 'done'
      readonly words: string
      /** The act, to take it back; null where there is nothing to take back. */
      readonly act: string | null
      /** Brothers and sisters who could be checked in too. */
      readonly offer: readonly BoardRow[]
    }
  | { readonly kind: 'failed'; readonly words: string }

export interface OutcomeStripProps {
  readonly outcome: Outcome | null
  onUndo(act: string): void
  onOffer(rows: readonly BoardRow[]): void
}

/** One line that is always there: the keys, and once something was done, what it was and how to take it back. */
export function OutcomeStrip({ outcome, onUndo, onOffer }: OutcomeStripProps) {
  return (
    <div className={styles.strip}>
      <span role="status" className={styles.words}>
        {outcome === null ? null : outcome.kind === 'failed' ? (
          <span className={styles.failed}>
            <CircleAlert size={16} aria-hidden />
            {words.done.failed(outcome.words)}
          </span>
        ) : (
          <>
            <span className={styles.done}>
              <Check size={16} aria-hidden />
              {outcome.words}
            </span>
            {outcome.offer.length === 0 ? null : (
              <span className={styles.also}>{words.done.also(outcome.offer.map(({ firstName }) => firstName))}</span>
            )}
          </>
        )}
      </span>
      {outcome === null ? (
        <span className={styles.keys}>
          {Object.values(words.keys).map((text) => (
            <span key={text}>{text}</span>
          ))}
        </span>
      ) : null}
      {outcome?.kind === 'done' && outcome.offer.length > 0 ? (
        <Button size="small" variant="primary" hintKeys="Enter" onClick={() => onOffer(outcome.offer)}>
          {words.done.alsoCheckIn(outcome.offer.map(({ firstName }) => firstName))}
        </Button>
      ) : null}
      {outcome?.kind === 'done' && outcome.act !== null ? (
        <Button size="small" icon={<RotateCcw size={14} aria-hidden />} onClick={() => onUndo(outcome.act ?? '')}>
          {words.undo}
        </Button>
      ) : null}
    </div>
  )
}
