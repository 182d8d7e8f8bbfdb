import { cx } from '../ui/cx.ts'
import styles from './segment-hint.module.css'
import { segmentNote } from './segment-words.ts'
import type { SegmentCount } from './segments.ts'

interface SegmentHintProps {
  readonly count: SegmentCount | null
  readonly length: number
  readonly most: number
}

/** The quiet line beside the send button: only there when length matters. */
export function SegmentHint({ count, length, most }: SegmentHintProps) {
  const note = segmentNote(count, length, most)
  return (
    <span
      className={cx(styles.hint, note !== null && styles[note.tone])}
      role={note?.tone === 'failed' ? 'alert' : undefined}
      data-hint={note?.hint ?? undefined}
      data-numeric
    >
      {note?.text}
    </span>
  )
}
