import { useState } from 'react'
import type { RefObject } from 'react'
import { Button } from '../ui/button.tsx'
import { heldWords as words } from '../words/held.ts'
import styles from './held-dialog.module.css'

interface HeldFooterProps {
  /** The button that ends the look: the focus goes there when the last text has gone. */
  readonly ref: RefObject<HTMLButtonElement | null>
  readonly count: number
  readonly isBusy: boolean
  onClose(): void
  onSendAll(): void
  onDropAll(): void
}

/** What can be done with all of them at once. Dropping them all asks once more: most of them may be off the screen. */
export function HeldFooter({ ref, count, isBusy, onClose, onSendAll, onDropAll }: HeldFooterProps) {
  const [isAsking, setAsking] = useState(false)
  const end = (act: () => void) => {
    // The buttons for all go away with the last text.
    ref.current?.focus()
    setAsking(false)
    act()
  }
  const ask = () => {
    // Where a second press, meant for the first, does nothing.
    ref.current?.focus()
    setAsking(true)
  }
  const isSure = isAsking && count > 0
  return (
    <>
      <span className={styles.keys}>{count === 0 ? null : isSure ? words.dropAllSure(count) : words.keys}</span>
      {count === 0 || isSure ? null : (
        <Button key="drop" variant="quiet" disabled={isBusy} onClick={ask}>
          {words.dropAll}
        </Button>
      )}
      <Button
        key="end"
        ref={ref}
        variant={count > 0 ? 'secondary' : 'primary'}
        onClick={isSure ? () => setAsking(false) : onClose}
      >
        {count === 0 ? words.done : isSure ? words.keep : words.later}
      </Button>
      {isSure ? (
        <Button key="sure" variant="danger" disabled={isBusy} onClick={() => end(onDropAll)}>
          {words.dropAllYes(count)}
        </Button>
      ) : count > 0 ? (
        <Button key="send" variant="primary" disabled={isBusy} onClick={() => end(onSendAll)}>
          {words.sendAll(count)}
        </Button>
      ) : null}
    </>
  )
}
